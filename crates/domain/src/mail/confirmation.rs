//! To a visitor: the ticket raised in the widget has arrived.

use askama::Template;

use super::{Frame, MailError, Message, Page, plain};

/// Goes to an address that nobody has verified, so it holds fixed words and the number only.
/// With one field of the visitor's text in it, anyone could have us deliver their spam.
#[derive(Debug, Clone, Copy)]
pub struct Confirmation<'a> {
    /// The ticket's number, as shown.
    pub number: &'a str,
}

#[derive(Template)]
#[template(path = "confirmation.html")]
struct Html<'a> {
    page: &'a Page<'a>,
}

#[derive(Template)]
#[template(path = "confirmation.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
}

impl Confirmation<'_> {
    /// Writes the mail.
    pub fn render(&self, frame: &Frame<'_>) -> Result<Message, MailError> {
        let page = Page {
            subject: &format!("Support Ticket Reference: {}", self.number),
            number: self.number,
            frame,
            facts: Vec::new(),
        };
        let page = &page;
        page.message(&Html { page }, &Text { page })
    }
}
