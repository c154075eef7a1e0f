//! What somebody does.

use serde_json::Value;

use super::people::{Agent, Workspace};

/// One thing that somebody does. It names tickets by their place among those that are there, so that
/// it makes sense still when steps before it are left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// An agent creates a ticket, with an `Idempotency-Key` if it is keyed.
    Create { by: Agent, body: Value, keyed: bool },
    /// A visitor raises one; the body lacks the widget's token.
    Raise {
        at: Workspace,
        body: Value,
        keyed: bool,
    },
    /// An earlier request comes again under its key, as it was or with another body.
    Repeat { nth: usize, altered: bool },
    /// An agent edits.
    Edit {
        by: Agent,
        ticket: Which,
        basis: Basis,
        fields: Value,
    },
    /// An agent answers or notes.
    Write {
        by: Agent,
        ticket: Which,
        basis: Basis,
        message: Value,
        keyed: bool,
    },
    /// An agent deletes.
    Delete {
        by: Agent,
        ticket: Which,
        basis: Basis,
    },
    /// An agent opens a ticket.
    Look { by: Agent, ticket: Which },
    /// Somebody without an account tries the tracker, several times the same.
    Track {
        workspace: Option<&'static str>,
        ticket: Which,
        form: Form,
        email: Whose,
        tries: u8,
    },
    /// An agent has numbers in a text looked up for a customer.
    Detect {
        by: Agent,
        numbers: Vec<(Which, Mention)>,
        email: Whose,
    },
    /// An agent walks through a list, page by page.
    List { by: Agent, filter: Filter },
}

/// A ticket number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The so-manieth newest that the workspace has given away, counted round and round. Its ticket
    /// may be deleted by now, and an agent of the other workspace may ask for it.
    Newest(Workspace, usize),
    /// The same among those that are not deleted.
    Living(Workspace, usize),
    /// One that was never given.
    Unknown(u16),
}

/// The versions that a change may start from: its `If-Match`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// No header.
    Newest,
    /// `*`.
    Any,
    /// The ticket's version.
    Current,
    /// A list with the ticket's version in it.
    OneOf,
    /// The ticket's version as a weak tag, which never counts.
    Weak,
    /// So many versions ago.
    Earlier(u64),
    /// One that is still to come.
    Later,
}

/// How a person types a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Whole,
    LowerCase,
    DigitsAlone,
    WithSpaces,
}

/// How a number stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mention {
    Whole,
    LowerCase,
    InBrackets,
    AtTheEnd,
    /// Not as a number: with a letter before it.
    Glued,
    /// Not as a number: without its zeros.
    Short,
}

/// An address that a ticket may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The customer of the ticket that is asked for, as it was typed there.
    Right,
    /// The same in capitals, with outer spaces.
    RightInCapitals,
    /// One of [`CUSTOMERS`](super::people::CUSTOMERS).
    Customer(usize),
    /// One of those who have no ticket.
    Stranger(u16),
}

/// What a list is asked for; what is empty is not sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Filter {
    pub(super) statuses: Vec<&'static str>,
    pub(super) priorities: Vec<&'static str>,
    pub(super) categories: Vec<&'static str>,
    pub(super) assignees: Vec<&'static str>,
    pub(super) customers: Vec<&'static str>,
    pub(super) search: Option<Search>,
    pub(super) sort: Option<&'static str>,
    pub(super) order: Option<&'static str>,
    pub(super) limit: Option<usize>,
}

/// A search text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    Number(Which, Form),
    Text(&'static str),
}

impl Form {
    /// Writes a number like this.
    pub(super) fn of(self, number: &str) -> String {
        let digits = number.trim_start_matches("TKT-").trim_start_matches('0');
        match self {
            Self::Whole => number.to_owned(),
            Self::LowerCase => number.to_lowercase(),
            Self::DigitsAlone => digits.to_owned(),
            Self::WithSpaces => format!(" tkt {digits} "),
        }
    }
}

impl Mention {
    /// Writes a number like this, with what belongs around it.
    pub(super) fn of(self, number: &str) -> String {
        match self {
            Self::Whole => number.to_owned(),
            Self::LowerCase => number.to_lowercase(),
            Self::InBrackets => format!("({number})"),
            Self::AtTheEnd => format!("I mean {number}."),
            Self::Glued => format!("X{number}"),
            Self::Short => number.replacen("-0", "-", 1),
        }
    }

    /// Whether it is found.
    pub(super) fn counts(self) -> bool {
        !matches!(self, Self::Glued | Self::Short)
    }
}
