//! A ticket as its customer sees it: no agent, no note, no phone number, no id.

use domain::{
    change::Change,
    event::{Event, EventKind},
    number::TicketNumber,
    text::{Category, Description, MessageText, PersonName, Title},
    ticket::{Priority, Status},
    time::UtcTime,
};
use serde::Serialize;
use store::history::History;

/// The answer. Every field is always there, null when not set.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct TrackedTicket<'a> {
    ticket_number: &'a TicketNumber,
    title: &'a Title,
    description: &'a Description,
    status: Status,
    priority: Priority,
    category: Option<&'a Category>,
    customer_name: &'a PersonName,
    created_at: UtcTime,
    updated_at: UtcTime,
    first_response_at: Option<UtcTime>,
    resolved_at: Option<UtcTime>,
    /// Set while the ticket is resolved or closed.
    resolution_notes: Option<&'a Description>,
    /// What happened, oldest first.
    timeline: Vec<Entry<'a>>,
}

/// What customers are told of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TrackedEvent))]
struct Entry<'a> {
    kind: Kind,
    at: UtcTime,
    /// An answer's text.
    body: Option<&'a MessageText>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TrackedEventKind))]
enum Kind {
    Created,
    FirstResponse,
    Answered,
    Resolved,
}

impl<'a> TrackedTicket<'a> {
    /// Shows a ticket.
    pub(crate) fn new(history: &'a History) -> Self {
        let (ticket, texts) = (&history.ticket, &history.texts);
        let notes = texts.resolution_notes.as_ref();
        Self {
            ticket_number: &ticket.number,
            title: &ticket.title,
            description: &texts.description,
            status: ticket.status,
            priority: ticket.priority,
            category: ticket.category.as_ref(),
            customer_name: &ticket.customer.name,
            created_at: ticket.created_at,
            updated_at: ticket.updated_at,
            first_response_at: ticket.first_response_at,
            resolved_at: ticket.resolved_at,
            resolution_notes: notes.filter(|_| ticket.status.shows_notes()),
            timeline: timeline(history),
        }
    }
}

/// Of a ticket whose oldest events are left out, the head remembers the most important moments.
fn timeline(history: &History) -> Vec<Entry<'_>> {
    let ticket = &history.ticket;
    let told = told(&history.events, ticket.first_response_at);
    let moment = |kind, at| {
        Some(Entry {
            kind,
            at: at?,
            body: None,
        })
    };
    let is_told = |moment: &Entry| {
        told.iter()
            .any(|e| (e.kind, e.at) == (moment.kind, moment.at))
    };
    let mut timeline: Vec<_> = [
        moment(Kind::Created, Some(ticket.created_at)),
        moment(Kind::FirstResponse, ticket.first_response_at),
        moment(Kind::Resolved, ticket.resolved_at),
    ]
    .into_iter()
    .flatten()
    .filter(|moment| !is_told(moment))
    .collect();
    timeline.sort_by_key(|moment| moment.at);
    timeline.extend(told);
    timeline
}

/// What the events tell customers, but for the creation.
fn told(events: &[Event], mut first_response_at: Option<UtcTime>) -> Vec<Entry<'_>> {
    let entries = events.iter().filter_map(|event| {
        let (kind, body) = match &event.kind {
            // The later of two answers at one moment is not the first.
            EventKind::Answered { body } => match first_response_at.take_if(|at| *at == event.at) {
                Some(_) => (Kind::FirstResponse, Some(body)),
                None => (Kind::Answered, Some(body)),
            },
            EventKind::Changed { changes } if changes.iter().any(Change::is_resolution) => {
                (Kind::Resolved, None)
            }
            _ => return None,
        };
        Some(Entry {
            kind,
            at: event.at,
            body,
        })
    });
    entries.collect()
}
