//! A small persistent SQS: standard queues on one SQLite file, behind the SDK's protocol (AWS JSON 1.0).
//!
//! It does what tkt, its operators and its tests ask of SQS, with the service's limits and refusals.
//! Absent on purpose: FIFO queues, permissions and tags, encryption (its settings are kept and shown, no more),
//! the one-minute pause between two purges, the limit of 120,000 messages in flight, and the pace of a
//! message move task (it moves everything at once).

mod error;
mod http;
mod message;
mod ops;
mod queue;
mod receipt;
mod settings;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use tokio::sync::Notify;

pub use error::SqsError;

use super::clock::Clock;
use super::sqlite::{Database, StorageError};

/// All queues of one file. Clones are the same queues.
#[derive(Clone, Debug)]
pub struct Queues {
    database: Database,
    clock: Clock,
    /// Rung whenever a message may have become receivable, for those who wait for one.
    arrivals: Arc<Notify>,
    base_url: Option<Arc<str>>,
}

/// How many messages a queue holds, by what they wait for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Can be received now.
    pub visible: u64,
    /// Received, not deleted, and hidden until their visibility timeout ends.
    pub in_flight: u64,
    /// Sent with a delay that has not passed.
    pub delayed: u64,
}

impl Queues {
    /// Opens the file at `path`, or creates it.
    pub fn open(path: &Path, clock: Clock) -> Result<Self, StorageError> {
        Ok(Self {
            database: Database::open(path, queue::SCHEMA)?,
            clock,
            arrivals: Arc::new(Notify::new()),
            base_url: None,
        })
    }

    /// Builds queue URLs from `base_url` instead of the `Host` that a request names.
    #[must_use]
    pub fn with_base_url(mut self, base_url: &str) -> Self {
        self.base_url = Some(base_url.trim_end_matches('/').into());
        self
    }

    /// Makes those who wait for a message look again: the clock was moved, and a delay may have ended.
    pub fn look_again(&self) {
        self.arrivals.notify_waiters();
    }

    /// Counts the messages of the queue `name`.
    pub async fn counts(&self, name: &str) -> Result<Counts, SqsError> {
        let now_ms = self.clock.now_ms();
        let name = name.to_owned();
        self.database
            .run(move |tx| {
                let queue = queue::Queue::named(tx, &name)?;
                queue.counts(tx, now_ms)
            })
            .await
    }
}

/// The HTTP side: everything the SDK sends goes to `POST /`.
pub fn router(queues: Queues) -> Router {
    http::router(queues)
}

/// The ARN that the queue `name` has here.
pub fn queue_arn(name: &str) -> String {
    format!("arn:aws:sqs:us-east-1:{ACCOUNT}:{name}")
}

/// The account that all queues belong to, as it stands in their URLs.
const ACCOUNT: &str = "000000000000";
