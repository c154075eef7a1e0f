//! The wording and the look of every e-mail.
//!
//! A mail is a plain view struct with a `render` method, a pair of templates in
//! `templates/` (HTML and text) and a snapshot of the whole message. What all mails share
//! is in `layout.html` and `layout.txt`; a new mail fills their blocks.
//!
//! Nothing a person typed reaches a subject, a link or the markup: subjects hold our words
//! and the ticket's number, links come from [`Frame`] alone, and the rest is escaped.

mod answered;
mod confirmation;
mod created;
mod new_ticket;
mod plain;
mod resolved;
#[cfg(test)]
mod tests;
mod told;
mod updated;

use askama::Template;

pub use answered::Answered;
pub use confirmation::Confirmation;
pub use created::Created;
pub use new_ticket::NewTicket;
pub use resolved::Resolved;
pub use told::Told;
pub use updated::Updated;

/// What every mail of a workspace shares. All of it is the workspace's own, never a visitor's.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The wordmark and the sender that the recipient knows.
    pub workspace_name: &'a str,
    /// Where the ticket can be followed: the button's target, an absolute URL.
    pub tracker_link: &'a str,
    /// Where the recipient can write to.
    pub support_address: &'a str,
}

/// A mail ready to be sent, as text and as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Our words and the ticket's number, nothing else.
    pub subject: String,
    /// The body for readers of plain text.
    pub text: String,
    /// The body as a whole HTML document.
    pub html: String,
}

/// A template could not be written out. It takes a faulty template, never a visitor's text.
#[derive(Debug, thiserror::Error)]
#[error("the e-mail could not be rendered")]
pub struct MailError(#[from] askama::Error);

/// What the layouts need from every mail.
struct Page<'a> {
    subject: &'a str,
    number: &'a str,
    frame: &'a Frame<'a>,
    facts: Vec<Fact<'a>>,
}

impl Page<'_> {
    fn message(&self, html: &impl Template, text: &impl Template) -> Result<Message, MailError> {
        Ok(Message {
            subject: self.subject.to_owned(),
            text: text.render()?,
            html: html.render()?,
        })
    }
}

/// One line of the list of facts, below the number.
struct Fact<'a> {
    label: &'static str,
    value: &'a str,
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
        format!("{:<9}", format!("{}:", self.label))
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
