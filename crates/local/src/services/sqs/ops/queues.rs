//! Making, finding, describing, changing and emptying queues.

use std::collections::BTreeMap;

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Context, SqsError};
use crate::services::sqs::queue::{self, Queue};
use crate::services::sqs::queue_arn;
use crate::services::sqs::settings::Settings;

const MOST_LISTED: usize = 1000;

/// The attributes that are read only.
const SHOWN: [&str; 6] = [
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesDelayed",
    "ApproximateNumberOfMessagesNotVisible",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
    "QueueArn",
];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CreateQueue {
    queue_name: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct QueueUrl {
    queue_url: String,
}

/// Makes a queue. Made already with the same values for the attributes given, it is simply found.
pub(super) fn create(
    tx: &Transaction<'_>,
    context: &Context,
    request: &CreateQueue,
) -> Result<QueueUrl, SqsError> {
    check_name(&request.queue_name)?;
    let queue_url = queue::url(&context.base_url, &request.queue_name);
    if let Some(existing) = Queue::find(tx, &request.queue_name)? {
        return match existing.settings.first_difference(&request.attributes)? {
            Some(attribute) => Err(SqsError::QueueNameExists(attribute)),
            None => Ok(QueueUrl { queue_url }),
        };
    }
    let settings = Settings::default().with(&request.attributes)?;
    check_dead_letter_queue(tx, &settings)?;
    Queue::insert(tx, &request.queue_name, &settings, context.now_ms)?;
    Ok(QueueUrl { queue_url })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OneQueue {
    queue_url: String,
}

/// Deletes the queue and all that it holds.
pub(super) fn delete(
    tx: &Transaction<'_>,
    _: &Context,
    request: &OneQueue,
) -> Result<Value, SqsError> {
    let queue = Queue::at(tx, &request.queue_url)?;
    tx.execute("DELETE FROM queues WHERE id = ?", [queue.id])?;
    Ok(json!({}))
}

/// Deletes every message of the queue.
pub(super) fn purge(
    tx: &Transaction<'_>,
    _: &Context,
    request: &OneQueue,
) -> Result<Value, SqsError> {
    let queue = Queue::at(tx, &request.queue_url)?;
    tx.execute("DELETE FROM messages WHERE queue_id = ?", [queue.id])?;
    Ok(json!({}))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetQueueUrl {
    queue_name: String,
}

pub(super) fn url(
    tx: &Transaction<'_>,
    context: &Context,
    request: &GetQueueUrl,
) -> Result<QueueUrl, SqsError> {
    let queue = Queue::named(tx, &request.queue_name)?;
    Ok(QueueUrl {
        queue_url: queue.url(&context.base_url),
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListQueues {
    #[serde(default)]
    queue_name_prefix: String,
    max_results: Option<usize>,
}

/// The names come whole, up to 1,000: no machine has so many that they would need pages.
pub(super) fn list(
    tx: &Transaction<'_>,
    context: &Context,
    request: &ListQueues,
) -> Result<Value, SqsError> {
    let most = request.max_results.unwrap_or(MOST_LISTED).min(MOST_LISTED);
    let queues = Queue::all(tx)?;
    let named = queues
        .iter()
        .filter(|q| q.name.starts_with(&request.queue_name_prefix));
    let urls: Vec<_> = named.take(most).map(|q| q.url(&context.base_url)).collect();
    Ok(if urls.is_empty() {
        json!({})
    } else {
        json!({ "QueueUrls": urls })
    })
}

/// The queues that send their dead letters to this one.
pub(super) fn list_dead_letter_sources(
    tx: &Transaction<'_>,
    context: &Context,
    request: &OneQueue,
) -> Result<Value, SqsError> {
    let target = Queue::at(tx, &request.queue_url)?;
    let sources = sources_of(tx, &target.name)?;
    let urls: Vec<_> = sources.iter().map(|q| q.url(&context.base_url)).collect();
    Ok(json!({ "queueUrls": urls }))
}

pub(super) fn sources_of(tx: &Transaction<'_>, target: &str) -> Result<Vec<Queue>, SqsError> {
    let mut queues = Queue::all(tx)?;
    queues.retain(|q| {
        q.settings
            .redrive
            .as_ref()
            .is_some_and(|r| r.target_name() == target)
    });
    Ok(queues)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetQueueAttributes {
    queue_url: String,
    #[serde(default)]
    attribute_names: Vec<String>,
}

pub(super) fn attributes(
    tx: &Transaction<'_>,
    context: &Context,
    request: &GetQueueAttributes,
) -> Result<Value, SqsError> {
    let queue = Queue::at(tx, &request.queue_url)?;
    let counts = queue.counts(tx, context.now_ms)?;
    let mut all = queue.settings.to_attributes();
    let shown = [
        counts.visible.to_string(),
        counts.delayed.to_string(),
        counts.in_flight.to_string(),
        (queue.created_ms / 1000).to_string(),
        (queue.modified_ms / 1000).to_string(),
        queue_arn(&queue.name),
    ];
    all.extend(SHOWN.map(str::to_owned).into_iter().zip(shown));
    let asked = &request.attribute_names;
    if !asked.iter().any(|name| name == "All") {
        if let Some(unknown) = asked.iter().find(|name| !is_attribute(name)) {
            return Err(SqsError::InvalidAttributeName(unknown.clone()));
        }
        all.retain(|name, _| asked.contains(name));
    }
    Ok(if all.is_empty() {
        json!({})
    } else {
        json!({ "Attributes": all })
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SetQueueAttributes {
    queue_url: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

pub(super) fn set_attributes(
    tx: &Transaction<'_>,
    context: &Context,
    request: &SetQueueAttributes,
) -> Result<Value, SqsError> {
    let queue = Queue::at(tx, &request.queue_url)?;
    let settings = queue.settings.with(&request.attributes)?;
    check_dead_letter_queue(tx, &settings)?;
    queue.save(tx, &settings, context.now_ms)?;
    Ok(json!({}))
}

fn check_name(name: &str) -> Result<(), SqsError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if (1..=80).contains(&name.len()) && name.chars().all(plain) {
        return Ok(());
    }
    Err(SqsError::InvalidParameterValue(
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length. (FIFO queues are not supported here.)"
            .into(),
    ))
}

fn check_dead_letter_queue(tx: &Transaction<'_>, settings: &Settings) -> Result<(), SqsError> {
    match &settings.redrive {
        Some(redrive) if Queue::find(tx, redrive.target_name())?.is_none() => {
            Err(SqsError::InvalidParameterValue(
                "Value for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.".into(),
            ))
        }
        _ => Ok(()),
    }
}

/// Whether SQS knows an attribute of this name, if this queue has a value for it or not.
fn is_attribute(name: &str) -> bool {
    let settable = Settings::is_attribute(name);
    let of_fifo = [
        "FifoQueue",
        "ContentBasedDeduplication",
        "DeduplicationScope",
        "FifoThroughputLimit",
    ];
    settable || SHOWN.contains(&name) || of_fifo.contains(&name)
}
