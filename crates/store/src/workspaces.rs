//! Workspaces: their settings, how they are changed, and how one is set up.

use std::sync::Arc;

use aws_sdk_dynamodb::types::Put;
use domain::{
    audit::AuditedChange,
    workspace::{Settings, WorkspaceId, edit::ChangedSettings},
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    audit::{self, Act, ActError},
    keys,
    table::{Item, from_item, number, to_item},
    transaction::Part,
};

/// A workspace's item: its settings, and how much was changed in the workspace so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// What its owners can set.
    #[serde(flatten)]
    pub settings: Settings,
    /// How many entries its log has.
    pub log: u64,
}

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

    /// The workspace as it stands now; none when there is no such workspace.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn workspace(&self, id: &WorkspaceId) -> Result<Option<Workspace>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::settings(id).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (workspace)"))?;
        let workspace = found.item.map(|item| from_item("workspace", item));
        workspace.transpose()
    }

    /// Saves settings that were made from those that `act` read, and logs what is another.
    ///
    /// # Errors
    /// When the workspace is another by now, whoever acts is no owner or the table does not answer.
    pub async fn save_settings(
        &self,
        act: &Act<'_>,
        changed: &ChangedSettings,
    ) -> Result<(), ActError> {
        let ChangedSettings { settings, changes } = changed;
        let changes = changes.clone();
        let entry = act.entry(AuditedChange::SettingsChanged { changes });
        let id = act.workspace();
        let workspace = Workspace {
            settings: settings.clone(),
            log: entry.number,
        };
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(workspace.item(id)?))
            // The log alone says it already: nothing is changed without an entry.
            .condition_expression("#log = :log AND version = :version")
            .expression_attribute_names("#log", "log")
            .expression_attribute_values(":log", number(act.log))
            .expression_attribute_values(":version", number(settings.version - 1))
            .build()
            .map_err(StoreError::corrupt("workspace"))?;
        let mut writes = self.transaction();
        writes.put_as(Part::Workspace, put);
        writes.put_new(Part::Workspace, audit::entry_item(id, &entry)?)?;
        act.demand_owner(&mut writes)?;
        writes.commit().await??;
        // Whoever changed them sees them.
        let settings = Some(Arc::new(workspace.settings));
        self.settings.put(id.clone(), settings);
        Ok(())
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

    /// Sets a workspace up, or another one in its place, with a log that is empty.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_settings(
        &self,
        id: &WorkspaceId,
        settings: &Settings,
    ) -> Result<(), StoreError> {
        let workspace = Workspace {
            settings: settings.clone(),
            log: 0,
        };
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(workspace.item(id)?))
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (settings)"))?;
        let settings = Some(Arc::new(workspace.settings));
        self.settings.put(id.clone(), settings);
        Ok(())
    }
}

impl Workspace {
    /// The item that holds it.
    pub(crate) fn item(&self, id: &WorkspaceId) -> Result<Item, StoreError> {
        to_item("workspace", keys::settings(id), self)
    }
}
