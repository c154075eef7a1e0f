//! A DynamoDB stream to Lambda: reads each shard in order, filters, invokes, and keeps its place.

mod batch;
mod delivery;
mod destination;
mod position;
mod record;
mod shard;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodbstreams::Client;
use aws_sdk_dynamodbstreams::error::DisplayErrorContext;
use aws_sdk_dynamodbstreams::types::Shard;
use tokio::task::JoinSet;

use super::backoff;
use crate::lambda::Host;
use crate::services::clock::MovableClock;
use crate::template::{Queue, StreamSource};
pub use position::{Position, PositionError};
pub use record::event_record;

/// How often the list of shards is read. They change every few hours at the most.
const SHARDS_EVERY: Duration = Duration::from_secs(2);

/// One event source mapping from a stream to a function.
pub struct StreamPoller {
    /// Reads the stream.
    pub client: Client,
    /// Tells the failure destination.
    pub sqs: aws_sdk_sqs::Client,
    /// Runs the function.
    pub host: Host,
    /// The function's name.
    pub function: String,
    /// The stream's ARN.
    pub stream_arn: String,
    /// The mapping's settings.
    pub source: StreamSource,
    /// The queue that is told of what was given up.
    pub on_failure: Option<Queue>,
    /// The time that records age by.
    pub clock: MovableClock,
    /// Where reading stands.
    pub position: Arc<Position>,
}

impl StreamPoller {
    /// The file of a function's position below the data folder.
    pub fn position_file(data: &std::path::Path, function: &str) -> PathBuf {
        data.join(format!("stream-{function}.json"))
    }

    /// Reads until the task is ended.
    pub async fn run(self) {
        let poller = Arc::new(self);
        let mut started = BTreeSet::new();
        let mut readers = JoinSet::new();
        let mut failed = 0;
        loop {
            match poller.shards().await {
                Ok(shards) => {
                    failed = 0;
                    for shard in poller.readable(&shards) {
                        if started.insert(shard.clone()) {
                            readers.spawn(shard::read(Arc::clone(&poller), shard));
                        }
                    }
                    tokio::time::sleep(SHARDS_EVERY).await;
                }
                Err(reason) => {
                    tracing::warn!(function = poller.function, reason, "a stream has no list");
                    tokio::time::sleep(backoff(failed)).await;
                    failed += 1;
                }
            }
        }
    }

    async fn shards(&self) -> Result<Vec<Shard>, String> {
        let mut shards = Vec::new();
        let mut after = None;
        loop {
            let page = self
                .client
                .describe_stream()
                .stream_arn(&self.stream_arn)
                .set_exclusive_start_shard_id(after)
                .send()
                .await
                .map_err(|error| DisplayErrorContext(error).to_string())?;
            let Some(description) = page.stream_description else {
                return Ok(shards);
            };
            shards.extend(description.shards.unwrap_or_default());
            after = description.last_evaluated_shard_id;
            if after.is_none() {
                return Ok(shards);
            }
        }
    }

    /// Shards whose parent is read to its end, or is gone: order within an item needs that.
    fn readable(&self, shards: &[Shard]) -> Vec<String> {
        let present: BTreeSet<&str> = shards.iter().filter_map(Shard::shard_id).collect();
        shards
            .iter()
            .filter(|shard| {
                shard.parent_shard_id().is_none_or(|parent| {
                    !present.contains(parent) || self.position.is_finished(parent)
                })
            })
            .filter_map(Shard::shard_id)
            .filter(|shard| !self.position.is_finished(shard))
            .map(str::to_owned)
            .collect()
    }
}
