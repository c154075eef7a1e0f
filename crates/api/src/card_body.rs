//! A status card, as every route writes it.

use domain::{
    card::{Card, NOT_SHOWN, next_step, tracker_path},
    number::TicketNumber,
    text::{Category, PersonName, Title},
    ticket::{Priority, Status},
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use serde::Serialize;

/// What stands below a message for one number in it. Every field is always there, null when not
/// set.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Card))]
pub enum CardBody<'a> {
    /// The ticket belongs to the person who sees the card.
    Ticket {
        /// The number.
        ticket_number: &'a TicketNumber,
        /// What it is about.
        title: &'a Title,
        /// Where it stands.
        status: Status,
        /// How urgent it is.
        priority: Priority,
        /// One of the workspace's categories.
        category: Option<&'a Category>,
        /// Whom it is for.
        customer_name: &'a PersonName,
        /// When it was created.
        created_at: UtcTime,
        /// What the customer may expect now.
        next_step: &'static str,
        /// The tracker's page for it, relative to the site.
        url: String,
    },
    /// There is no such ticket, or it is not for the person who sees the card.
    Error {
        /// The number as it was found, in upper case.
        ticket_number: &'a str,
        /// Words for people.
        message: &'static str,
    },
}

impl<'a> CardBody<'a> {
    /// Writes `card` of a workspace.
    pub fn new(card: Card<'a>, workspace: &WorkspaceId, settings: &Settings) -> Self {
        match card {
            Card::Error(mention) => Self::Error {
                ticket_number: mention.as_str(),
                message: NOT_SHOWN,
            },
            Card::Ticket(ticket) => Self::Ticket {
                ticket_number: &ticket.number,
                title: &ticket.title,
                status: ticket.status,
                priority: ticket.priority,
                category: ticket.category.as_ref(),
                customer_name: &ticket.customer.name,
                created_at: ticket.created_at,
                next_step: next_step(ticket.status),
                url: tracker_path(&ticket.number, workspace, settings),
            },
        }
    }
}
