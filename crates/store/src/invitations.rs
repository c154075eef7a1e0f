//! Invitations: of an address, the newest one can be accepted, once, until it ends.
//!
//! An invitation is an event, whose mail brings the link. Beside the agents, a pointer says which
//! invitation of an address counts: accepting and taking back remove it, inviting again replaces it.

use aws_sdk_dynamodb::types::Delete;
use domain::{
    agent::{Agent, Role},
    audit::AuditedChange,
    email::EmailAddress,
    invitation::{Invitation, InvitationId},
    time::UtcTime,
    workspace::WorkspaceId,
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    agents::join,
    audit::{self, Act, ActError},
    events::InvitationItem,
    expiry,
    keys::{self, EXPIRES_AT, INVITES, PK, SK},
    table::{from_item, number, text, to_item},
    transaction::{Part, Refusal},
};

/// An invitation that can be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenInvitation {
    /// The invitation's id within its workspace.
    pub id: String,
    /// Who is invited.
    pub email: EmailAddress,
    /// As what.
    pub role: Role,
    /// Since when.
    pub at: UtcTime,
    /// By whom.
    pub by: EmailAddress,
    /// Until when.
    #[serde(with = "expiry")]
    pub expires_at: UtcTime,
}

/// Why nobody joined.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// The invitation was accepted, taken back or replaced, or it has ended.
    #[error("the invitation does not count any more")]
    Void,
    /// The workspace changed after it was read.
    #[error("the workspace changed meanwhile")]
    Stale,
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Saves an invitation, in place of an earlier one of the same address. The agents must have
    /// been read after the log of `act`, and the address not be among them.
    ///
    /// # Errors
    /// When the workspace is another by now, whoever acts is no owner or the table does not answer.
    pub async fn invite(&self, act: &Act<'_>, invitation: &Invitation) -> Result<(), ActError> {
        let workspace = act.workspace();
        let event = keys::invitation(&invitation.id);
        let event = to_item("invitation", event, &InvitationItem::of(invitation))?;
        let pointer = keys::invite(workspace, &invitation.email);
        let pointer = to_item("invitation", pointer, &OpenInvitation::of(invitation))?;
        let mut writes = self.transaction();
        act.demand_owner(&mut writes)?;
        writes.put_new(Part::Invitation, event)?;
        writes.put(Part::Invitation, pointer)?;
        let what = AuditedChange::AgentInvited {
            email: invitation.email.clone(),
            role: invitation.role,
        };
        act.log(&mut writes, what)?;
        Ok(writes.commit().await??)
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// When the workspace is another by now, whoever acts is no owner or the table does not answer.
    pub async fn cancel_invitation(
        &self,
        act: &Act<'_>,
        invitation: &OpenInvitation,
    ) -> Result<(), ActError> {
        let mut writes = self.transaction();
        act.demand_owner(&mut writes)?;
        let email = invitation.email.clone();
        writes.delete(
            Part::Invitation,
            self.deletion(act.workspace(), &email, &invitation.id, act.at)?,
        );
        act.log(&mut writes, AuditedChange::InvitationCancelled { email })?;
        Ok(writes.commit().await??)
    }

    /// Makes the invited person an agent: `agent`, whose address and role are the invitation's.
    /// `log` is how many entries the workspace's log has. Of two at once, one joins.
    ///
    /// # Errors
    /// When the invitation does not count any more, the workspace is another by now or the table
    /// does not answer.
    pub async fn accept_invitation(
        &self,
        invitation: &Invitation,
        agent: &Agent,
        log: u64,
    ) -> Result<(), AcceptError> {
        let workspace = &invitation.id.workspace;
        let mut writes = self.transaction();
        let id = invitation.id.id();
        let deletion = self.deletion(workspace, &invitation.email, id, agent.since)?;
        writes.delete(Part::Invitation, deletion);
        join(&mut writes, workspace, agent)?;
        let what = AuditedChange::AgentJoined {
            email: agent.email.clone(),
            role: agent.role,
        };
        let entry = audit::entry(log, agent.since, &agent.email, what);
        audit::append(&mut writes, workspace, &entry)?;
        match writes.commit().await? {
            Ok(()) => Ok(()),
            Err(Refusal::Condition(failed))
                if failed.include(Part::Invitation) || failed.include(Part::Agent) =>
            {
                Err(AcceptError::Void)
            }
            Err(_) => Err(AcceptError::Stale),
        }
    }

    /// All invitations of the workspace that can be accepted at `now`.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn open_invitations(
        &self,
        workspace: &WorkspaceId,
        now: UtcTime,
    ) -> Result<Vec<OpenInvitation>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("#pk = :pk AND begins_with(#sk, :invites)")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_values(":pk", text(keys::workspace(workspace)))
            .expression_attribute_values(":invites", text(INVITES))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut open = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(StoreError::unavailable("Query (invitations)"))?;
            let invitation: OpenInvitation = from_item("invitation", item)?;
            open.extend((now < invitation.expires_at).then_some(invitation));
        }
        Ok(open)
    }

    /// The invitation of this address that can be accepted at `now`.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn open_invitation_of(
        &self,
        workspace: &WorkspaceId,
        email: &EmailAddress,
        now: UtcTime,
    ) -> Result<Option<OpenInvitation>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::invite(workspace, email).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (invitation)"))?;
        let open = found.item.map(|item| from_item("invitation", item));
        let open: Option<OpenInvitation> = open.transpose()?;
        Ok(open.filter(|invitation| now < invitation.expires_at))
    }

    /// The invitation with this id, whether or not it still counts.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn invitation(&self, id: &InvitationId) -> Result<Option<Invitation>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::invitation(id).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (invitation)"))?;
        let item = found.item.map(|item| from_item("invitation", item));
        let item: Option<InvitationItem> = item.transpose()?;
        Ok(item.map(|item| item.into_invitation(id.clone())))
    }

    /// Removes the pointer, if it still names this invitation.
    fn deletion(
        &self,
        workspace: &WorkspaceId,
        email: &EmailAddress,
        id: &str,
        now: UtcTime,
    ) -> Result<Delete, StoreError> {
        Delete::builder()
            .table_name(&self.table)
            .set_key(Some(keys::invite(workspace, email).into_item()))
            .condition_expression("#id = :id AND #expires > :now")
            .expression_attribute_names("#id", "id")
            .expression_attribute_names("#expires", EXPIRES_AT)
            .expression_attribute_values(":id", text(id))
            .expression_attribute_values(":now", number(now.epoch_seconds()))
            .build()
            .map_err(StoreError::corrupt("invitation"))
    }
}

impl OpenInvitation {
    fn of(invitation: &Invitation) -> Self {
        Self {
            id: invitation.id.id().to_owned(),
            email: invitation.email.clone(),
            role: invitation.role,
            at: invitation.at,
            by: invitation.by.clone(),
            expires_at: invitation.expires_at,
        }
    }
}
