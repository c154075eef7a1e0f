//! To a customer: an agent has answered.

use askama::Template;

use super::{Frame, MailError, Message, Page, news_facts, plain};
use crate::ticket::Status;

/// How much of an answer the inbox may show beside the subject, in characters.
const PREVIEW: usize = 140;

/// A public answer. It comes from the workspace: no mail names the agent who wrote it.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// The ticket's number, as shown.
    pub number: &'a str,
    /// The title; none while it is what a visitor typed.
    pub title: Option<&'a str>,
    /// The status when the answer was written.
    pub status: Status,
    /// What the agent wrote; its line breaks are kept.
    pub answer: &'a str,
}

#[derive(Template)]
#[template(path = "answered.html")]
struct Html<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a Answered<'a>,
}

#[derive(Template)]
#[template(path = "answered.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a Answered<'a>,
}

impl Answered<'_> {
    /// Writes the mail.
    pub fn render(&self, frame: &Frame<'_>) -> Result<Message, MailError> {
        let subject = format!("Support Ticket Answer: {}", self.number);
        let page = &Page::of_ticket(
            &subject,
            self.number,
            frame,
            news_facts(self.title, self.status.label()),
        );
        let mail = self;
        page.message(&Html { page, frame, mail }, &Text { page, frame, mail })
    }

    fn preview(&self) -> String {
        plain::beginning(self.answer, PREVIEW)
    }
}
