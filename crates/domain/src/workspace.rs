//! A workspace: the company or team whose tickets, agents and widget belong together.

pub mod edit;
mod lists;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    email::EmailAddress,
    number::{NumberFormat, Prefix},
    origin::Origin,
    text::{Category, PersonName, TicketPhrase},
    time_zone::TimeZoneName,
};

/// A workspace's id; leads the key of everything that belongs to it, and is the name that links
/// carry (`w=`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WorkspaceId(String);

/// The text cannot be an id: 1 to 40 of a-z, 0-9 and `-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to 40 of a-z, 0-9 and -")]
pub struct InvalidId;

/// The workspace has no category of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be one of: {known}")]
pub struct UnknownCategory {
    known: String,
}

/// What a workspace's owners can set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The name that stands over its e-mails.
    pub name: PersonName,
    /// Whether this is the stack's first workspace, the one meant when none is named.
    pub first: bool,
    /// The prefix of the next number.
    pub prefix: Prefix,
    /// Prefixes that it had before. Their numbers stay in people's mails, so they stay known.
    #[serde(default)]
    pub earlier_prefixes: Vec<Prefix>,
    /// How the next number looks.
    pub number_format: NumberFormat,
    /// The categories that a ticket may have.
    pub categories: Vec<Category>,
    /// The web origins whose pages may read the widget routes' answers.
    pub allowed_origins: Vec<Origin>,
    /// Where customers' replies go; the first owner's address until it is set.
    pub support_address: Option<EmailAddress>,
    /// The zone in which its e-mails tell times.
    #[serde(default)]
    pub time_zone: TimeZoneName,
    /// Words by which a visitor who wants to raise a ticket is known.
    #[serde(default = "ticket_phrases")]
    pub ticket_phrases: Vec<TicketPhrase>,
    /// Bounds on what strangers may cause.
    pub limits: Limits,
    /// Counts the changes of these settings, from 1.
    #[serde(default = "first_version")]
    pub version: u64,
}

/// Bounds that a workspace may set, with their defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limits {
    /// Tickets that one client address may raise by the widget in a minute.
    pub creations_per_address: u32,
    /// Tickets that the widget may raise in the whole workspace in a minute.
    pub creations_per_workspace: u32,
    /// Confirmations that one recipient gets in a day.
    pub confirmations_per_recipient: u32,
    /// Conversations that one client address may start in a minute.
    #[serde(default = "conversations_per_address")]
    pub conversations_per_address: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            creations_per_address: 60,
            creations_per_workspace: 1_200,
            confirmations_per_recipient: 5,
            conversations_per_address: conversations_per_address(),
        }
    }
}

fn conversations_per_address() -> u32 {
    30
}

fn ticket_phrases() -> Vec<TicketPhrase> {
    let phrases = [
        "support ticket",
        "raise a ticket",
        "open a ticket",
        "create a ticket",
        "new ticket",
    ];
    phrases
        .iter()
        .flat_map(|phrase| TicketPhrase::parse(phrase))
        .collect()
}

fn first_version() -> u64 {
    1
}

impl Settings {
    /// The settings of a new workspace, the stack's first.
    pub fn new(name: PersonName) -> Self {
        let categories = ["billing", "technical", "general"];
        Self {
            name,
            first: true,
            prefix: Prefix::default(),
            earlier_prefixes: Vec::new(),
            number_format: NumberFormat::Sequential,
            categories: categories
                .iter()
                .flat_map(|name| Category::parse(name))
                .collect(),
            allowed_origins: Vec::new(),
            support_address: None,
            time_zone: TimeZoneName::default(),
            ticket_phrases: ticket_phrases(),
            limits: Limits::default(),
            version: first_version(),
        }
    }

    /// Every prefix that a number of this workspace may have.
    pub fn prefixes(&self) -> impl Iterator<Item = &Prefix> {
        std::iter::once(&self.prefix).chain(&self.earlier_prefixes)
    }

    /// The category with this name.
    ///
    /// # Errors
    /// When the workspace has none of that name.
    pub fn category(&self, name: &str) -> Result<Category, UnknownCategory> {
        let mut known = self.categories.iter();
        known
            .find(|category| category.as_str() == name)
            .cloned()
            .ok_or_else(|| UnknownCategory {
                known: self
                    .categories
                    .iter()
                    .map(Category::as_str)
                    .collect::<Vec<_>>()
                    .join(", "),
            })
    }

    /// The category of a ticket whose creator chose none: `general`, where the workspace has it.
    pub fn default_category(&self) -> Option<Category> {
        self.categories
            .iter()
            .find(|category| category.as_str() == "general")
            .cloned()
    }
}

impl WorkspaceId {
    /// An id that no workspace has, for whoever looks in a workspace that cannot be.
    pub fn nowhere() -> Self {
        // No id that is read may hold this character.
        Self("?".to_owned())
    }

    /// The id itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WorkspaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for WorkspaceId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        let well_formed = (1..=40).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if well_formed {
            Ok(Self(text))
        } else {
            Err(InvalidId)
        }
    }
}

impl From<WorkspaceId> for String {
    fn from(id: WorkspaceId) -> Self {
        id.0
    }
}
