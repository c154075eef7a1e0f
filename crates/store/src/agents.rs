//! Agents of a workspace, and where an address finds its workspaces.

mod staff;

use aws_sdk_dynamodb::types::{AttributeValue, Update};
use domain::{agent::Agent, email::EmailAddress, workspace::WorkspaceId};
use serde::Deserialize;

use crate::{
    Store, StoreError,
    keys::{self, AGENTS, PK, SK},
    table::{from_item, text, to_item},
    transaction::{Part, Refusal, Transaction},
};

pub use staff::StaffError;

/// The workspaces that an address belongs to: a set, so that joining one and leaving another need
/// not know of each other. DynamoDB knows no empty set; whoever left the last one has none.
#[derive(Debug, Default, Deserialize)]
struct Lookup {
    #[serde(default)]
    workspaces: Vec<WorkspaceId>,
}

impl Store {
    /// All agents of the workspace, as they stand now.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn agents(&self, workspace: &WorkspaceId) -> Result<Vec<Agent>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("#pk = :pk AND begins_with(#sk, :agents)")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_values(":pk", text(keys::workspace(workspace)))
            .expression_attribute_values(":agents", text(AGENTS))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut agents = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(StoreError::unavailable("Query (agents)"))?;
            agents.push(from_item("agent", item)?);
        }
        Ok(agents)
    }

    /// The agent with this address in the workspace, as they stand now.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn agent(
        &self,
        workspace: &WorkspaceId,
        email: &EmailAddress,
    ) -> Result<Option<Agent>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::agent(workspace, email).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (agent)"))?;
        found.item.map(|item| from_item("agent", item)).transpose()
    }

    /// The workspaces that know this address, in no order.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn workspaces_of(
        &self,
        email: &EmailAddress,
    ) -> Result<Vec<WorkspaceId>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::agent_lookup(email).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (agent lookup)"))?;
        let lookup = found.item.map(|item| from_item("agent lookup", item));
        let Lookup { workspaces } = lookup.transpose()?.unwrap_or_default();
        Ok(workspaces)
    }

    /// The agent with this address, in the first of the workspaces that know it.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn agent_by_email(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<(WorkspaceId, Agent)>, StoreError> {
        for workspace in self.workspaces_of(email).await? {
            if let Some(agent) = self.agent(&workspace, email).await? {
                return Ok(Some((workspace, agent)));
            }
        }
        Ok(None)
    }

    /// Adds an agent whose address the workspace does not know yet.
    ///
    /// # Errors
    /// When it knows the address, or the table does not answer.
    pub async fn add_agent(
        &self,
        workspace: &WorkspaceId,
        agent: &Agent,
    ) -> Result<(), StoreError> {
        let mut writes = self.transaction();
        join(&mut writes, workspace, agent)?;
        match writes.commit().await? {
            Ok(()) => Ok(()),
            Err(Refusal::Condition(_)) => Err(StoreError::Exists { item: "agent" }),
            Err(Refusal::Conflict(error)) => Err(error),
        }
    }
}

/// Adds an agent whose address the workspace must not know yet.
pub(crate) fn join(
    writes: &mut Transaction<'_>,
    workspace: &WorkspaceId,
    agent: &Agent,
) -> Result<(), StoreError> {
    let item = to_item("agent", keys::agent(workspace, &agent.email), agent)?;
    writes.put_new(Part::Agent, item)?;
    change_lookup(writes, "ADD", workspace, &agent.email)
}

/// `ADD` puts the workspace among those of the address, `DELETE` takes it out.
pub(crate) fn change_lookup(
    writes: &mut Transaction<'_>,
    action: &'static str,
    workspace: &WorkspaceId,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    let one = AttributeValue::Ss(vec![workspace.to_string()]);
    let update = Update::builder()
        .table_name(writes.table())
        .set_key(Some(keys::agent_lookup(email).into_item()))
        .update_expression(format!("{action} workspaces :one"))
        .expression_attribute_values(":one", one)
        .build()
        .map_err(StoreError::corrupt("agent lookup"))?;
    writes.update(Part::Agent, update);
    Ok(())
}
