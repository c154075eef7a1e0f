//! Agents of a workspace, and where an address finds its workspaces.

use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use domain::{agent::Agent, email::EmailAddress, workspace::WorkspaceId};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    keys::{self, AGENTS, PK, SK},
    table::{from_item, text, to_item},
};

/// The workspaces that an address belongs to.
#[derive(Debug, Serialize, Deserialize)]
struct Lookup {
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

    /// The agent with this address, in the first of the workspaces that know it.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn agent_by_email(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<(WorkspaceId, Agent)>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::agent_lookup(email).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (agent lookup)"))?;
        let Some(item) = found.item else {
            return Ok(None);
        };
        let Lookup { workspaces } = from_item("agent lookup", item)?;
        for workspace in workspaces {
            let agents = self.agents(&workspace).await?;
            if let Some(agent) = agents.into_iter().find(|agent| agent.email == *email) {
                return Ok(Some((workspace, agent)));
            }
        }
        Ok(None)
    }

    /// Adds an agent whose address no workspace knows yet.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn add_agent(
        &self,
        workspace: &WorkspaceId,
        agent: &Agent,
    ) -> Result<(), StoreError> {
        let lookup = Lookup {
            workspaces: vec![workspace.clone()],
        };
        let items = [
            to_item("agent", keys::agent(workspace, &agent.email), agent)?,
            to_item("agent lookup", keys::agent_lookup(&agent.email), &lookup)?,
        ];
        let mut transaction = self.client.transact_write_items();
        for item in items {
            let put = Put::builder()
                .table_name(&self.table)
                .set_item(Some(item))
                .condition_expression("attribute_not_exists(pk)")
                .build()
                .map_err(StoreError::corrupt("agent"))?;
            transaction = transaction.transact_items(TransactWriteItem::builder().put(put).build());
        }
        transaction
            .send()
            .await
            .map_err(StoreError::unavailable("TransactWriteItems (agent)"))?;
        Ok(())
    }
}
