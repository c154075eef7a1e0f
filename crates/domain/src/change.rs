//! Changes of a ticket's fields: from what, to what.

use serde::{Deserialize, Serialize};

use crate::{
    email::EmailAddress,
    text::{Category, Description, Title},
    ticket::{Priority, Status},
};

/// One field's change, as the timeline shows it: `{"field": "status", "from": …, "to": …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Change {
    /// The title.
    Title {
        /// Before.
        from: Title,
        /// After.
        to: Title,
    },
    /// The whole story.
    Description {
        /// Before.
        from: Description,
        /// After.
        to: Description,
    },
    /// Where it stands.
    Status {
        /// Before.
        from: Status,
        /// After.
        to: Status,
    },
    /// How urgent it is.
    Priority {
        /// Before.
        from: Priority,
        /// After.
        to: Priority,
    },
    /// Its category.
    Category {
        /// Before; none where the workspace had no category for it.
        from: Option<Category>,
        /// After.
        to: Category,
    },
    /// Who works on it.
    AssignedTo {
        /// Before.
        from: Option<EmailAddress>,
        /// After.
        to: Option<EmailAddress>,
    },
    /// How it was resolved.
    ResolutionNotes {
        /// Before.
        from: Option<Description>,
        /// After.
        to: Option<Description>,
    },
}

impl Change {
    /// Whether it makes the ticket a resolved one.
    pub fn is_resolution(&self) -> bool {
        matches!(
            self,
            Self::Status {
                to: Status::Resolved,
                ..
            }
        )
    }

    /// Whether the customer is told, of a ticket that stands at `status` after the change. Notes
    /// are for the agents until the ticket is resolved; that nobody works on it any more is too.
    pub fn is_for_customers(&self, status: Status) -> bool {
        match self {
            Self::Title { .. }
            | Self::Description { .. }
            | Self::Status { .. }
            | Self::Priority { .. }
            | Self::Category { .. } => true,
            Self::AssignedTo { to, .. } => to.is_some(),
            Self::ResolutionNotes { .. } => status.shows_notes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_written_as_field_from_and_to() {
        let change = Change::Status {
            from: Status::Open,
            to: Status::InProgress,
        };
        let text = r#"{"field":"status","from":"open","to":"in_progress"}"#;
        assert_eq!(serde_json::to_string(&change).unwrap(), text);
        assert_eq!(serde_json::from_str::<Change>(text).unwrap(), change);

        let text = r#"{"field":"assigned_to","from":null,"to":"agent@example.com"}"#;
        let change: Change = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&change).unwrap(), text);
    }

    #[test]
    fn notes_are_told_only_while_the_ticket_is_resolved_or_closed() {
        let notes = Change::ResolutionNotes {
            from: None,
            to: Some(Description::parse("Sent a new invoice.").unwrap()),
        };
        let told = Status::ALL.map(|status| notes.is_for_customers(status));
        assert_eq!(told, [false, false, false, true, true]);
    }

    #[test]
    fn an_assignment_is_told_and_its_end_is_not() {
        let agent: EmailAddress = "agent@example.com".parse().unwrap();
        let assigned = |from, to| Change::AssignedTo { from, to }.is_for_customers(Status::Open);
        assert!(assigned(None, Some(agent.clone())));
        assert!(!assigned(Some(agent), None));
    }
}
