//! Tickets, and how one begins.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{
    chat::ConversationId,
    email::EmailAddress,
    event::{Event, EventKind, Snapshot, TicketEventId},
    number::TicketNumber,
    text::{Category, Description, ForeignId, PersonName, Phone, Title},
    time::UtcTime,
    workspace::WorkspaceId,
};

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Status {
    /// Nobody works on it yet.
    Open,
    /// Somebody works on it.
    InProgress,
    /// It waits for something.
    Pending,
    /// The customer has been helped.
    Resolved,
    /// Done and put away.
    Closed,
}

/// How urgent a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Priority {
    /// Can wait.
    Low,
    /// The usual.
    #[default]
    Medium,
    /// Before the usual ones.
    High,
    /// Now.
    Urgent,
}

/// The way by which a ticket came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Source {
    /// An agent wrote it.
    Agent,
    /// An agent wrote it from a conversation.
    Chat,
    /// A visitor raised it in the widget.
    Widget,
}

/// The person whom a ticket is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The name.
    pub name: PersonName,
    /// Where mail goes.
    pub email: EmailAddress,
    /// The phone number, if it is known.
    pub phone: Option<Phone>,
}

/// A ticket as it stands now, without its long [`Texts`]: they lie in an item of their own, so that
/// an edit rewrites less than a kilobyte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The number, unique in the workspace.
    pub number: TicketNumber,
    /// How many changes it has seen; 1 when new.
    pub version: u64,
    /// What it is about.
    pub title: Title,
    /// Where it stands.
    pub status: Status,
    /// How urgent it is.
    pub priority: Priority,
    /// One of the workspace's categories.
    pub category: Option<Category>,
    /// Whom it is for.
    pub customer: Customer,
    /// The conversation that it was made from.
    pub conversation_id: Option<ConversationId>,
    /// The widget's user.
    pub user_id: Option<ForeignId>,
    /// The widget's session.
    pub session_id: Option<ForeignId>,
    /// The agent who wrote it; none for a visitor's own.
    pub created_by: Option<EmailAddress>,
    /// The agent who works on it.
    pub assigned_to: Option<EmailAddress>,
    /// The way by which it came.
    pub source: Source,
    /// Whether the title is still what a visitor typed. Mails to an address that nobody has
    /// verified hold none of it.
    pub visitors_title: bool,
    /// When it was created.
    pub created_at: UtcTime,
    /// When it last changed.
    pub updated_at: UtcTime,
    /// When an agent first answered.
    pub first_response_at: Option<UtcTime>,
    /// When it was resolved.
    pub resolved_at: Option<UtcTime>,
}

/// A ticket's long texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// The whole story.
    pub description: Description,
    /// How it was resolved. Agents may write it early; customers see it once the ticket is resolved.
    pub resolution_notes: Option<Description>,
}

/// What an agent or a visitor asks for; becomes a ticket once it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTicket {
    /// What it is about.
    pub title: Title,
    /// The whole story.
    pub description: Description,
    /// How urgent it is.
    pub priority: Priority,
    /// One of the workspace's categories.
    pub category: Option<Category>,
    /// Whom it is for.
    pub customer: Customer,
    /// The conversation that it is made from.
    pub conversation_id: Option<ConversationId>,
    /// The widget's user.
    pub user_id: Option<ForeignId>,
    /// The widget's session.
    pub session_id: Option<ForeignId>,
    /// The agent who writes it; none for a visitor's own.
    pub created_by: Option<EmailAddress>,
    /// The agent who shall work on it; must be one of the workspace.
    pub assigned_to: Option<EmailAddress>,
    /// The way by which it comes.
    pub source: Source,
}

/// A ticket at the moment of its birth: head, long texts and first event, saved together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedTicket {
    /// The head.
    pub ticket: Ticket,
    /// The long texts.
    pub texts: Texts,
    /// Its first event.
    pub event: Event,
}

impl NewTicket {
    /// Gives the ticket its number and its first event.
    pub fn numbered(
        self,
        workspace: WorkspaceId,
        number: TicketNumber,
        at: UtcTime,
    ) -> CreatedTicket {
        let ticket = Ticket {
            number,
            version: 1,
            title: self.title,
            status: Status::Open,
            priority: self.priority,
            category: self.category,
            customer: self.customer,
            conversation_id: self.conversation_id,
            user_id: self.user_id,
            session_id: self.session_id,
            created_by: self.created_by,
            assigned_to: self.assigned_to,
            visitors_title: self.source == Source::Widget,
            source: self.source,
            created_at: at,
            updated_at: at,
            first_response_at: None,
            resolved_at: None,
        };
        let event = Event {
            id: TicketEventId {
                workspace,
                number: ticket.number.clone(),
                version: 1,
            },
            at,
            by: ticket.created_by.clone(),
            kind: EventKind::Created,
            snapshot: Some(Snapshot::of(&ticket)),
        };
        CreatedTicket {
            ticket,
            texts: Texts {
                description: self.description,
                resolution_notes: None,
            },
            event,
        }
    }
}

/// The text names none of the values that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be one of: {0}")]
pub struct UnknownName(&'static str);

impl FromStr for Status {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let mut all = Self::ALL.into_iter();
        all.find(|status| status.name() == name)
            .ok_or(UnknownName("open, in_progress, pending, resolved, closed"))
    }
}

impl FromStr for Priority {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let mut all = Self::ALL.into_iter();
        all.find(|priority| priority.name() == name)
            .ok_or(UnknownName("low, medium, high, urgent"))
    }
}

impl Status {
    /// Every status, from the beginning of a ticket to its end.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::InProgress,
        Self::Pending,
        Self::Resolved,
        Self::Closed,
    ];

    /// The name that programs use, in JSON as in keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Pending => "pending",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// Whether somebody still has to do something.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Open | Self::InProgress | Self::Pending)
    }

    /// Whether customers see the resolution notes.
    pub fn shows_notes(self) -> bool {
        matches!(self, Self::Resolved | Self::Closed)
    }

    /// The words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::InProgress => "In progress",
            Self::Pending => "Pending",
            Self::Resolved => "Resolved",
            Self::Closed => "Closed",
        }
    }
}

impl Priority {
    /// Every priority, the least urgent first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Urgent];

    /// The name that programs use, in JSON as in keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
            Self::Urgent => "Urgent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_json() {
        for status in Status::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.name());
            assert_eq!(status.name().parse(), Ok(status));
        }
        for priority in Priority::ALL {
            assert_eq!(serde_json::to_value(priority).unwrap(), priority.name());
            assert_eq!(priority.name().parse(), Ok(priority));
        }
    }

    #[test]
    fn a_refusal_lists_every_name() {
        let refusal = "huge".parse::<Priority>().unwrap_err().to_string();
        assert_eq!(
            refusal,
            format!(
                "must be one of: {}",
                Priority::ALL.map(Priority::name).join(", ")
            )
        );
        let refusal = "Open".parse::<Status>().unwrap_err().to_string();
        assert_eq!(
            refusal,
            format!(
                "must be one of: {}",
                Status::ALL.map(Status::name).join(", ")
            )
        );
    }
}
