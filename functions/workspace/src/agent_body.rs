//! Agents and invitations as owners see them.

use domain::{
    agent::{Agent, Role},
    email::EmailAddress,
    invitation::{Invitation, InvitationId},
    time::UtcTime,
    workspace::WorkspaceId,
};
use serde::Serialize;
use store::invitations::OpenInvitation;

/// An agent.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Agent))]
pub(crate) struct AgentBody {
    email: EmailAddress,
    role: Role,
    /// Since when the agent has had this role.
    since: UtcTime,
}

/// An invitation that can be accepted.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Invitation))]
pub(crate) struct InvitationBody {
    invite_id: String,
    email: EmailAddress,
    role: Role,
    invited_at: UtcTime,
    invited_by: EmailAddress,
    expires_at: UtcTime,
}

impl From<Agent> for AgentBody {
    fn from(agent: Agent) -> Self {
        Self {
            email: agent.email,
            role: agent.role,
            since: agent.since,
        }
    }
}

impl From<Invitation> for InvitationBody {
    fn from(invitation: Invitation) -> Self {
        Self {
            invite_id: invitation.id.to_string(),
            email: invitation.email,
            role: invitation.role,
            invited_at: invitation.at,
            invited_by: invitation.by,
            expires_at: invitation.expires_at,
        }
    }
}

impl InvitationBody {
    /// None for one whose id is no id, which none has.
    pub(crate) fn open(workspace: &WorkspaceId, open: OpenInvitation) -> Option<Self> {
        let id = InvitationId::new(workspace.clone(), open.id).ok()?;
        Some(Self {
            invite_id: id.to_string(),
            email: open.email,
            role: open.role,
            invited_at: open.at,
            invited_by: open.by,
            expires_at: open.expires_at,
        })
    }
}
