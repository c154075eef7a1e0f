//! A ticket's head item: the ticket, the attributes that the indexes are made of, the tombstone.

use domain::{
    email::EmailAddress,
    ticket::{Priority, Status, Ticket},
    time::UtcTime,
    workspace::WorkspaceId,
};
use serde::Serialize;

use crate::{
    StoreError, keys,
    table::{Item, from_item, text, to_item},
};

/// The attribute that makes a head a tombstone.
const DELETED_AT: &str = "deleted_at";

/// What is left of a deleted ticket, for ever: nothing of its content, and its number is never
/// given again.
#[derive(Debug, Serialize)]
struct Tombstone {
    version: u64,
    deleted_at: UtcTime,
}

/// The head of a ticket, index attributes included.
pub(crate) fn item(workspace: &WorkspaceId, ticket: &Ticket) -> Result<Item, StoreError> {
    let mut item = to_item("ticket", keys::head(workspace, &ticket.number), ticket)?;
    let indexed = [
        ("ws", workspace.to_string()),
        ("ws_status", by_status(workspace, ticket.status)),
        (
            "ws_assignee",
            by_assignee(workspace, ticket.assigned_to.as_ref()),
        ),
        (
            "ws_customer",
            by_customer(workspace, &ticket.customer.email),
        ),
        (
            "created_key",
            moment(ticket.created_at) + "#" + &ticket.number.to_string(),
        ),
        (
            "updated_key",
            moment(ticket.updated_at) + "#" + &ticket.number.to_string(),
        ),
    ];
    item.extend(indexed.map(|(name, value)| (name.to_owned(), text(value))));
    if ticket.status.is_active() {
        let key = by_priority(workspace, ticket.priority);
        item.insert("ws_priority".to_owned(), text(key));
    }
    Ok(item)
}

/// What replaces the head of a ticket that was deleted by its event of `version`.
pub(crate) fn tombstone(
    workspace: &WorkspaceId,
    ticket: &Ticket,
    version: u64,
    deleted_at: UtcTime,
) -> Result<Item, StoreError> {
    let tombstone = Tombstone {
        version,
        deleted_at,
    };
    to_item(
        "tombstone",
        keys::head(workspace, &ticket.number),
        &tombstone,
    )
}

/// Reads a head; none when it is a tombstone.
pub(crate) fn read(item: Item) -> Result<Option<Ticket>, StoreError> {
    if item.contains_key(DELETED_AT) {
        return Ok(None);
    }
    from_item("ticket", item).map(Some)
}

/// Partition of `ByStatus`.
pub(crate) fn by_status(workspace: &WorkspaceId, status: Status) -> String {
    format!("{workspace}#{}", status.name())
}

/// Partition of `ByPriority`, which holds active tickets only.
pub(crate) fn by_priority(workspace: &WorkspaceId, priority: Priority) -> String {
    format!("{workspace}#{}", priority.name())
}

/// Partition of `ByAssignee`; a ticket that is nobody's has one too.
pub(crate) fn by_assignee(workspace: &WorkspaceId, agent: Option<&EmailAddress>) -> String {
    let agent = agent.map_or_else(|| "-".to_owned(), EmailAddress::key);
    format!("{workspace}#{agent}")
}

/// Partition of `ByCustomer`.
pub(crate) fn by_customer(workspace: &WorkspaceId, customer: &EmailAddress) -> String {
    format!("{workspace}#{}", customer.key())
}

/// Digits of a moment.
pub(crate) const MOMENT: usize = 13;

/// A moment as the beginning of a sort key: of fixed width, so that text sorts as time does.
pub(crate) fn moment(at: UtcTime) -> String {
    format!("{:0MOMENT$}", at.epoch_millis())
}

/// Whether a text is such a moment.
pub(crate) fn is_moment(text: &str) -> bool {
    text.len() == MOMENT && text.bytes().all(|b| b.is_ascii_digit())
}
