//! Status cards: what stands below a chat message that names a ticket.

use crate::{
    email::EmailAddress,
    number::TicketNumber,
    ticket::{Status, Ticket},
    workspace::{Settings, WorkspaceId},
};

/// What is shown for one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card<'a> {
    /// The ticket, for whom it belongs to.
    Ticket(&'a Ticket),
    /// The number, with the same words whether there is no such ticket or it is somebody else's.
    Error(&'a str),
}

/// What a card says in place of a ticket.
pub const NOT_SHOWN: &str = "We could not show this ticket here. If it is yours, check that you \
    chat with the e-mail that you used for it.";

impl<'a> Card<'a> {
    /// The card of a number that a text names, to be seen by the person of `email`. `tickets` are
    /// those of one workspace that were found.
    pub fn new(text: &'a str, tickets: &'a [Ticket], email: &EmailAddress) -> Self {
        // What looks like a number may be none, such as one of the thirteenth month.
        let number = text.parse::<TicketNumber>().ok();
        let shown = tickets.iter().find(|ticket| {
            Some(&ticket.number) == number.as_ref() && ticket.customer.email == *email
        });
        shown.map_or(Self::Error(text), Self::Ticket)
    }
}

/// What a customer may expect now.
pub fn next_step(status: Status) -> &'static str {
    match status {
        Status::Open => "We have your ticket and will look at it soon.",
        Status::InProgress => {
            "Your ticket is being worked on. We will write to you when there is news."
        }
        Status::Pending => "We are waiting for something, perhaps an answer from you.",
        Status::Resolved => "Your ticket is resolved. If the issue persists, reply to our e-mail.",
        Status::Closed => "Your ticket is closed.",
    }
}

/// The path of the page that shows the ticket to whoever knows its e-mail. It names the workspace
/// unless that is the stack's first. Number and id hold nothing that a URL would have to escape.
pub fn tracker_path(number: &TicketNumber, id: &WorkspaceId, settings: &Settings) -> String {
    let path = format!("/track-ticket?ticket={number}");
    if settings.first {
        path
    } else {
        format!("{path}&w={id}")
    }
}

/// The path of the page where agents work on the ticket. Whoever opens it signs in to a workspace.
pub fn dashboard_path(number: &TicketNumber) -> String {
    format!("/dashboard/tickets/{number}")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::{
        text::{Description, PersonName, Title},
        ticket::{Customer, NewTicket, Priority, Source},
        time::UtcTime,
    };

    #[rstest]
    #[case::the_owner("TKT-00003", "maria@example.com", true)]
    #[case::the_owner_in_another_case("TKT-00003", "Maria@Example.COM", true)]
    #[case::another_customer("TKT-00003", "tom@example.com", false)]
    #[case::an_unknown_number("TKT-00004", "maria@example.com", false)]
    #[case::no_number("TKT-20241315-0003", "maria@example.com", false)]
    fn a_ticket_is_shown_to_its_owner_alone(
        #[case] number: &str,
        #[case] email: &str,
        #[case] shown: bool,
    ) {
        let tickets = [
            ticket("TKT-00002", "tom@example.com"),
            ticket("TKT-00003", "maria@example.com"),
        ];
        let card = Card::new(number, &tickets, &email.parse().unwrap());
        let expected = if shown {
            Card::Ticket(&tickets[1])
        } else {
            Card::Error(number)
        };
        assert_eq!(card, expected);
    }

    #[rstest]
    #[case::sequential("TKT-00003", true, "/track-ticket?ticket=TKT-00003")]
    #[case::dated("TKT-20240115-0001", true, "/track-ticket?ticket=TKT-20240115-0001")]
    #[case::of_another_workspace("TKT-00003", false, "/track-ticket?ticket=TKT-00003&w=acme-2")]
    fn a_path_names_the_workspace_unless_it_is_the_first(
        #[case] number: &str,
        #[case] first: bool,
        #[case] path: &str,
    ) {
        let id = "acme-2".to_owned().try_into().unwrap();
        let number = number.parse().unwrap();
        assert_eq!(tracker_path(&number, &id, &settings(first)), path);
    }

    #[test]
    fn every_status_has_a_next_step_of_its_own() {
        let statuses = Status::ALL;
        let steps: std::collections::HashSet<_> = statuses.map(next_step).into();
        assert_eq!(steps.len(), statuses.len());
    }

    fn ticket(number: &str, email: &str) -> Ticket {
        let new = NewTicket {
            title: Title::parse("Wrong invoice").unwrap(),
            description: Description::parse("Two amounts.").unwrap(),
            priority: Priority::Medium,
            category: None,
            customer: Customer {
                name: PersonName::parse("Maria Rossi").unwrap(),
                email: email.parse().unwrap(),
                phone: None,
            },
            conversation_id: None,
            user_id: None,
            session_id: None,
            created_by: None,
            assigned_to: None,
            source: Source::Widget,
        };
        let workspace = "acme".to_owned().try_into().unwrap();
        new.numbered(workspace, number.parse().unwrap(), UtcTime::now())
            .ticket
    }

    fn settings(first: bool) -> Settings {
        Settings {
            first,
            ..Settings::new(PersonName::parse("Acme").unwrap())
        }
    }
}
