//! Workspaces: their settings, and how one is set up.

use std::sync::Arc;

use domain::workspace::{Settings, WorkspaceId};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError, keys,
    table::{from_item, to_item},
};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FirstWorkspace {
    pub(crate) workspace: WorkspaceId,
}

impl Store {
    /// The workspace's settings, at most 60 s old; none when there is no such workspace.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn settings(&self, id: &WorkspaceId) -> Result<Option<Arc<Settings>>, StoreError> {
        if let Some(settings) = self.settings.get(id) {
            return Ok(settings);
        }
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::settings(id).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (settings)"))?;
        // That a workspace does not exist is remembered as well, so that asking for it again
        // takes as long as asking for one that does.
        let settings = found.item.map(|item| from_item("workspace", item));
        let settings = settings.transpose()?.map(Arc::new);
        self.settings.put(id.clone(), settings.clone());
        Ok(settings)
    }

    /// The stack's first workspace, the one meant when none is named; none before there is any.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn first_workspace(&self) -> Result<Option<WorkspaceId>, StoreError> {
        if let Some(id) = self.first_workspace.get(&()) {
            return Ok(Some(id));
        }
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::first_workspace().into_item()))
            // Whoever lost the race to found it must see it.
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (first workspace)"))?;
        let Some(item) = found.item else {
            return Ok(None);
        };
        let FirstWorkspace { workspace } = from_item("first workspace", item)?;
        self.first_workspace.put((), workspace.clone());
        Ok(Some(workspace))
    }

    /// Names the stack's first workspace.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_first_workspace(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        let first = FirstWorkspace {
            workspace: id.clone(),
        };
        let item = to_item("first workspace", keys::first_workspace(), &first)?;
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (first workspace)"))?;
        Ok(())
    }

    /// Writes the settings of a workspace.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_settings(
        &self,
        id: &WorkspaceId,
        settings: &Settings,
    ) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(to_item("workspace", keys::settings(id), settings)?))
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (settings)"))?;
        let settings = Some(Arc::new(settings.clone()));
        self.settings.put(id.clone(), settings);
        Ok(())
    }
}
