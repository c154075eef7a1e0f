//! How the stack's first workspace comes to be.

use std::sync::Arc;

use domain::{
    agent::Agent,
    audit::{AuditEntry, AuditedChange},
    workspace::{Settings, WorkspaceId},
};
use serde::Serialize;

use crate::{
    Store, StoreError, agents, keys,
    table::to_item,
    transaction::{Part, Refusal},
    workspaces::FirstWorkspace,
};

/// A workspace's settings as a founder writes them.
#[derive(Serialize)]
struct NewSettings<'a> {
    #[serde(flatten)]
    settings: &'a Settings,
    /// How many entries its log has.
    log: u64,
}

impl Store {
    /// Founds the stack's first workspace, with its first owner. Of two at once, one does; the
    /// other gets the workspace that is the first by then, which may be another's.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn found_workspace(
        &self,
        id: &WorkspaceId,
        settings: &Settings,
        owner: &Agent,
    ) -> Result<WorkspaceId, StoreError> {
        let first = FirstWorkspace {
            workspace: id.clone(),
        };
        let settings_item = NewSettings { settings, log: 1 };
        let entry = AuditEntry {
            number: 1,
            at: owner.since,
            by: owner.email.clone(),
            what: AuditedChange::WorkspaceCreated,
        };
        let items = [
            to_item("first workspace", keys::first_workspace(), &first)?,
            to_item("workspace", keys::settings(id), &settings_item)?,
            to_item("log entry", keys::audit(id, entry.number), &entry)?,
        ];
        let mut writes = self.transaction();
        for item in items {
            writes.put_new(Part::Workspace, item)?;
        }
        agents::join(&mut writes, id, owner)?;
        match writes.commit().await? {
            Ok(()) => {
                let settings = Some(Arc::new(settings.clone()));
                self.settings.put(id.clone(), settings);
                self.first_workspace.put((), id.clone());
                Ok(id.clone())
            }
            Err(Refusal::Condition(_)) => {
                let first = self.first_workspace().await?;
                first.ok_or(StoreError::Exists { item: "workspace" })
            }
            Err(Refusal::Conflict(error)) => Err(error),
        }
    }
}
