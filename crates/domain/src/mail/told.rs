//! Changes in words that a customer understands.

use std::{borrow::Cow, fmt};

use crate::{
    change::Change,
    ticket::{Priority, Status},
};

/// One change of a ticket, as its customer is told. Nothing in it can name an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told<'a> {
    /// An agent gave the ticket another title.
    Title(&'a str),
    /// The description is another.
    Description,
    /// The ticket stands elsewhere.
    Status(Status),
    /// It is more or less urgent than before.
    Priority(Priority),
    /// It has another category.
    Category(&'a str),
    /// Somebody works on it now.
    Assigned,
    /// How it was resolved is told anew.
    ResolutionNotes,
}

impl<'a> Told<'a> {
    /// What the customer is told of `changes`, of a ticket that stands at `status` after them.
    pub fn of(changes: &'a [Change], status: Status) -> Vec<Self> {
        changes
            .iter()
            .filter(|change| change.is_for_customers(status))
            .map(|change| match change {
                Change::Title { to, .. } => Self::Title(to.as_str()),
                Change::Description { .. } => Self::Description,
                Change::Status { to, .. } => Self::Status(*to),
                Change::Priority { to, .. } => Self::Priority(*to),
                Change::Category { to, .. } => Self::Category(to.as_str()),
                Change::AssignedTo { .. } => Self::Assigned,
                Change::ResolutionNotes { .. } => Self::ResolutionNotes,
            })
            .collect()
    }

    /// What happened, in our own words.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Title(_) => "Title changed to",
            Self::Description => "The description was updated",
            Self::Status(_) => "Status changed to",
            Self::Priority(_) => "Priority changed to",
            Self::Category(_) => "Category changed to",
            Self::Assigned => "Assigned to support team",
            Self::ResolutionNotes => "Resolution notes were updated",
        }
    }

    /// What it is now, where the words end with "to".
    pub(super) fn value(&self) -> Option<Cow<'_, str>> {
        match *self {
            Self::Title(text) | Self::Category(text) => Some(text.into()),
            Self::Status(status) => Some(status.label().to_lowercase().into()),
            Self::Priority(priority) => Some(priority.label().to_lowercase().into()),
            Self::Description | Self::Assigned | Self::ResolutionNotes => None,
        }
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())?;
        match self.value() {
            Some(value) => write!(f, ": {value}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        email::EmailAddress,
        text::{Category, Description, Title},
    };

    #[test]
    fn every_change_has_its_words_and_the_new_value_alone_is_told() {
        let changes = every_change();
        let told = Told::of(&changes, Status::Closed);
        let words: Vec<_> = told.iter().map(ToString::to_string).collect();
        let expected = [
            "Title changed to: new title",
            "The description was updated",
            "Status changed to: closed",
            "Priority changed to: urgent",
            "Category changed to: new category",
            "Assigned to support team",
            "Resolution notes were updated",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn notes_of_an_open_ticket_and_the_end_of_an_assignment_are_not_told() {
        let changes = [
            Change::AssignedTo {
                from: Some(agent()),
                to: None,
            },
            Change::ResolutionNotes {
                from: None,
                to: Some(Description::parse("new notes").unwrap()),
            },
        ];
        assert_eq!(Told::of(&changes, Status::Open), []);
    }

    fn every_change() -> [Change; 7] {
        let title = |text| Title::parse(text).unwrap();
        let category = |text| Category::parse(text).unwrap();
        let text = |text| Description::parse(text).unwrap();
        [
            Change::Title {
                from: title("old title"),
                to: title("new title"),
            },
            Change::Description {
                from: text("old text"),
                to: text("new text"),
            },
            Change::Status {
                from: Status::Open,
                to: Status::Closed,
            },
            Change::Priority {
                from: Priority::Low,
                to: Priority::Urgent,
            },
            Change::Category {
                from: Some(category("old category")),
                to: category("new category"),
            },
            Change::AssignedTo {
                from: None,
                to: Some(agent()),
            },
            Change::ResolutionNotes {
                from: None,
                to: Some(text("new notes")),
            },
        ]
    }

    fn agent() -> EmailAddress {
        "agent@example.com".parse().unwrap()
    }
}
