//! Workspaces: their settings, and how one is set up.

use std::sync::Arc;

use domain::workspace::{Settings, WorkspaceId};

use crate::{
    Store, StoreError, keys,
    table::{from_item, to_item},
};

impl Store {
    /// The workspace's settings, at most 60 s old; none when there is no such workspace.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn settings(&self, id: &WorkspaceId) -> Result<Option<Arc<Settings>>, StoreError> {
        if let Some(settings) = self.settings.get(id) {
            return Ok(Some(settings));
        }
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::settings(id).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (settings)"))?;
        match found.item {
            None => Ok(None),
            Some(item) => {
                let settings = from_item("workspace", item)?;
                Ok(Some(self.settings.put(id.clone(), settings)))
            }
        }
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
        self.settings.put(id.clone(), settings.clone());
        Ok(())
    }
}
