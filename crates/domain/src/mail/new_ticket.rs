//! To an owner: a visitor raised a ticket in the widget.

use askama::Template;

use super::{Fact, Frame, MailError, Message, Page, plain};

/// A ticket from the widget, as its owners are told. The caller sets Reply-To to the visitor.
#[derive(Debug, Clone, Copy)]
pub struct NewTicket<'a> {
    /// The ticket's number, as shown.
    pub number: &'a str,
    /// The visitor's name.
    pub visitor_name: &'a str,
    /// The address the visitor gave; nobody has verified it.
    pub visitor_email: &'a str,
    /// The visitor's phone, if given.
    pub visitor_phone: Option<&'a str>,
    /// When it was raised, in words.
    pub received: &'a str,
    /// What the visitor wrote; its line breaks are kept.
    pub issue: &'a str,
}

#[derive(Template)]
#[template(path = "new_ticket.html")]
struct Html<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a NewTicket<'a>,
}

#[derive(Template)]
#[template(path = "new_ticket.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a NewTicket<'a>,
}

impl NewTicket<'_> {
    /// Writes the mail.
    pub fn render(&self, frame: &Frame<'_>) -> Result<Message, MailError> {
        let subject = format!("New Support Ticket #{}", self.number);
        let page = &Page::of_ticket(&subject, self.number, frame, self.facts());
        let mail = self;
        page.message(&Html { page, frame, mail }, &Text { page, frame, mail })
    }

    fn facts(&self) -> Vec<Fact<'_>> {
        let mut facts = vec![
            Fact::new("Name", self.visitor_name),
            Fact::new("E-mail", self.visitor_email),
        ];
        facts.extend(Fact::optional("Phone", self.visitor_phone));
        facts.push(Fact::new("Received", self.received));
        facts
    }
}
