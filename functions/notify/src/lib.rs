//! Sends the e-mail of each notification job, once: queue in, SES out.
//!
//! [`delivery`] handles one message; this page makes a batch of it. Each message fails alone,
//! and comes back after a pause that grows with its receives.

mod batch;
mod delivery;
mod keys;
mod letter;
mod mail;
mod mailer;
mod pacer;
mod sender;

use std::{
    panic::AssertUnwindSafe,
    time::{Duration, SystemTime},
};

use boot::{deadline::left, logs::chain};
use futures_util::{FutureExt, future::join_all};
use queue::Queue;
use store::Store;
use tokio::time::timeout;

pub use crate::{
    batch::Batch,
    batch::BatchFailures,
    keys::Keys,
    mailer::Mailer,
    pacer::Pacer,
    sender::{Sender, SenderAddress},
};
use crate::{
    batch::{Failure, Message},
    delivery::{Outcome, deliver},
    pacer::Turn,
};

/// What is kept of an invocation's time to say what becomes of each message: when Lambda ends it,
/// every message of the batch has failed.
const TIME_TO_REPORT: Duration = Duration::from_millis(400);
/// The last part of that, for the report alone.
const TIME_TO_ANSWER: Duration = Duration::from_millis(100);

/// What the function works with.
#[derive(Debug)]
pub struct App {
    /// The table.
    pub store: Store,
    /// The keys that codes and links are derived from.
    pub keys: Keys,
    /// Where jobs come from, and go back to.
    pub jobs: Queue,
    /// Sends mail.
    pub mailer: Mailer,
    /// Who mail comes from.
    pub sender: Sender,
    /// Keeps to the sending rate.
    pub pacer: Pacer,
}

/// Works on a batch's messages side by side. Returns those that must come again.
pub async fn handle(app: &App, batch: Batch, deadline: SystemTime) -> BatchFailures {
    let turns = app.pacer.turns(batch.records.len());
    let outcomes = batch
        .records
        .iter()
        .zip(turns)
        .map(|(message, turn)| async move {
            let failed = !guarded(app, message, turn, deadline).await;
            failed.then(|| Failure {
                item_identifier: message.message_id.clone(),
            })
        });
    let batch_item_failures: Vec<_> = join_all(outcomes).await.into_iter().flatten().collect();
    let (jobs, failed) = (batch.records.len(), batch_item_failures.len());
    tracing::info!(jobs, failed, "worked on a batch of jobs");
    BatchFailures {
        batch_item_failures,
    }
}

/// Works on one message, a panic and a service that hangs included. Returns whether it is done.
async fn guarded(app: &App, message: &Message, turn: Turn, deadline: SystemTime) -> bool {
    let work = AssertUnwindSafe(deliver(app, message, turn, deadline)).catch_unwind();
    let outcome = timeout(left(deadline, TIME_TO_REPORT), work).await;
    let seconds = match outcome {
        Ok(Ok(Outcome::Done)) => return true,
        Ok(Ok(Outcome::Retry { seconds })) => seconds,
        Ok(Ok(Outcome::Poison)) => 0,
        // Either may have left a claim behind, which the next attempt must outwait.
        Ok(Err(_)) | Err(_) => message.backoff().max(delivery::CLAIM_SECONDS),
    };
    if outcome.is_err() {
        tracing::warn!(
            message_id = message.message_id,
            "the invocation's time ran out; the job comes again"
        );
    }
    let hiding = app.jobs.hide(&message.receipt_handle, seconds);
    let hidden = timeout(left(deadline, TIME_TO_ANSWER), hiding).await;
    let error = match hidden {
        Ok(Ok(())) => return false,
        Ok(Err(error)) => chain(&error),
        Err(_) => "the invocation's time ran out".to_owned(),
    };
    tracing::warn!(
        error,
        "a job comes back after the queue's own pause instead of ours"
    );
    false
}
