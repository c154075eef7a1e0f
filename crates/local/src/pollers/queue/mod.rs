//! SQS to Lambda: receives batches, invokes the function, deletes what it did not fail.

mod event;

use std::collections::BTreeSet;
use std::sync::Arc;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::error::DisplayErrorContext;
use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName};
use bytes::Bytes;
use tokio::task::JoinSet;

use super::{Failures, WAIT_FOR_COPY, backoff, failures};
use crate::lambda::Host;
use crate::template::{Queue, QueueSource};
pub use event::batch_event;

/// Lambda starts with five pollers where nothing bounds them.
const UNBOUNDED_POLLERS: usize = 5;
/// The longest wait that SQS offers.
const LONG_POLL_SECONDS: i32 = 20;

/// One event source mapping from a queue to a function.
pub struct QueuePoller {
    /// Calls SQS.
    pub client: Client,
    /// Runs the function.
    pub host: Host,
    /// The function's name.
    pub function: String,
    /// The queue.
    pub queue: Queue,
    /// The mapping's settings.
    pub source: QueueSource,
}

impl QueuePoller {
    /// Starts as many pollers as invocations may run side by side.
    pub fn start(self, tasks: &mut JoinSet<()>) {
        let pollers = self.source.maximum_concurrency.unwrap_or(UNBOUNDED_POLLERS);
        let mapping = Arc::new(self);
        for _ in 0..pollers {
            tasks.spawn(Arc::clone(&mapping).run());
        }
    }

    async fn run(self: Arc<Self>) {
        let mut failed = 0;
        loop {
            match self.receive().await {
                Ok(messages) => {
                    failed = 0;
                    if !messages.is_empty() {
                        self.handle(&messages).await;
                    }
                }
                Err(reason) => {
                    tracing::warn!(queue = self.queue.name, reason, "a queue cannot be read");
                    tokio::time::sleep(backoff(failed)).await;
                    failed += 1;
                }
            }
        }
    }

    async fn receive(&self) -> Result<Vec<Message>, String> {
        let answer = self
            .client
            .receive_message()
            .queue_url(&self.queue.url)
            .max_number_of_messages(self.source.batch_size)
            .wait_time_seconds(LONG_POLL_SECONDS)
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .message_attribute_names("All")
            .send()
            .await
            .map_err(|error| DisplayErrorContext(error).to_string())?;
        Ok(answer.messages.unwrap_or_default())
    }

    /// Messages that are not deleted come back when their visibility ends.
    async fn handle(&self, messages: &[Message]) {
        let payload = Bytes::from(batch_event(messages, &self.queue.arn).to_string());
        let answer = match self
            .host
            .invoke(&self.function, payload, WAIT_FOR_COPY)
            .await
        {
            Ok(answer) => answer,
            Err(error) => {
                tracing::warn!(function = self.function, %error, "a batch of messages failed");
                return;
            }
        };
        let ids = messages
            .iter()
            .filter_map(Message::message_id)
            .map(str::to_owned)
            .collect();
        let failed = if self.source.reports_failures {
            failures(&answer, &ids)
        } else {
            Failures::None
        };
        match failed {
            Failures::None => self.delete(messages, &BTreeSet::new()).await,
            Failures::Some(failed) => self.delete(messages, &failed).await,
            Failures::All => {
                tracing::warn!(
                    function = self.function,
                    "the answer's batchItemFailures cannot be used, so the whole batch failed"
                );
            }
        }
    }

    async fn delete(&self, messages: &[Message], kept: &BTreeSet<String>) {
        let done = messages
            .iter()
            .filter(|message| message.message_id().is_none_or(|id| !kept.contains(id)));
        let entries: Result<Vec<_>, _> = done
            .enumerate()
            .map(|(index, message)| {
                DeleteMessageBatchRequestEntry::builder()
                    .id(index.to_string())
                    .set_receipt_handle(message.receipt_handle.clone())
                    .build()
            })
            .collect();
        let entries = match entries {
            Ok(entries) if entries.is_empty() => return,
            Ok(entries) => entries,
            Err(error) => {
                tracing::error!(%error, "messages came without a receipt handle");
                return;
            }
        };
        let request = self
            .client
            .delete_message_batch()
            .queue_url(&self.queue.url);
        match request.set_entries(Some(entries)).send().await {
            Ok(answer) => {
                for entry in answer.failed() {
                    let reason = entry.message().unwrap_or(entry.code());
                    tracing::warn!(queue = self.queue.name, reason, "a message was not deleted");
                }
            }
            Err(error) => {
                let reason = DisplayErrorContext(error).to_string();
                tracing::warn!(queue = self.queue.name, reason, "messages were not deleted");
            }
        }
    }
}
