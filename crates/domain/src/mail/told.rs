//! Changes in words that a customer understands.

use std::{borrow::Cow, fmt};

use crate::ticket::{Priority, Status};

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

impl Told<'_> {
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
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Told::Title("Wrong VAT"), "Title changed to: Wrong VAT")]
    #[case(Told::Description, "The description was updated")]
    #[case(Told::Status(Status::InProgress), "Status changed to: in progress")]
    #[case(Told::Priority(Priority::High), "Priority changed to: high")]
    #[case(Told::Category("billing"), "Category changed to: billing")]
    #[case(Told::Assigned, "Assigned to support team")]
    #[case(Told::ResolutionNotes, "Resolution notes were updated")]
    fn a_change_is_told_in_plain_words(#[case] told: Told<'_>, #[case] words: &str) {
        assert_eq!(told.to_string(), words);
    }
}
