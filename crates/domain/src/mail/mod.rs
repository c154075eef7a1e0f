//! The wording and the look of every e-mail.
//!
//! A mail is a plain view struct with a `render` method, a pair of templates in
//! `templates/` (HTML and text) and a snapshot of the whole message. What all mails share
//! is in `layout.html` and `layout.txt`; a new mail fills their blocks.
//!
//! Nothing a person typed reaches a subject, a link or the markup: subjects hold our words
//! and the ticket's number, links are the caller's, and the rest is escaped.

mod answered;
mod confirmation;
mod created;
mod invitation;
mod new_ticket;
mod plain;
mod resolved;
mod sign_in_code;
#[cfg(test)]
mod tests;
mod told;
mod updated;

use std::fmt;

use askama::Template;

pub use answered::Answered;
pub use confirmation::Confirmation;
pub use created::Created;
pub use invitation::Invitation;
pub use new_ticket::NewTicket;
pub use resolved::Resolved;
pub use sign_in_code::SignInCode;
pub use told::Told;
pub use updated::Updated;

/// The name of the product, where no workspace's name can stand.
const PRODUCT: &str = "tkt";
/// The longest label of a fact, in characters, with its colon.
const LABEL: usize = 9;

/// What every mail about a ticket shares. All of it is the workspace's own, never a visitor's.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The wordmark and the sender that the recipient knows.
    pub workspace_name: &'a str,
    /// Where this recipient can see the ticket: the button's target, an absolute URL.
    pub ticket_link: &'a str,
    /// Where the recipient can write to.
    pub support_address: &'a str,
}

/// A mail ready to be sent, as text and as HTML. Its bodies may hold what lets somebody in, so it
/// shows its subject alone where values are printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Our words and the ticket's number, nothing else.
    pub subject: String,
    /// The body for readers of plain text.
    pub text: String,
    /// The body as a whole HTML document.
    pub html: String,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// A template could not be written out. It takes a faulty template, never a visitor's text.
#[derive(Debug, thiserror::Error)]
#[error("the e-mail could not be rendered")]
pub struct MailError(#[from] askama::Error);

/// What the layouts need from every mail.
struct Page<'a> {
    subject: &'a str,
    /// Stands above the mail: who sends it.
    wordmark: &'a str,
    number: Option<&'a str>,
    facts: Vec<Fact<'a>>,
    button: Option<Button<'a>>,
}

impl<'a> Page<'a> {
    /// A mail about a ticket: its number leads the facts, its button leads to the ticket.
    fn of_ticket(
        subject: &'a str,
        number: &'a str,
        frame: &Frame<'a>,
        facts: Vec<Fact<'a>>,
    ) -> Self {
        Self {
            subject,
            wordmark: frame.workspace_name,
            number: Some(number),
            facts,
            button: Some(Button {
                words: "View ticket",
                link: frame.ticket_link,
            }),
        }
    }

    fn message(&self, html: &impl Template, text: &impl Template) -> Result<Message, MailError> {
        Ok(Message {
            subject: self.subject.to_owned(),
            text: text.render()?,
            html: html.render()?,
        })
    }

    fn has_list(&self) -> bool {
        self.number.is_some() || !self.facts.is_empty()
    }
}

/// One line of the list of facts, below the number.
struct Fact<'a> {
    label: &'static str,
    value: &'a str,
}

/// What the recipient can do.
#[derive(Clone, Copy)]
struct Button<'a> {
    words: &'static str,
    link: &'a str,
}

impl<'a> Fact<'a> {
    fn new(label: &'static str, value: &'a str) -> Self {
        Self { label, value }
    }

    fn optional(label: &'static str, value: Option<&'a str>) -> Option<Self> {
        value.map(|value| Self::new(label, value))
    }

    /// The label in a column of its own, for the text mails.
    fn padded_label(&self) -> String {
        format!("{:<LABEL$}", format!("{}:", self.label))
    }
}

/// What every mail says of a ticket that something happened to.
fn news_facts<'a>(title: Option<&'a str>, status: &'a str) -> Vec<Fact<'a>> {
    let title = Fact::optional("Title", title);
    title
        .into_iter()
        .chain([Fact::new("Status", status)])
        .collect()
}
