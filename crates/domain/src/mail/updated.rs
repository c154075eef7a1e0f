//! To a customer: something about the ticket has changed.

use askama::Template;

use super::{Frame, MailError, Message, Page, Told, news_facts, plain};
use crate::{card, ticket::Status};

/// A ticket that an agent changed, as its customer is told.
#[derive(Debug, Clone, Copy)]
pub struct Updated<'a> {
    /// The ticket's number, as shown.
    pub number: &'a str,
    /// The title; none while it is what a visitor typed.
    pub title: Option<&'a str>,
    /// The status after the change.
    pub status: Status,
    /// What changed.
    pub changes: &'a [Told<'a>],
    /// How the ticket was resolved, where that is part of the news.
    pub resolution_notes: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "updated.html")]
struct Html<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a Updated<'a>,
}

#[derive(Template)]
#[template(path = "updated.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a Updated<'a>,
}

impl Updated<'_> {
    /// Writes the mail.
    pub fn render(&self, frame: &Frame<'_>) -> Result<Message, MailError> {
        let subject = format!("Support Ticket Update: {}", self.number);
        let page = &Page::of_ticket(
            &subject,
            self.number,
            frame,
            news_facts(self.title, self.status.label()),
        );
        let mail = self;
        page.message(&Html { page, frame, mail }, &Text { page, frame, mail })
    }

    fn next_step(&self) -> &'static str {
        card::next_step(self.status)
    }
}
