//! Lengthening or ending the time for which a received message is hidden.

use rusqlite::{Transaction, params};
use serde::Deserialize;
use serde_json::{Value, json};

use super::batch::{self, Done, Outcome};
use super::{Context, SqsError, check_seconds};
use crate::services::sqs::queue::Queue;
use crate::services::sqs::receipt::Receipt;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ChangeMessageVisibility {
    queue_url: String,
    #[serde(flatten)]
    change: Change,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Change {
    receipt_handle: String,
    visibility_timeout: Option<i64>,
}

pub(super) fn one(
    tx: &Transaction<'_>,
    context: &Context,
    request: &ChangeMessageVisibility,
) -> Result<Value, SqsError> {
    apply(
        tx,
        context,
        &Queue::at(tx, &request.queue_url)?,
        &request.change,
    )?;
    Ok(json!({}))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ChangeMessageVisibilityBatch {
    queue_url: String,
    #[serde(default)]
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    id: String,
    #[serde(flatten)]
    change: Change,
}

pub(super) fn batch(
    tx: &Transaction<'_>,
    context: &Context,
    request: &ChangeMessageVisibilityBatch,
) -> Result<Outcome<Done>, SqsError> {
    let queue = Queue::at(tx, &request.queue_url)?;
    batch::check_ids(request.entries.iter().map(|entry| entry.id.as_str()))?;
    let entries = request
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), &entry.change));
    batch::each(entries, |id, change| {
        apply(tx, context, &queue, change)?;
        Ok(Done { id: id.to_owned() })
    })
}

/// Counts from now, as SQS does. A message that is visible again, received again or gone is not in flight.
fn apply(
    tx: &Transaction<'_>,
    context: &Context,
    queue: &Queue,
    change: &Change,
) -> Result<(), SqsError> {
    let receipt = Receipt::decode(&change.receipt_handle, queue.id)?;
    let timeout = change
        .visibility_timeout
        .ok_or(SqsError::MissingParameter("VisibilityTimeout"))?;
    let timeout = check_seconds("VisibilityTimeout", timeout, 43_200)?;
    let changed = tx
        .prepare_cached(
            "UPDATE messages SET visible_at_ms = ?1
             WHERE id = ?2 AND queue_id = ?3 AND receives = ?4 AND visible_at_ms > ?5",
        )?
        .execute(params![
            context.now_ms + timeout * 1000,
            receipt.message_id,
            receipt.queue_id,
            receipt.receives,
            context.now_ms
        ])?;
    if changed == 0 {
        Err(SqsError::MessageNotInflight)
    } else {
        Ok(())
    }
}
