//! Events: reading them back, from the table and from the stream.

mod owed;
mod people;

use aws_sdk_dynamodb::types::{KeysAndAttributes, builders::KeysAndAttributesBuilder};
use domain::{
    email::EmailAddress,
    event::{AnyEvent, Event, EventId, EventKind, Snapshot, TicketEventId},
    ticket::{Texts, Ticket},
    time::UtcTime,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub(crate) use self::people::{InvitationItem, SignInItem};
use crate::{
    Store, StoreError, heads,
    keys::{self, EVENTS, Key, SK},
    table::{Item, from_item, text},
};

/// How many events one step of a walk reads at most.
const PAGE: i32 = 500;

/// An event's attributes, without its key.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct EventItem {
    at: UtcTime,
    by: Option<EmailAddress>,
    #[serde(flatten)]
    kind: EventKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    snapshot: Option<Snapshot>,
}

/// An item that is in an event's place but is none that this version knows.
#[derive(Debug, thiserror::Error)]
pub enum ReadEventError {
    /// The key names no event.
    #[error("the key is not that of an event")]
    NotAnEvent,
    /// It is due a mail and does not hold what the mail needs.
    #[error("the event does not hold what its mails need")]
    NoSnapshot,
    /// The attributes do not make an event.
    #[error("the item does not hold an event")]
    Malformed(#[source] serde_dynamo::Error),
}

/// All that a mail about an event may tell.
#[derive(Debug, Clone)]
pub struct MailFacts {
    /// The event.
    pub event: Event,
    /// The ticket as it is now.
    pub ticket: Ticket,
    /// Its long texts as they are now.
    pub texts: Texts,
}

/// Where a walk over all events stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkPosition {
    pk: String,
    sk: String,
}

/// A stretch of the walk over all events.
#[derive(Debug)]
pub struct EventPage {
    /// The events that can be read.
    pub events: Vec<AnyEvent>,
    /// How many cannot.
    pub unreadable: usize,
    /// Where to go on; none at the end.
    pub next: Option<WalkPosition>,
}

impl EventItem {
    pub(crate) fn of(event: &Event) -> Self {
        Self {
            at: event.at,
            by: event.by.clone(),
            kind: event.kind.clone(),
            snapshot: event.snapshot.clone(),
        }
    }
}

/// Reads an event from an item, keys included, as the table or its stream shows it.
///
/// # Errors
/// When the item is not an event that this version knows.
pub fn read_event(item: serde_dynamo::Item) -> Result<AnyEvent, ReadEventError> {
    Ok(match id(&item)? {
        EventId::Ticket(id) => AnyEvent::Ticket(read_as_ticket_event(id, item)?),
        EventId::SignIn { request } => {
            let read: SignInItem = read(item)?;
            AnyEvent::SignIn(read.into_request(request))
        }
        EventId::Invitation(id) => {
            let read: InvitationItem = read(item)?;
            AnyEvent::Invitation(read.into_invitation(id))
        }
    })
}

/// Reads a ticket's event from an item, keys included.
///
/// # Errors
/// When the item is not an event of a ticket that this version knows.
pub(crate) fn read_ticket_event(item: serde_dynamo::Item) -> Result<Event, ReadEventError> {
    match id(&item)? {
        EventId::Ticket(id) => read_as_ticket_event(id, item),
        EventId::SignIn { .. } | EventId::Invitation(_) => Err(ReadEventError::NotAnEvent),
    }
}

fn read_as_ticket_event(
    id: TicketEventId,
    item: serde_dynamo::Item,
) -> Result<Event, ReadEventError> {
    let read: EventItem = read(item)?;
    if read.kind.is_mailed() && read.snapshot.is_none() {
        return Err(ReadEventError::NoSnapshot);
    }
    Ok(Event {
        id,
        at: read.at,
        by: read.by,
        kind: read.kind,
        snapshot: read.snapshot,
    })
}

fn id(item: &serde_dynamo::Item) -> Result<EventId, ReadEventError> {
    #[derive(Deserialize)]
    struct Keys {
        pk: String,
        sk: String,
    }
    let keys = serde_dynamo::from_item(item.clone());
    let Keys { pk, sk } = keys.map_err(|_| ReadEventError::NotAnEvent)?;
    keys::event_id(&Key::new(pk, sk)).ok_or(ReadEventError::NotAnEvent)
}

fn read<T: DeserializeOwned>(item: serde_dynamo::Item) -> Result<T, ReadEventError> {
    serde_dynamo::from_item(item).map_err(ReadEventError::Malformed)
}

impl Store {
    /// The event and what its mails may tell; none when the ticket is gone.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn mail_facts(&self, id: &TicketEventId) -> Result<Option<MailFacts>, StoreError> {
        let TicketEventId {
            workspace, number, ..
        } = id;
        let keys = [
            keys::ticket_event(id),
            keys::head(workspace, number),
            keys::texts(workspace, number),
        ];
        let [Some(event), Some(head), Some(text)] = self.items(keys).await? else {
            return Ok(None);
        };
        let event = read_ticket_event(event.into()).map_err(StoreError::corrupt("event"))?;
        let Some(ticket) = heads::read(head)? else {
            return Ok(None);
        };
        let texts = from_item("text", text)?;
        Ok(Some(MailFacts {
            event,
            ticket,
            texts,
        }))
    }

    /// The next events after `after`, in no order that means anything. A scan: for operators
    /// alone, never in a request.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn walk_events(&self, after: Option<WalkPosition>) -> Result<EventPage, StoreError> {
        let page = self
            .client
            .scan()
            .table_name(&self.table)
            .limit(PAGE)
            .filter_expression("begins_with(#sk, :events)")
            .expression_attribute_names("#sk", SK)
            .expression_attribute_values(":events", text(EVENTS))
            .set_exclusive_start_key(after.map(|at| Key::new(at.pk, at.sk).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("Scan (events)"))?;
        let next = page.last_evaluated_key.as_ref().and_then(Key::of);
        let (events, unreadable): (Vec<_>, Vec<_>) = page
            .items
            .unwrap_or_default()
            .into_iter()
            .map(|item| read_event(item.into()))
            .partition(Result::is_ok);
        Ok(EventPage {
            events: events.into_iter().flatten().collect(),
            unreadable: unreadable.len(),
            next: next.map(|Key { pk, sk }| WalkPosition { pk, sk }),
        })
    }

    /// The items under `keys`, in that order.
    pub(crate) async fn items<const N: usize>(
        &self,
        keys: [Key; N],
    ) -> Result<[Option<Item>; N], StoreError> {
        let found = self.batch_get(&keys).await?;
        Ok(keys.map(|key| {
            found
                .iter()
                .find(|item| Key::of(item) == Some(key.clone()))
                .cloned()
        }))
    }

    /// The items that exist under `keys` (at most 100), in any order.
    pub(crate) async fn batch_get(&self, keys: &[Key]) -> Result<Vec<Item>, StoreError> {
        self.batch_get_parts(keys, KeysAndAttributes::builder())
            .await
    }

    /// The same, of each item only what `parts` projects.
    pub(crate) async fn batch_get_parts(
        &self,
        keys: &[Key],
        parts: KeysAndAttributesBuilder,
    ) -> Result<Vec<Item>, StoreError> {
        const OPERATION: &str = "BatchGetItem";
        let wanted = parts
            .set_keys(Some(keys.iter().cloned().map(Key::into_item).collect()))
            .consistent_read(true)
            .build()
            .map_err(StoreError::corrupt("key"))?;
        let mut wanted = Some([(self.table.clone(), wanted)].into());
        let mut items = Vec::new();
        // DynamoDB may leave keys unprocessed; it processes at least one each time.
        while let Some(request) = wanted.take() {
            let answer = self
                .client
                .batch_get_item()
                .set_request_items(Some(request))
                .send()
                .await
                .map_err(StoreError::unavailable(OPERATION))?;
            items.extend(answer.responses.unwrap_or_default().into_values().flatten());
            wanted = answer.unprocessed_keys.filter(|rest| !rest.is_empty());
        }
        Ok(items)
    }
}
