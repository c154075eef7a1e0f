//! One stream record.

use std::panic::{AssertUnwindSafe, catch_unwind};

use aws_lambda_events::dynamodb::EventRecord;
use domain::event::AnyEvent;
use serde_json::{Value, json};
use store::events::{ReadEventError, read_event};

/// A record, as far as it can be understood.
pub(crate) struct Record {
    /// Where it stands in the stream; empty when not even that can be read.
    pub(crate) sequence_number: String,
    /// The event that it tells of.
    pub(crate) event: Result<AnyEvent, RecordError>,
}

/// Why a record tells of no event.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordError {
    /// It has not the shape of a stream record. The cause is never shown: it quotes what stands
    /// in the wrong place, and that may be what a visitor typed.
    #[error("not a stream record")]
    Shape(#[from] serde_json::Error),
    /// It holds no event that this version knows.
    #[error("no event that this version knows: {0}")]
    Event(#[from] ReadEventError),
    /// Reading it made the code panic.
    #[error("reading it made the code panic")]
    Panic,
}

impl Record {
    /// Understands what it can of a record. A panic counts as a record that cannot be read: its
    /// neighbours must not pay for it.
    pub(crate) fn read(value: &Value) -> Self {
        let sequence_number = value
            .pointer("/dynamodb/SequenceNumber")
            .and_then(Value::as_str);
        Self {
            sequence_number: sequence_number.unwrap_or_default().to_owned(),
            event: catch_unwind(AssertUnwindSafe(|| event(value)))
                .unwrap_or(Err(RecordError::Panic)),
        }
    }
}

fn event(value: &Value) -> Result<AnyEvent, RecordError> {
    let record: EventRecord = serde_json::from_value(value.clone())?;
    Ok(read_event(record.change.new_image)?)
}

/// What an operator needs to find the item: keys and place, nothing of its content.
pub(crate) fn set_aside_note(record: &Value, reason: &str) -> String {
    let at = |pointer: &str| {
        record
            .pointer(pointer)
            .and_then(Value::as_str)
            .map(printable)
    };
    json!({
        "reason": printable(reason),
        "event_id": at("/eventID"),
        "sequence_number": at("/dynamodb/SequenceNumber"),
        "pk": at("/dynamodb/Keys/pk/S"),
        "sk": at("/dynamodb/Keys/sk/S"),
    })
    .to_string()
}

/// ASCII only: SQS refuses a message for a single character that XML does not allow.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_graphic() || c == ' ' {
                c
            } else {
                '?'
            }
        })
        .take(500)
        .collect()
}
