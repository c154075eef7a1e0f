//! Status cards, as every route writes them.

use std::collections::HashSet;

use domain::{
    card::{Card, NOT_SHOWN, next_step, tracker_path},
    email::EmailAddress,
    number::TicketNumber,
    text::{Category, PersonName, Title},
    ticket::{Priority, Status, Ticket},
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use serde::Serialize;
use store::{Store, StoreError};

/// How many tickets one call reads.
const AT_ONCE: usize = 100;

/// Who is going to see cards: the person of an address, in a workspace.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'a> {
    /// The workspace.
    pub workspace: &'a WorkspaceId,
    /// Its settings.
    pub settings: &'a Settings,
    /// The customer's address.
    pub email: &'a EmailAddress,
}

/// The tickets behind the numbers of one text or of several.
#[derive(Debug)]
pub struct Cards<'a> {
    viewer: Viewer<'a>,
    tickets: Vec<Ticket>,
}

impl<'a> Cards<'a> {
    /// Reads the tickets that `numbers` name, each once: one call for each hundred, none for none.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn read(
        store: &Store,
        viewer: Viewer<'a>,
        numbers: impl IntoIterator<Item = &String>,
    ) -> Result<Self, StoreError> {
        let numbers = numbers.into_iter().flat_map(|number| number.parse());
        let distinct: HashSet<TicketNumber> = numbers.collect();
        let distinct = Vec::from_iter(distinct);
        let mut tickets = Vec::new();
        for some in distinct.chunks(AT_ONCE) {
            tickets.extend(store.tickets(viewer.workspace, some).await?);
        }
        Ok(Self { viewer, tickets })
    }

    /// The cards of one text's numbers, in their order. Those of a text that was refused for too
    /// many wrong numbers show no ticket, whatever they name.
    pub fn of<'b>(&'b self, numbers: &'b [String], refused: bool) -> Vec<CardBody<'b>> {
        let Viewer {
            workspace,
            settings,
            email,
        } = self.viewer;
        let tickets = if refused { &[][..] } else { &self.tickets };
        numbers
            .iter()
            .map(|number| Card::new(number, tickets, email))
            .map(|card| CardBody::new(card, workspace, settings))
            .collect()
    }
}

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
    fn new(card: Card<'a>, workspace: &WorkspaceId, settings: &Settings) -> Self {
        match card {
            Card::Error(number) => Self::Error {
                ticket_number: number,
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
