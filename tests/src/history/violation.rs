//! Promises that were not kept, by name.

use crate::history::TicketId;

/// One broken promise. The numbers are those of the invariants in the reliability page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "each variant's sentence explains its fields")]
pub enum Violation {
    // 1: every acknowledged ticket exists, once.
    #[error("ticket {ticket} was acknowledged and has no {part}")]
    LostTicket {
        ticket: TicketId,
        part: &'static str,
    },
    #[error("ticket {ticket} is a second one of {first}, for {marker}")]
    DoubledTicket {
        ticket: TicketId,
        first: TicketId,
        marker: String,
    },
    #[error(
        "ticket {ticket} for {marker} exists, and no call that may have succeeded asked for it"
    )]
    UnexpectedTicket { ticket: TicketId, marker: String },
    #[error("ticket {ticket} has a {part} and no head")]
    OrphanedPart {
        ticket: TicketId,
        part: &'static str,
    },
    // 2: numbers are unique; gaps only where a create failed.
    #[error("number {ticket} was given to {times} tickets")]
    NumberGivenTwice { ticket: TicketId, times: usize },
    #[error("ticket {ticket} has no well-formed number, or its head says {head}")]
    MalformedNumber { ticket: TicketId, head: String },
    #[error(
        "numbers {missing:?} of {workspace} {sequence} are missing, and only {excused} calls excuse one"
    )]
    UnexplainedGap {
        workspace: String,
        sequence: String,
        missing: Vec<u64>,
        excused: u64,
    },
    #[error("the counter of {workspace} {sequence} stands at {counter}, below number {highest}")]
    CounterBehind {
        workspace: String,
        sequence: String,
        counter: u64,
        highest: u64,
    },
    // 3: one event for each committed change, without a hole.
    #[error("ticket {ticket} is at version {head} and has no event {version}")]
    MissingEvent {
        ticket: TicketId,
        version: u64,
        head: u64,
    },
    #[error("ticket {ticket} is at version {head} and has an event {version}")]
    EventWithoutChange {
        ticket: TicketId,
        version: u64,
        head: u64,
    },
    #[error("no call that may have succeeded asked for version {version} of {ticket} ({kind})")]
    UnaskedChange {
        ticket: TicketId,
        version: u64,
        kind: String,
    },
    #[error("version {version} of ticket {ticket} was given to {times} acknowledged changes")]
    VersionGivenTwice {
        ticket: TicketId,
        version: u64,
        times: usize,
    },
    #[error(
        "ticket {ticket} was acknowledged as {kind} at version {version}, and no event says so"
    )]
    LostChange {
        ticket: TicketId,
        version: u64,
        kind: &'static str,
    },
    #[error(
        "a call to ticket {ticket} was answered with version {version} after another had been answered with {seen}"
    )]
    WentBack {
        ticket: TicketId,
        version: u64,
        seen: u64,
    },
    #[error("event {version} of ticket {ticket} has {field} {found}, not {expected}")]
    EventDisagrees {
        ticket: TicketId,
        version: u64,
        field: &'static str,
        expected: String,
        found: String,
    },
    // 4: no lost update.
    #[error("ticket {ticket} has {field} {found}, not {expected}")]
    HeadDisagrees {
        ticket: TicketId,
        field: &'static str,
        expected: String,
        found: String,
    },
    // 5: at least one mail for each recipient, more only where it is allowed.
    #[error(
        "no mail about version {version} of ticket {ticket} to {recipient} ({role}, mark: {mark})"
    )]
    LostMail {
        ticket: TicketId,
        version: u64,
        role: String,
        recipient: String,
        mark: String,
    },
    #[error(
        "{count} mails about ticket {ticket} to {recipient}, where {owed} are owed and {allowed} second copies allowed"
    )]
    DoubledMail {
        ticket: TicketId,
        recipient: String,
        count: u64,
        owed: u64,
        allowed: u64,
    },
    #[error("{count} mails about ticket {ticket} to {recipient} went out under {claims} claims")]
    UnclaimedMail {
        ticket: TicketId,
        recipient: String,
        count: u64,
        claims: u64,
    },
    #[error("{copies} second copies of mails over all, where {allowed} are allowed")]
    TooManySecondCopies { copies: u64, allowed: u64 },
    #[error(
        "the mark of version {version} of ticket {ticket} to {recipient} is {mark} for no reason"
    )]
    MailWithheld {
        ticket: TicketId,
        version: u64,
        recipient: String,
        mark: String,
    },
    // 6: no mail without a committed event.
    #[error("a mail to {recipient} belongs to no event: {subject}")]
    MailWithoutEvent { recipient: String, subject: String },
    #[error("version {version} of ticket {ticket} has a mark {role} that no event owes")]
    MarkWithoutEvent {
        ticket: TicketId,
        version: u64,
        role: String,
    },
    // 7: none to a suppressed recipient.
    #[error("{recipient} got a mail about ticket {ticket}, whose mark is {mark}")]
    MailToSuppressed {
        ticket: TicketId,
        recipient: String,
        mark: String,
    },
    #[error("{recipient} got {count} confirmations of {workspace} in {days} days of {limit}")]
    TooManyConfirmations {
        workspace: String,
        recipient: String,
        count: u64,
        days: u64,
        limit: u64,
    },
    // 8: same idempotency key, same answer.
    #[error("key {key} of {workspace} was answered {first}, then {other}")]
    AnswerChanged {
        workspace: String,
        key: String,
        first: String,
        other: String,
    },
    #[error("key {key} of {workspace} was accepted with two bodies")]
    KeyReused { workspace: String, key: String },
    #[error("ticket {ticket} was made with key {key}, and {records} records hold its answer")]
    KeyForgotten {
        ticket: TicketId,
        key: String,
        records: usize,
    },
    #[error("a key's record names ticket {ticket}, which does not exist")]
    RecordWithoutTicket { ticket: TicketId },
    #[error("ticket {ticket} was answered with {field} {found}, not {expected}")]
    AnswerDisagrees {
        ticket: TicketId,
        field: &'static str,
        expected: String,
        found: String,
    },
    // Conversations.
    #[error("conversation {conversation} has no message {seq}")]
    MissingMessage { conversation: String, seq: u64 },
    #[error("conversation {conversation} has {field} {found}, not {expected}")]
    ConversationDisagrees {
        conversation: String,
        field: &'static str,
        expected: u64,
        found: u64,
    },
    #[error(
        "ticket {ticket} is {listed} times among those of conversation {conversation} and was told there {told} times"
    )]
    UnlinkedTicket {
        ticket: TicketId,
        conversation: String,
        listed: usize,
        told: usize,
    },
    #[error("conversation {conversation} names ticket {ticket}, which does not name it")]
    LinkedToNothing {
        conversation: String,
        ticket: TicketId,
    },
    // 10: at rest.
    #[error("the job queue holds {visible} jobs, {in_flight} in flight, {delayed} delayed")]
    LeftInQueue {
        visible: u64,
        in_flight: u64,
        delayed: u64,
    },
    #[error("the mark of version {version} of ticket {ticket} to {role} is still {mark}")]
    OpenClaim {
        ticket: TicketId,
        version: u64,
        role: String,
        mark: String,
    },
    #[error("an unexpected message lies in {queue}: {body}")]
    UnexpectedDeadLetter { queue: &'static str, body: String },
    #[error("{found} messages in {queue} hold {text:?}, where {expected} are expected")]
    MissingPoison {
        queue: &'static str,
        text: String,
        found: usize,
        expected: usize,
    },
    // 11: a deleted ticket leaves its tombstone and the event of its deletion.
    #[error("the tombstone of ticket {ticket} still holds {field}")]
    TombstoneHolds { ticket: TicketId, field: String },
    #[error("ticket {ticket} is deleted and its {part} is still there")]
    LeftBehind { ticket: TicketId, part: String },
}

impl Violation {
    /// Whether it holds what is there against the calls that were recorded.
    pub(super) fn is_about_calls(&self) -> bool {
        matches!(
            self,
            Self::DoubledTicket { .. }
                | Self::UnexpectedTicket { .. }
                | Self::UnexplainedGap { .. }
                | Self::UnaskedChange { .. }
        )
    }
}
