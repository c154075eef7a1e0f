//! Receiving: hands out what is due, hides it for a while, and sends away what was received too often.

use std::collections::BTreeMap;
use std::time::Duration;

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Context, SqsError, check_seconds};
use crate::services::sqlite::StorageError;
use crate::services::sqs::message::{self, Attributes};
use crate::services::sqs::queue::Queue;
use crate::services::sqs::queue_arn;
use crate::services::sqs::receipt::Receipt;

/// What a receiver asks for.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::sqs) struct ReceiveMessage {
    queue_url: String,
    max_number_of_messages: Option<i64>,
    visibility_timeout: Option<i64>,
    wait_time_seconds: Option<i64>,
    /// The older name of the next.
    #[serde(default)]
    attribute_names: Vec<String>,
    #[serde(default)]
    message_system_attribute_names: Vec<String>,
    #[serde(default)]
    message_attribute_names: Vec<String>,
}

/// What one look into the queue found.
pub(in crate::services::sqs) struct Found {
    pub(in crate::services::sqs) messages: Vec<Message>,
    /// How long the request or the queue says to wait when there is nothing.
    pub(in crate::services::sqs) wait: Duration,
    /// When the next delay or visibility timeout in this queue ends.
    pub(in crate::services::sqs) next_due_in: Option<Duration>,
    pub(in crate::services::sqs) moved_to_dead_letters: bool,
}

/// A message as it is handed out.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::sqs) struct Message {
    message_id: String,
    receipt_handle: String,
    body: String,
    #[serde(rename = "MD5OfBody")]
    md5_of_body: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    message_attributes: Attributes,
    #[serde(
        rename = "MD5OfMessageAttributes",
        skip_serializing_if = "Option::is_none"
    )]
    md5_of_message_attributes: Option<String>,
}

/// The answer's JSON, which has no list when there is nothing.
pub(in crate::services::sqs) fn output(messages: &[Message]) -> Value {
    if messages.is_empty() {
        json!({})
    } else {
        json!({ "Messages": messages })
    }
}

/// Receives what is there now, without waiting.
pub(in crate::services::sqs) fn look(
    tx: &Transaction<'_>,
    context: &Context,
    request: &ReceiveMessage,
) -> Result<Found, SqsError> {
    let queue = Queue::at(tx, &request.queue_url)?;
    let settings = &queue.settings;
    let most = request.max_number_of_messages.unwrap_or(1);
    if !(1..=10).contains(&most) {
        return Err(SqsError::InvalidParameterValue(format!(
            "Value {most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
        )));
    }
    let wait = request
        .wait_time_seconds
        .unwrap_or(settings.receive_wait_seconds);
    let wait = check_seconds("WaitTimeSeconds", wait, 20)?;
    let hidden = request
        .visibility_timeout
        .unwrap_or(settings.visibility_timeout);
    let hidden = check_seconds("VisibilityTimeout", hidden, 43_200)?;

    queue.expire(tx, context.now_ms)?;
    let moved_to_dead_letters = send_away_exhausted(tx, context, &queue)?;
    let rows = due(tx, context, &queue, most)?;
    let visible_at_ms = context.now_ms + hidden * 1000;
    let messages = rows
        .into_iter()
        .map(|row| row.hand_out(tx, context, &queue, visible_at_ms, request))
        .collect::<Result<_, _>>()?;
    Ok(Found {
        messages,
        wait: Duration::from_secs(wait.unsigned_abs()),
        next_due_in: next_due_in(tx, context, &queue)?,
        moved_to_dead_letters,
    })
}

/// Moves messages whose next receive would be one too many to the dead-letter queue, if there is one.
/// They keep the time of their first send there, so their retention goes on.
fn send_away_exhausted(
    tx: &Transaction<'_>,
    context: &Context,
    queue: &Queue,
) -> Result<bool, SqsError> {
    let Some(redrive) = &queue.settings.redrive else {
        return Ok(false);
    };
    let Some(target) = Queue::find(tx, redrive.target_name())? else {
        return Ok(false);
    };
    let moved = tx
        .prepare_cached(
            "UPDATE messages SET queue_id = ?1, received_here = 0, visible_at_ms = ?2, came_from = ?3
             WHERE queue_id = ?4 AND visible_at_ms <= ?2 AND received_here >= ?5",
        )?
        .execute(params![
            target.id,
            context.now_ms,
            queue.name,
            queue.id,
            redrive.max_receive_count
        ])?;
    Ok(moved > 0)
}

struct MessageRow {
    id: String,
    body: String,
    attributes: String,
    system_attributes: String,
    sent_ms: i64,
    first_received_ms: Option<i64>,
    receives: i64,
    came_from: Option<String>,
}

fn due(
    tx: &Transaction<'_>,
    context: &Context,
    queue: &Queue,
    most: i64,
) -> Result<Vec<MessageRow>, SqsError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, body, attributes, system_attributes, sent_ms, first_received_ms, receives, came_from
         FROM messages WHERE queue_id = ? AND visible_at_ms <= ?
         ORDER BY visible_at_ms, seq LIMIT ?",
    )?;
    let rows = statement.query_map([queue.id, context.now_ms, most], MessageRow::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn next_due_in(
    tx: &Transaction<'_>,
    context: &Context,
    queue: &Queue,
) -> Result<Option<Duration>, SqsError> {
    let next: Option<i64> = tx
        .prepare_cached(
            "SELECT visible_at_ms FROM messages WHERE queue_id = ? AND visible_at_ms > ?
             ORDER BY visible_at_ms LIMIT 1",
        )?
        .query_row([queue.id, context.now_ms], |row| row.get(0))
        .optional()?;
    Ok(next.map(|at_ms| Duration::from_millis((at_ms - context.now_ms).unsigned_abs())))
}

impl MessageRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            body: row.get(1)?,
            attributes: row.get(2)?,
            system_attributes: row.get(3)?,
            sent_ms: row.get(4)?,
            first_received_ms: row.get(5)?,
            receives: row.get(6)?,
            came_from: row.get(7)?,
        })
    }

    /// Counts the receive, hides the message, and shows it as the receiver asked.
    fn hand_out(
        mut self,
        tx: &Transaction<'_>,
        context: &Context,
        queue: &Queue,
        visible_at_ms: i64,
        request: &ReceiveMessage,
    ) -> Result<Message, SqsError> {
        self.receives += 1;
        self.first_received_ms.get_or_insert(context.now_ms);
        tx.prepare_cached(
            "UPDATE messages SET visible_at_ms = ?1, receives = ?2, first_received_ms = ?3,
                    received_here = received_here + 1
             WHERE id = ?4",
        )?
        .execute(params![
            visible_at_ms,
            self.receives,
            self.first_received_ms,
            self.id
        ])?;

        let mut message_attributes: Attributes =
            serde_json::from_str(&self.attributes).map_err(StorageError::from)?;
        message_attributes.retain(|name, _| asks_for(&request.message_attribute_names, name));
        let receipt = Receipt {
            queue_id: queue.id,
            message_id: self.id.clone(),
            receives: self.receives,
        };
        Ok(Message {
            receipt_handle: receipt.encode(),
            attributes: self.system_attributes(request)?,
            message_id: self.id,
            md5_of_body: message::md5_of_body(&self.body),
            body: self.body,
            md5_of_message_attributes: message::md5_of_attributes(&message_attributes),
            message_attributes,
        })
    }

    fn system_attributes(
        &self,
        request: &ReceiveMessage,
    ) -> Result<BTreeMap<String, String>, SqsError> {
        let mut all: BTreeMap<String, String> =
            serde_json::from_str(&self.system_attributes).map_err(StorageError::from)?;
        let own = [
            ("ApproximateReceiveCount", Some(self.receives.to_string())),
            ("SentTimestamp", Some(self.sent_ms.to_string())),
            (
                "ApproximateFirstReceiveTimestamp",
                self.first_received_ms.map(|ms| ms.to_string()),
            ),
            ("SenderId", Some("local".to_owned())),
            (
                "DeadLetterQueueSourceArn",
                self.came_from.as_deref().map(queue_arn),
            ),
        ];
        all.extend(
            own.into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?))),
        );
        let names = [
            &request.attribute_names[..],
            &request.message_system_attribute_names,
        ]
        .concat();
        all.retain(|name, _| names.iter().any(|asked| asked == name || asked == "All"));
        Ok(all)
    }
}

/// Attributes are asked for by name, by `prefix.*`, or all at once.
fn asks_for(names: &[String], name: &str) -> bool {
    names.iter().any(|asked| {
        asked == name
            || asked == "All"
            || asked
                .strip_suffix(".*")
                .is_some_and(|prefix| name.starts_with(prefix))
    })
}
