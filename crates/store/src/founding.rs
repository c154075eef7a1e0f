//! How the stack's first workspace comes to be.

use std::sync::Arc;

use domain::{
    agent::{Agent, AgentId, Role},
    audit::AuditedChange,
    email::EmailAddress,
    text::PersonName,
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};

use crate::{
    Store, StoreError, agents, audit, keys, random,
    table::{Item, to_item},
    transaction::{Part, Refusal},
    workspaces::{FirstWorkspace, Workspace},
};

/// The id of the stack's first workspace.
const ID: &str = "main";
/// Its name, until its owner gives it another.
const NAME: &str = "Support";

/// A workspace that is still to be saved.
struct Founding {
    id: WorkspaceId,
    settings: Settings,
    owner: Agent,
}

impl Store {
    /// The stack's first workspace. Founds it where there is none, with this owner; of two at once,
    /// one does.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn found_workspace(
        &self,
        owner: &EmailAddress,
        now: UtcTime,
    ) -> Result<WorkspaceId, StoreError> {
        if let Some(first) = self.first_workspace().await? {
            return Ok(first);
        }
        let founding = Founding::by(owner, now)?;
        let mut writes = self.transaction();
        for item in founding.items()? {
            writes.put_new(Part::Workspace, item)?;
        }
        agents::join(&mut writes, &founding.id, &founding.owner)?;
        match writes.commit().await? {
            Ok(()) => Ok(self.remember(founding)),
            Err(Refusal::Condition(_)) => {
                let first = self.first_workspace().await?;
                first.ok_or(StoreError::Exists { item: "workspace" })
            }
            Err(Refusal::Conflict(error)) => Err(error),
        }
    }

    fn remember(&self, founding: Founding) -> WorkspaceId {
        let settings = Some(Arc::new(founding.settings));
        self.settings.put(founding.id.clone(), settings);
        self.first_workspace.put((), founding.id.clone());
        founding.id
    }
}

impl Founding {
    fn by(owner: &EmailAddress, now: UtcTime) -> Result<Self, StoreError> {
        let name = PersonName::parse(NAME).map_err(StoreError::corrupt("name"))?;
        let id = random::id()?;
        let owner = Agent {
            id: AgentId::try_from(id).map_err(StoreError::corrupt("agent's id"))?,
            email: owner.clone(),
            role: Role::Owner,
            since: now,
        };
        Ok(Self {
            id: WorkspaceId::try_from(ID.to_owned()).map_err(StoreError::corrupt("id"))?,
            settings: Settings::new(name),
            owner,
        })
    }

    /// All that it is made of, but for its owner.
    fn items(&self) -> Result<[Item; 3], StoreError> {
        let first = FirstWorkspace {
            workspace: self.id.clone(),
        };
        let owner = &self.owner;
        let entry = audit::entry(
            0,
            owner.since,
            &owner.email,
            AuditedChange::WorkspaceCreated,
        );
        let workspace = Workspace {
            settings: self.settings.clone(),
            log: entry.number,
        };
        Ok([
            to_item("first workspace", keys::first_workspace(), &first)?,
            workspace.item(&self.id)?,
            audit::entry_item(&self.id, &entry)?,
        ])
    }
}
