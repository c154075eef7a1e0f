//! Who changed what in a workspace, for its owners.

use serde::{Deserialize, Serialize};

use crate::{
    agent::Role,
    email::EmailAddress,
    number::{NumberFormat, Prefix},
    origin::Origin,
    text::{Category, PersonName, TicketPhrase},
    time::UtcTime,
    time_zone::TimeZoneName,
    workspace::Limits,
};

/// One entry of a workspace's log. Never altered afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Counts the workspace's entries, from 1, without a hole.
    pub number: u64,
    /// When it happened.
    pub at: UtcTime,
    /// Who did it.
    pub by: EmailAddress,
    /// What happened.
    #[serde(flatten)]
    pub what: AuditedChange,
}

/// What happened to a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AuditedChange {
    /// The workspace was founded, by its first owner.
    WorkspaceCreated,
    /// Settings were changed.
    SettingsChanged {
        /// Each setting that is another now.
        changes: Vec<SettingChange>,
    },
    /// Somebody was invited.
    AgentInvited {
        /// Who.
        email: EmailAddress,
        /// As what.
        role: Role,
    },
    /// An invitation was taken back.
    InvitationCancelled {
        /// Whose.
        email: EmailAddress,
    },
    /// An invited person accepted.
    AgentJoined {
        /// Who.
        email: EmailAddress,
        /// As what.
        role: Role,
    },
    /// An agent was removed, or left.
    AgentRemoved {
        /// Who.
        email: EmailAddress,
    },
    /// An agent got another role.
    RoleChanged {
        /// Who.
        email: EmailAddress,
        /// The role before.
        from: Role,
        /// The role after.
        to: Role,
    },
    /// A widget token was made.
    WidgetTokenCreated {
        /// The token's id.
        id: String,
        /// Its name.
        name: PersonName,
    },
    /// A widget token was taken back.
    WidgetTokenRevoked {
        /// The token's id.
        id: String,
        /// Its name.
        name: PersonName,
    },
}

/// One setting that is another now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SettingChange {
    /// The workspace's name.
    Name {
        /// Before.
        from: PersonName,
        /// After.
        to: PersonName,
    },
    /// Where customers' replies go.
    SupportAddress {
        /// Before.
        from: Option<EmailAddress>,
        /// After.
        to: Option<EmailAddress>,
    },
    /// The prefix of the next number.
    Prefix {
        /// Before.
        from: Prefix,
        /// After.
        to: Prefix,
    },
    /// How the next number looks.
    NumberFormat {
        /// Before.
        from: NumberFormat,
        /// After.
        to: NumberFormat,
    },
    /// The categories that a ticket may have.
    Categories {
        /// Before.
        from: Vec<Category>,
        /// After.
        to: Vec<Category>,
    },
    /// The origins whose pages may use the widget routes.
    AllowedOrigins {
        /// Before.
        from: Vec<Origin>,
        /// After.
        to: Vec<Origin>,
    },
    /// The time zone of e-mails.
    TimeZone {
        /// Before.
        from: TimeZoneName,
        /// After.
        to: TimeZoneName,
    },
    /// Words by which a visitor who wants to raise a ticket is known.
    TicketPhrases {
        /// Before.
        from: Vec<TicketPhrase>,
        /// After.
        to: Vec<TicketPhrase>,
    },
    /// Bounds on what strangers may cause.
    Limits {
        /// Before.
        from: Limits,
        /// After.
        to: Limits,
    },
}
