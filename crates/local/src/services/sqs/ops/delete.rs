//! Deleting what has been received. Deleting twice, or with a handle of an earlier receive, succeeds and does nothing.

use rusqlite::{Transaction, params};
use serde::Deserialize;
use serde_json::{Value, json};

use super::batch::{self, Done, Outcome};
use super::{Context, SqsError};
use crate::services::sqs::queue::Queue;
use crate::services::sqs::receipt::Receipt;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteMessage {
    queue_url: String,
    receipt_handle: String,
}

pub(super) fn one(
    tx: &Transaction<'_>,
    _: &Context,
    request: &DeleteMessage,
) -> Result<Value, SqsError> {
    delete(
        tx,
        &Queue::at(tx, &request.queue_url)?,
        &request.receipt_handle,
    )?;
    Ok(json!({}))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteMessageBatch {
    queue_url: String,
    #[serde(default)]
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    id: String,
    receipt_handle: String,
}

pub(super) fn batch(
    tx: &Transaction<'_>,
    _: &Context,
    request: &DeleteMessageBatch,
) -> Result<Outcome<Done>, SqsError> {
    let queue = Queue::at(tx, &request.queue_url)?;
    batch::check_ids(request.entries.iter().map(|entry| entry.id.as_str()))?;
    let entries = request
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), &entry.receipt_handle));
    batch::each(entries, |id, handle| {
        delete(tx, &queue, handle)?;
        Ok(Done { id: id.to_owned() })
    })
}

fn delete(tx: &Transaction<'_>, queue: &Queue, handle: &str) -> Result<(), SqsError> {
    let receipt = Receipt::decode(handle, queue.id)?;
    tx.prepare_cached("DELETE FROM messages WHERE id = ? AND queue_id = ? AND receives = ?")?
        .execute(params![
            receipt.message_id,
            receipt.queue_id,
            receipt.receives
        ])?;
    Ok(())
}
