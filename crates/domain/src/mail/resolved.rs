//! To a customer: the ticket is resolved.

use askama::Template;

use super::{Frame, MailError, Message, Page, news_facts, plain};
use crate::ticket::Status;

/// A ticket that an agent resolved, as its customer is told.
#[derive(Debug, Clone, Copy)]
pub struct Resolved<'a> {
    /// The ticket's number, as shown.
    pub number: &'a str,
    /// The title; none while it is what a visitor typed.
    pub title: Option<&'a str>,
    /// How it was resolved, if an agent has written that; its line breaks are kept.
    pub resolution_notes: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "resolved.html")]
struct Html<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a Resolved<'a>,
}

#[derive(Template)]
#[template(path = "resolved.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a Resolved<'a>,
}

impl Resolved<'_> {
    /// Writes the mail.
    pub fn render(&self, frame: &Frame<'_>) -> Result<Message, MailError> {
        let subject = format!("Support Ticket Resolved: {}", self.number);
        let page = &Page::of_ticket(
            &subject,
            self.number,
            frame,
            news_facts(self.title, Status::Resolved.label()),
        );
        let mail = self;
        page.message(&Html { page, frame, mail }, &Text { page, frame, mail })
    }
}
