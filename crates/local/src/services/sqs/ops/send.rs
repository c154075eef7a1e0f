//! Sending, alone and in batches.

use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};

use super::batch::{self, Outcome};
use super::{Context, SqsError, check_seconds};
use crate::services::sqlite::StorageError;
use crate::services::sqs::message::{self, Attributes};
use crate::services::sqs::queue::Queue;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendMessage {
    queue_url: String,
    #[serde(flatten)]
    message: Outgoing,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Outgoing {
    #[serde(default)]
    message_body: String,
    delay_seconds: Option<i64>,
    #[serde(default)]
    message_attributes: Attributes,
    #[serde(default)]
    message_system_attributes: Attributes,
    message_group_id: Option<String>,
    message_deduplication_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Sent {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    message_id: String,
    #[serde(rename = "MD5OfMessageBody")]
    md5_of_message_body: String,
    #[serde(
        rename = "MD5OfMessageAttributes",
        skip_serializing_if = "Option::is_none"
    )]
    md5_of_message_attributes: Option<String>,
}

pub(super) fn one(
    tx: &Transaction<'_>,
    context: &Context,
    request: &SendMessage,
) -> Result<Sent, SqsError> {
    send(
        tx,
        context,
        &Queue::at(tx, &request.queue_url)?,
        None,
        &request.message,
    )
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendMessageBatch {
    queue_url: String,
    #[serde(default)]
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    id: String,
    #[serde(flatten)]
    message: Outgoing,
}

pub(super) fn batch(
    tx: &Transaction<'_>,
    context: &Context,
    request: &SendMessageBatch,
) -> Result<Outcome<Sent>, SqsError> {
    let queue = Queue::at(tx, &request.queue_url)?;
    batch::check_ids(request.entries.iter().map(|entry| entry.id.as_str()))?;
    let sizes = request.entries.iter().map(|entry| {
        message::size(
            &entry.message.message_body,
            &entry.message.message_attributes,
        )
    });
    let bytes: usize = sizes.sum();
    if bytes > message::LARGEST {
        return Err(SqsError::BatchRequestTooLong(bytes));
    }
    let entries = request
        .entries
        .iter()
        .map(|entry| (entry.id.as_str(), &entry.message));
    batch::each(entries, |id, message| {
        send(tx, context, &queue, Some(id.to_owned()), message)
    })
}

fn send(
    tx: &Transaction<'_>,
    context: &Context,
    queue: &Queue,
    id: Option<String>,
    outgoing: &Outgoing,
) -> Result<Sent, SqsError> {
    let largest = usize::try_from(queue.settings.maximum_message_size).unwrap_or(message::LARGEST);
    message::check(
        &outgoing.message_body,
        &outgoing.message_attributes,
        largest,
    )?;
    if outgoing.message_deduplication_id.is_some() {
        return Err(SqsError::InvalidParameterValue(
            "The request includes a parameter that is not valid for this queue type: MessageDeduplicationId.".into(),
        ));
    }
    let delay = outgoing
        .delay_seconds
        .unwrap_or(queue.settings.delay_seconds);
    let delay = check_seconds("DelaySeconds", delay, 900)?;
    let message_id = uuid::Uuid::new_v4().to_string();
    tx.prepare_cached(
        "INSERT INTO messages
            (id, queue_id, body, attributes, system_attributes, sent_ms, visible_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        message_id,
        queue.id,
        outgoing.message_body,
        serde_json::to_string(&outgoing.message_attributes).map_err(StorageError::from)?,
        system_attributes(outgoing)?,
        context.now_ms,
        context.now_ms + delay * 1000,
    ])?;
    Ok(Sent {
        id,
        message_id,
        md5_of_message_body: message::md5_of_body(&outgoing.message_body),
        md5_of_message_attributes: message::md5_of_attributes(&outgoing.message_attributes),
    })
}

/// What a receiver can ask for by name beside the service's own attributes: the trace header, the group.
fn system_attributes(outgoing: &Outgoing) -> Result<String, SqsError> {
    let trace = outgoing.message_system_attributes.get("AWSTraceHeader");
    let trace = trace.and_then(|attribute| attribute.string_value.as_ref());
    let known = [
        ("AWSTraceHeader", trace),
        ("MessageGroupId", outgoing.message_group_id.as_ref()),
    ];
    let present: std::collections::BTreeMap<_, _> = known
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
    Ok(serde_json::to_string(&present).map_err(StorageError::from)?)
}
