//! The queue of notification jobs: SQS.

use std::error::Error;

use aws_sdk_sqs::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    types::SendMessageBatchRequestEntry,
};
use boot::{
    aws::{Aws, SQS},
    environment::{ConfigError, required},
};
use domain::job::Job;

/// How many messages one call may carry (SQS, SendMessageBatch).
const BATCH: usize = 10;

/// One queue.
#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

/// SQS did not take a message, or did not change one.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// The call failed.
    #[error("SQS did not carry out {operation}")]
    Unavailable {
        /// The call.
        operation: &'static str,
        /// What the SDK says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The call succeeded, but not for this message.
    #[error("SQS refused a message: {0}")]
    Refused(String),
}

impl Queue {
    /// The queue whose URL stands in the variable `name`.
    ///
    /// # Errors
    /// When the environment lacks the URL.
    pub fn from_environment(aws: &Aws, name: &'static str) -> Result<Self, ConfigError> {
        Ok(Self::new(Client::new(&aws.config(SQS)?), required(name)?))
    }

    /// The queue at `url`, reached by `client`.
    pub fn new(client: Client, url: String) -> Self {
        Self { client, url }
    }

    /// Puts jobs on the queue. Returns the indexes of those that it did not take. A queue that
    /// does not answer is not asked again for the rest: each time would cost the caller seconds
    /// that it does not have.
    pub async fn send(&self, jobs: &[Job]) -> Vec<(usize, QueueError)> {
        let mut failed = Vec::new();
        for (batch, chunk) in jobs.chunks(BATCH).enumerate() {
            let first = batch * BATCH;
            match self.send_batch(chunk).await {
                Ok(refused) => {
                    failed.extend(refused.into_iter().map(|(i, error)| (first + i, error)));
                }
                Err(error) => {
                    let reason = error.to_string();
                    failed.push((first, error));
                    failed.extend(
                        (first + 1..jobs.len()).map(|i| (i, QueueError::Refused(reason.clone()))),
                    );
                    break;
                }
            }
        }
        failed
    }

    async fn send_batch(&self, jobs: &[Job]) -> Result<Vec<(usize, QueueError)>, QueueError> {
        let mut request = self.client.send_message_batch().queue_url(&self.url);
        for (index, job) in jobs.iter().enumerate() {
            let entry = SendMessageBatchRequestEntry::builder()
                .id(index.to_string())
                .message_body(body(job)?)
                .build()
                .map_err(|error| QueueError::Refused(error.to_string()))?;
            request = request.entries(entry);
        }
        let answer = request
            .send()
            .await
            .map_err(unavailable("SendMessageBatch"))?;
        Ok(answer
            .failed
            .into_iter()
            .filter_map(|entry| Some((entry.id.parse().ok()?, QueueError::Refused(entry.code))))
            .collect())
    }

    /// Puts one message on the queue, to be seen after `delay_seconds` (at most 900).
    ///
    /// # Errors
    /// When SQS does not take it.
    pub async fn send_later(&self, body: &str, delay_seconds: i32) -> Result<(), QueueError> {
        self.client
            .send_message()
            .queue_url(&self.url)
            .message_body(body)
            .delay_seconds(delay_seconds.min(900))
            .send()
            .await
            .map_err(unavailable("SendMessage"))?;
        Ok(())
    }

    /// Hides a received message for `seconds` from now on.
    ///
    /// # Errors
    /// When SQS does not do it.
    pub async fn hide(&self, receipt_handle: &str, seconds: i32) -> Result<(), QueueError> {
        self.client
            .change_message_visibility()
            .queue_url(&self.url)
            .receipt_handle(receipt_handle)
            .visibility_timeout(seconds)
            .send()
            .await
            .map_err(unavailable("ChangeMessageVisibility"))?;
        Ok(())
    }
}

fn body(job: &Job) -> Result<String, QueueError> {
    serde_json::to_string(job).map_err(|error| QueueError::Refused(error.to_string()))
}

fn unavailable<E>(operation: &'static str) -> impl FnOnce(SdkError<E>) -> QueueError
where
    E: Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    move |source| QueueError::Unavailable {
        operation,
        source: Box::new(source),
    }
}
