//! The people who work in a workspace.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{
    email::EmailAddress,
    time::UtcTime,
    workspace::{InvalidId, WorkspaceId},
};

/// An agent's random id: what jobs and delivery marks name a person by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgentId(String);

/// What an agent may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Works with tickets.
    Agent,
    /// Also owns the workspace: its settings, agents and widget, and gets mail for new tickets.
    Owner,
}

/// There is no such role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be agent or owner")]
pub struct UnknownRole;

/// One person in one workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The id.
    pub id: AgentId,
    /// Where the agent signs in and gets mail.
    pub email: EmailAddress,
    /// What the agent may do.
    pub role: Role,
    /// Since when the agent has had this role. Events before it owe the agent no mail.
    pub since: UtcTime,
}

/// An agent who has shown who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The workspace that the agent acts in.
    pub workspace: WorkspaceId,
    /// The agent's id.
    pub id: AgentId,
    /// The agent's address.
    pub email: EmailAddress,
    /// What the agent may do.
    pub role: Role,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 2] = [Self::Agent, Self::Owner];

    /// The name that programs use, in JSON as in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Owner => "owner",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        let mut all = Self::ALL.into_iter();
        all.find(|role| role.name() == name).ok_or(UnknownRole)
    }
}

impl AgentId {
    /// The id itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AgentId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        WorkspaceId::try_from(text).map(|id| Self(id.into()))
    }
}

impl From<AgentId> for String {
    fn from(id: AgentId) -> Self {
        id.0
    }
}
