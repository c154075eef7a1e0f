//! A status card, as every route writes it.

use domain::{
    card::{Card, NOT_SHOWN, next_step, tracker_path},
    ticket::{Priority, Status},
    workspace::{Settings, WorkspaceId},
};
use serde::Serialize;

/// What stands below a message for one number in it. Every field is always there, null when not
/// set.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CardBody<'a> {
    /// The ticket belongs to the person who sees the card.
    Ticket {
        /// The number.
        ticket_number: String,
        /// What it is about.
        title: &'a str,
        /// Where it stands.
        status: Status,
        /// How urgent it is.
        priority: Priority,
        /// One of the workspace's categories.
        category: Option<&'a str>,
        /// Whom it is for.
        customer_name: &'a str,
        /// When it was created.
        created_at: String,
        /// What the customer may expect now.
        next_step: &'static str,
        /// The tracker's page for it, relative to the site.
        url: String,
    },
    /// There is no such ticket, or it is not for the person who sees the card.
    Error {
        /// The number, as it was found.
        ticket_number: String,
        /// Words for people.
        message: &'static str,
    },
}

impl<'a> CardBody<'a> {
    /// Writes `card` of a workspace.
    pub fn new(card: Card<'a>, workspace: &WorkspaceId, settings: &Settings) -> Self {
        match card {
            Card::Error(number) => Self::Error {
                ticket_number: number.to_string(),
                message: NOT_SHOWN,
            },
            Card::Ticket(ticket) => Self::Ticket {
                ticket_number: ticket.number.to_string(),
                title: ticket.title.as_str(),
                status: ticket.status,
                priority: ticket.priority,
                category: ticket.category.as_ref().map(|text| text.as_str()),
                customer_name: ticket.customer.name.as_str(),
                created_at: ticket.created_at.to_string(),
                next_step: next_step(ticket.status),
                url: tracker_path(&ticket.number, workspace, settings),
            },
        }
    }
}
