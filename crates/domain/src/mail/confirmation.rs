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
    frame: &'a Frame<'a>,
    mail: &'a Confirmation<'a>,
}

#[derive(Template)]
#[template(path = "confirmation.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
}

impl Confirmation<'_> {
    /// Writes the mail.
    pub fn render(&self, frame: &Frame<'_>) -> Result<Message, MailError> {
        let subject = format!("Support Ticket Reference: {}", self.number);
        let page = &Page::of_ticket(&subject, self.number, frame, Vec::new());
        let mail = self;
        page.message(&Html { page, frame, mail }, &Text { page, frame })
    }
}
