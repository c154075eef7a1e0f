//! To a customer: an agent has created a ticket.

use askama::Template;

use super::{Fact, Frame, MailError, Message, Page, plain};

/// A ticket that an agent created, as its customer is told.
#[derive(Debug, Clone, Copy)]
pub struct Created<'a> {
    /// The ticket's number, as shown.
    pub number: &'a str,
    /// The title that the agent gave it.
    pub title: &'a str,
    /// The customer's name.
    pub customer_name: &'a str,
    /// The customer's address.
    pub customer_email: &'a str,
    /// The priority in words, such as `High`.
    pub priority: &'a str,
    /// The category in words, if the ticket has one.
    pub category: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "created.html")]
struct Html<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
    mail: &'a Created<'a>,
}

#[derive(Template)]
#[template(path = "created.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
    frame: &'a Frame<'a>,
}

impl Created<'_> {
    /// Writes the mail.
    pub fn render(&self, frame: &Frame<'_>) -> Result<Message, MailError> {
        let subject = format!("Support Ticket Reference: {}", self.number);
        let page = &Page::of_ticket(&subject, self.number, frame, self.facts());
        let mail = self;
        page.message(&Html { page, frame, mail }, &Text { page, frame })
    }

    fn facts(&self) -> Vec<Fact<'_>> {
        let mut facts = vec![
            Fact::new("Title", self.title),
            Fact::new("Name", self.customer_name),
            Fact::new("E-mail", self.customer_email),
            Fact::new("Priority", self.priority),
        ];
        facts.extend(Fact::optional("Category", self.category));
        facts
    }
}
