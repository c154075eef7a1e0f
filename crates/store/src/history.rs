//! A ticket with all that happened to it, and how far its mails came: one partition, one query.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    event::Event,
    job::Recipient,
    number::TicketNumber,
    ticket::{Texts, Ticket},
    workspace::WorkspaceId,
};

use crate::{
    Store, StoreError,
    deliveries::{DeliveryState, Mark},
    events::read_ticket_event,
    heads,
    keys::{self, EVENTS, Key, MARKS, PK},
    table::{Item, from_item, text},
};

/// How many pages of at most 1 MB are read when all of a ticket is more. An answer of Lambda holds
/// 6 MB, and text may take twice its room as JSON.
const PAGES: usize = 2;

/// A ticket, whole.
#[derive(Debug, Clone)]
pub struct History {
    /// The head.
    pub ticket: Ticket,
    /// The long texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// Whether `events` begins with the first one. Of a ticket with more than 2 MB the oldest are
    /// left out.
    pub complete: bool,
    /// The deliveries that were begun.
    pub deliveries: Vec<Delivery>,
}

/// A mail on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The version of the event that it tells of.
    pub version: u64,
    /// Who gets it.
    pub to: Recipient,
    /// How far it came.
    pub state: DeliveryState,
}

/// The items of a ticket, sorted by what they are.
#[derive(Debug, Default)]
struct Parts {
    head: Option<Item>,
    texts: Option<Item>,
    events: Vec<Event>,
    deliveries: Vec<Delivery>,
}

impl Store {
    /// All of a ticket; none when there is no such ticket, or no more.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn history(
        &self,
        workspace: &WorkspaceId,
        number: &TicketNumber,
    ) -> Result<Option<History>, StoreError> {
        let mut parts = Parts::default();
        let mut pages = 0;
        let mut next = None;
        // Backwards, so that marks, texts and head come first and the newest events next.
        loop {
            let page = self
                .client
                .query()
                .table_name(&self.table)
                .key_condition_expression("#pk = :pk")
                .expression_attribute_names("#pk", PK)
                .expression_attribute_values(":pk", text(keys::head(workspace, number).pk))
                .scan_index_forward(false)
                .consistent_read(true)
                .set_exclusive_start_key(next)
                .send()
                .await
                .map_err(StoreError::unavailable("Query (history)"))?;
            for item in page.items.unwrap_or_default() {
                parts.add(item)?;
            }
            pages += 1;
            next = page.last_evaluated_key;
            if next.is_none() || (parts.head.is_some() && pages >= PAGES) {
                return parts.into_history(next.is_none());
            }
        }
    }
}

impl Parts {
    fn add(&mut self, item: Item) -> Result<(), StoreError> {
        let sk = item
            .get(keys::SK)
            .and_then(|sk: &AttributeValue| sk.as_s().ok())
            .cloned()
            .unwrap_or_default();
        if sk.starts_with(EVENTS) {
            self.events
                .push(read_ticket_event(item.into()).map_err(StoreError::corrupt("event"))?);
        } else if sk.starts_with(MARKS) {
            self.deliveries.extend(delivery(item)?);
        } else if sk == keys::HEAD {
            self.head = Some(item);
        } else if sk == keys::TEXTS {
            self.texts = Some(item);
        }
        Ok(())
    }

    fn into_history(mut self, complete: bool) -> Result<Option<History>, StoreError> {
        let (Some(head), Some(texts)) = (self.head, self.texts) else {
            return Ok(None);
        };
        let Some(ticket) = heads::read(head)? else {
            return Ok(None);
        };
        self.events.reverse();
        self.deliveries.reverse();
        Ok(Some(History {
            ticket,
            texts: from_item("text", texts)?,
            events: self.events,
            complete,
            deliveries: self.deliveries,
        }))
    }
}

fn delivery(item: Item) -> Result<Option<Delivery>, StoreError> {
    let Some((version, to)) = Key::of(&item).and_then(|key| keys::marked(&key)) else {
        return Ok(None);
    };
    let Mark { state, .. } = from_item("mark", item)?;
    Ok(Some(Delivery { version, to, state }))
}
