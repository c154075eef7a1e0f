//! What happened to a ticket, as agents see it.

use domain::{
    change::Change,
    email::EmailAddress,
    event::{Event, EventKind},
    job::{Job, Recipient},
    text::MessageText,
    time::UtcTime,
};
use serde::Serialize;
use store::{deliveries::DeliveryState, history::Delivery};

/// One event of a ticket.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Event))]
pub struct TimelineEntry<'a> {
    /// The ticket's version that it made.
    version: u64,
    at: UtcTime,
    /// The agent; null when a visitor raised the ticket.
    by: Option<&'a EmailAddress>,
    kind: Kind,
    /// What was edited.
    changes: &'a [Change],
    /// The answer or the note.
    body: Option<&'a MessageText>,
    mails: Vec<Mail>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EventKind))]
enum Kind {
    Created,
    Changed,
    Answered,
    Noted,
    Deleted,
}

/// A mail about the event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EventMail))]
struct Mail {
    to: Role,
    state: State,
}

/// Who gets a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MailRecipient))]
enum Role {
    Customer,
    Visitor,
    Owner,
}

/// How far a mail came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = MailState))]
enum State {
    /// It is still to be sent, or being sent just now.
    Queued,
    /// The mail service took it.
    Sent,
    /// It will not be sent: the address was rejected, or had too many mails today.
    Undeliverable,
}

impl<'a> TimelineEntry<'a> {
    /// Shows `event` with those of the ticket's `deliveries` that tell of it.
    pub fn new(event: &'a Event, deliveries: &[Delivery]) -> Self {
        let version = event.id.version;
        let (kind, changes, body): (_, &[Change], _) = match &event.kind {
            EventKind::Created => (Kind::Created, &[], None),
            EventKind::Changed { changes } => (Kind::Changed, changes, None),
            EventKind::Answered { body } => (Kind::Answered, &[], Some(body)),
            EventKind::Noted { body } => (Kind::Noted, &[], Some(body)),
            EventKind::Deleted => (Kind::Deleted, &[], None),
        };
        Self {
            version,
            at: event.at,
            by: event.by.as_ref(),
            kind,
            changes,
            body,
            mails: mails(
                event,
                deliveries.iter().filter(|mail| mail.version == version),
            ),
        }
    }
}

/// The mails that were begun, and those that are owed and still wait. Who the owners were is not
/// looked up for this: until the first of their mails is begun, one stands for all.
fn mails<'a>(event: &Event, begun: impl Iterator<Item = &'a Delivery>) -> Vec<Mail> {
    let begun: Vec<_> = begun.collect();
    let mut mails: Vec<_> = begun
        .iter()
        .filter_map(|mail| Mail::new(&mail.to, mail.state))
        .collect();
    let owners_wait = event.concerns_owners() && mails.iter().all(|mail| mail.to != Role::Owner);
    if owners_wait {
        mails.push(Mail {
            to: Role::Owner,
            state: State::Queued,
        });
    }
    let is_open = |job: &Job| begun.iter().all(|mail| mail.to != job.to);
    let open = event.jobs(&[]).into_iter().filter(is_open);
    mails.extend(open.filter_map(|job| Mail::new(&job.to, DeliveryState::Queued)));
    mails
}

impl Mail {
    /// None for a recipient that no ticket has.
    fn new(to: &Recipient, state: DeliveryState) -> Option<Self> {
        Some(Self {
            to: match to {
                Recipient::Customer => Role::Customer,
                Recipient::Visitor => Role::Visitor,
                Recipient::Owner { .. } => Role::Owner,
                Recipient::Agent => return None,
            },
            state: match state {
                DeliveryState::Queued | DeliveryState::Claimed => State::Queued,
                DeliveryState::Sent => State::Sent,
                DeliveryState::Undeliverable | DeliveryState::Suppressed => State::Undeliverable,
            },
        })
    }
}
