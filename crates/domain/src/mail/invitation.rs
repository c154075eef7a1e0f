//! To a colleague: an owner invites them into a workspace.

use askama::Template;

use super::{Button, Fact, MailError, Message, Page, plain};
use crate::agent::Role;

/// An invitation, with the link that accepts it.
///
/// Nothing prints the link, which lets its bearer in, so it derives no `Debug`.
#[derive(Clone, Copy)]
pub struct Invitation<'a> {
    /// The workspace.
    pub workspace_name: &'a str,
    /// The address of the owner who invites.
    pub invited_by: &'a str,
    /// What the person would be.
    pub role: Role,
    /// Accepts the invitation: the button's target, an absolute URL.
    pub link: &'a str,
    /// Until when the link works, in words.
    pub works_until: &'a str,
    /// Where the recipient can write to.
    pub support_address: &'a str,
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct Html<'a> {
    page: &'a Page<'a>,
    mail: &'a Invitation<'a>,
}

#[derive(Template)]
#[template(path = "invitation.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
    mail: &'a Invitation<'a>,
}

impl Invitation<'_> {
    /// Writes the mail.
    pub fn render(&self) -> Result<Message, MailError> {
        let page = &Page {
            subject: "Invitation to a support workspace",
            wordmark: self.workspace_name,
            number: None,
            facts: self.facts(),
            button: Some(Button {
                words: "Accept the invitation",
                link: self.link,
            }),
        };
        let mail = self;
        page.message(&Html { page, mail }, &Text { page, mail })
    }

    fn facts(&self) -> Vec<Fact<'_>> {
        let role = match self.role {
            Role::Agent => "Agent",
            Role::Owner => "Owner",
        };
        vec![
            Fact::new("Role", role),
            Fact::new("From", self.invited_by),
            Fact::new("Ends", self.works_until),
        ]
    }

    /// What people of that role do.
    fn duties(&self) -> &'static str {
        match self.role {
            Role::Agent => "Agents answer customers and work on their tickets.",
            Role::Owner => {
                "Owners answer customers and work on their tickets, and they decide on the \
                 workspace's settings and its people."
            }
        }
    }
}
