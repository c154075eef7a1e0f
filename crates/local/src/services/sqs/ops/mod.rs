//! The operations, one function each: a transaction, the moment, and the request's JSON in; the answer's JSON out.

mod batch;
mod delete;
mod moves;
mod queues;
pub(super) mod receive;
mod send;
mod visibility;

use rusqlite::Transaction;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::SqsError;
use crate::services::sqlite::StorageError;

/// What an operation knows beside its request.
pub(super) struct Context {
    pub(super) now_ms: i64,
    /// What queue URLs begin with.
    pub(super) base_url: String,
}

/// Performs any operation but `ReceiveMessage`, which may have to wait.
pub(super) fn perform(
    tx: &Transaction<'_>,
    context: &Context,
    operation: &str,
    body: &[u8],
) -> Result<Value, SqsError> {
    let call = Call { tx, context, body };
    match operation {
        "CreateQueue" => call.with(queues::create),
        "DeleteQueue" => call.with(queues::delete),
        "GetQueueUrl" => call.with(queues::url),
        "ListQueues" => call.with(queues::list),
        "ListDeadLetterSourceQueues" => call.with(queues::list_dead_letter_sources),
        "GetQueueAttributes" => call.with(queues::attributes),
        "SetQueueAttributes" => call.with(queues::set_attributes),
        "PurgeQueue" => call.with(queues::purge),
        "SendMessage" => call.with(send::one),
        "SendMessageBatch" => call.with(send::batch),
        "DeleteMessage" => call.with(delete::one),
        "DeleteMessageBatch" => call.with(delete::batch),
        "ChangeMessageVisibility" => call.with(visibility::one),
        "ChangeMessageVisibilityBatch" => call.with(visibility::batch),
        "StartMessageMoveTask" => call.with(moves::start),
        "ListMessageMoveTasks" => call.with(moves::list),
        "CancelMessageMoveTask" => call.with(moves::cancel),
        other => Err(SqsError::UnsupportedOperation(format!(
            "{other} is not supported here."
        ))),
    }
}

/// Whether a receive that waits should look again after `operation`.
pub(super) fn may_bring_a_message(operation: &str) -> bool {
    ["Send", "ChangeMessage", "StartMessage", "SetQueue"]
        .iter()
        .any(|p| operation.starts_with(p))
}

/// Reads a request's JSON.
pub(super) fn parse<I: DeserializeOwned>(body: &[u8]) -> Result<I, SqsError> {
    // An operation without parameters may come without a body.
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| SqsError::Serialization(error.to_string()))
}

/// A number of seconds within what SQS takes.
fn check_seconds(name: &str, seconds: i64, most: i64) -> Result<i64, SqsError> {
    if (0..=most).contains(&seconds) {
        return Ok(seconds);
    }
    Err(SqsError::InvalidParameterValue(format!(
        "Value {seconds} for parameter {name} is invalid. Reason: Must be between 0 and {most}, if provided."
    )))
}

struct Call<'a> {
    tx: &'a Transaction<'a>,
    context: &'a Context,
    body: &'a [u8],
}

impl Call<'_> {
    fn with<I: DeserializeOwned, O: Serialize>(
        &self,
        operation: fn(&Transaction<'_>, &Context, &I) -> Result<O, SqsError>,
    ) -> Result<Value, SqsError> {
        let output = operation(self.tx, self.context, &parse(self.body)?)?;
        Ok(serde_json::to_value(output).map_err(StorageError::from)?)
    }
}
