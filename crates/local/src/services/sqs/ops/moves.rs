//! Redriving a dead-letter queue. The whole queue moves at once, so a task is over when its start is answered.

use std::collections::BTreeMap;

use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::queues::sources_of;
use super::{Context, SqsError};
use crate::services::sqlite::StorageError;
use crate::services::sqs::queue::Queue;
use crate::services::sqs::settings::name_in_arn;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct StartMessageMoveTask {
    source_arn: String,
    destination_arn: Option<String>,
    max_number_of_messages_per_second: Option<i64>,
}

/// A finished task as it is listed.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Task {
    status: String,
    source_arn: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    destination_arn: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_number_of_messages_per_second: Option<i64>,
    approximate_number_of_messages_moved: usize,
    approximate_number_of_messages_to_move: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure_reason: Option<String>,
    started_timestamp: i64,
}

/// Moves what can be received to the queue named, or each message to the queue that it came from.
pub(super) fn start(
    tx: &Transaction<'_>,
    context: &Context,
    request: &StartMessageMoveTask,
) -> Result<Value, SqsError> {
    let source = dead_letter_queue(tx, &request.source_arn)?;
    let destination = match &request.destination_arn {
        Some(arn) => Some(existing(tx, arn)?),
        None => None,
    };
    source.expire(tx, context.now_ms)?;
    let waiting = waiting(tx, context, &source)?;
    let to_move = waiting.len();
    let mut targets: BTreeMap<String, Option<Queue>> = BTreeMap::new();
    let mut moved = 0;
    for (seq, came_from) in waiting {
        let target = match (&destination, came_from) {
            (Some(destination), _) => Some(destination),
            (None, None) => None,
            (None, Some(name)) => {
                let found = Queue::find(tx, &name)?;
                targets.entry(name).or_insert(found).as_ref()
            }
        };
        let Some(target) = target else { break };
        send_again(tx, context, seq, target)?;
        moved += 1;
    }
    let task = Task {
        status: if moved == to_move {
            "COMPLETED"
        } else {
            "FAILED"
        }
        .to_owned(),
        failure_reason: (moved < to_move).then(|| "CouldNotDetermineMessageSource".to_owned()),
        source_arn: request.source_arn.clone(),
        destination_arn: request.destination_arn.clone(),
        max_number_of_messages_per_second: request.max_number_of_messages_per_second,
        approximate_number_of_messages_moved: moved,
        approximate_number_of_messages_to_move: to_move,
        started_timestamp: context.now_ms,
    };
    record(tx, &source, &task)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListMessageMoveTasks {
    source_arn: String,
    max_results: Option<i64>,
}

/// The latest tasks of a dead-letter queue, newest first.
pub(super) fn list(
    tx: &Transaction<'_>,
    _: &Context,
    request: &ListMessageMoveTasks,
) -> Result<Value, SqsError> {
    let source = dead_letter_queue(tx, &request.source_arn)?;
    let most = request.max_results.unwrap_or(1).clamp(1, 10);
    let mut statement =
        tx.prepare_cached("SELECT entry FROM moves WHERE source = ? ORDER BY id DESC LIMIT ?")?;
    let rows = statement.query_map(params![source.name, most], |row| row.get::<_, String>(0))?;
    let mut tasks: Vec<Task> = Vec::new();
    for row in rows {
        tasks.push(serde_json::from_str(&row?).map_err(StorageError::from)?);
    }
    Ok(json!({ "Results": tasks }))
}

/// There is never a running task to cancel.
pub(super) fn cancel(_: &Transaction<'_>, _: &Context, _: &Value) -> Result<Value, SqsError> {
    Err(SqsError::ResourceNotFound(
        "The message move task is not running.",
    ))
}

fn existing(tx: &Transaction<'_>, arn: &str) -> Result<Queue, SqsError> {
    Queue::find(tx, name_in_arn(arn))?.ok_or(SqsError::ResourceNotFound(
        "The resource that you specified doesn't exist.",
    ))
}

fn dead_letter_queue(tx: &Transaction<'_>, arn: &str) -> Result<Queue, SqsError> {
    let queue = existing(tx, arn)?;
    if sources_of(tx, &queue.name)?.is_empty() {
        return Err(SqsError::InvalidParameterValue(
            "Source queue must be configured as a Dead Letter Queue.".into(),
        ));
    }
    Ok(queue)
}

/// What can be received from the dead-letter queue, and where each came from.
fn waiting(
    tx: &Transaction<'_>,
    context: &Context,
    source: &Queue,
) -> Result<Vec<(i64, Option<String>)>, SqsError> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, came_from FROM messages WHERE queue_id = ? AND visible_at_ms <= ? ORDER BY seq",
    )?;
    let rows = statement.query_map([source.id, context.now_ms], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A redriven message is a new one: new id, new retention, nothing received.
fn send_again(
    tx: &Transaction<'_>,
    context: &Context,
    seq: i64,
    target: &Queue,
) -> Result<(), SqsError> {
    tx.prepare_cached(
        "UPDATE messages SET id = ?1, queue_id = ?2, sent_ms = ?3, visible_at_ms = ?3, receives = 0,
                received_here = 0, first_received_ms = NULL, came_from = NULL
         WHERE seq = ?4",
    )?
    .execute(params![uuid::Uuid::new_v4().to_string(), target.id, context.now_ms, seq])?;
    Ok(())
}

fn record(tx: &Transaction<'_>, source: &Queue, task: &Task) -> Result<Value, SqsError> {
    let entry = serde_json::to_string(task).map_err(StorageError::from)?;
    tx.execute(
        "INSERT INTO moves (source, entry) VALUES (?, ?)",
        [&source.name, &entry],
    )?;
    Ok(json!({ "TaskHandle": format!("task-{}", tx.last_insert_rowid()) }))
}
