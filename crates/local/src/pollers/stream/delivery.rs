//! Takes the records of one read to the function, until each is done or given up.

use std::collections::{BTreeSet, VecDeque};
use std::io;

use bytes::Bytes;
use serde_json::json;

use super::batch::{self, Batch, Entry, Outcome, Step};
use super::destination::{self, Condition};
use super::{StreamPoller, backoff};
use crate::pollers::{Failures, WAIT_FOR_COPY, failures};

/// Delivers the entries in order and moves the position behind each that is done with.
pub(super) async fn deliver(
    poller: &StreamPoller,
    shard: &str,
    entries: Vec<Entry>,
) -> io::Result<()> {
    let mut work = VecDeque::from([Batch {
        entries,
        attempts: 0,
    }]);
    let mut failed = 0;
    while let Some(mut current) = work.pop_front() {
        give_up_expired(poller, shard, &mut current).await?;
        let Some(last) = current.entries.last().map(|entry| entry.sequence.clone()) else {
            continue;
        };
        let outcome = attempt(poller, &current).await;
        let done = match outcome {
            Outcome::Done => Some(last.clone()),
            Outcome::FailedFrom(index) => index
                .checked_sub(1)
                .map(|index| current.entries[index].sequence.clone()),
        };
        if let Some(done) = done {
            poller.position.advance(shard, &done)?;
        }
        match batch::after(current, &outcome, &poller.source) {
            Step::Finished => failed = 0,
            Step::Retry(batches) => {
                for batch in batches.into_iter().rev() {
                    work.push_front(batch);
                }
                tokio::time::sleep(backoff(failed)).await;
                failed += 1;
            }
            Step::GiveUp(batch) => {
                failed = 0;
                destination::tell(poller, shard, &batch, Condition::RetryAttemptsExhausted).await;
                poller.position.advance(shard, &last)?;
            }
        }
    }
    Ok(())
}

async fn give_up_expired(poller: &StreamPoller, shard: &str, batch: &mut Batch) -> io::Result<()> {
    let now = poller.clock.now().as_second();
    let expired = batch::split_expired(batch, poller.source.maximum_age, now);
    let Some(last) = expired.last().map(|entry| entry.sequence.clone()) else {
        return Ok(());
    };
    let expired = Batch {
        entries: expired,
        attempts: batch.attempts,
    };
    destination::tell(poller, shard, &expired, Condition::RecordAgeExceeded).await;
    poller.position.advance(shard, &last)
}

async fn attempt(poller: &StreamPoller, batch: &Batch) -> Outcome {
    let records: Vec<_> = batch.entries.iter().map(|entry| &entry.event).collect();
    let payload = Bytes::from(json!({ "Records": records }).to_string());
    let answer = match poller
        .host
        .invoke(&poller.function, payload, WAIT_FOR_COPY)
        .await
    {
        Ok(answer) => answer,
        Err(error) => {
            let records = batch.entries.len();
            tracing::warn!(function = poller.function, records, %error, "a batch failed");
            return Outcome::FailedFrom(0);
        }
    };
    if !poller.source.reports_failures {
        return Outcome::Done;
    }
    let sequences: BTreeSet<String> = batch
        .entries
        .iter()
        .map(|entry| entry.sequence.clone())
        .collect();
    match failures(&answer, &sequences) {
        Failures::None => Outcome::Done,
        Failures::All => Outcome::FailedFrom(0),
        // The checkpoint is the lowest number; the entries are in their order.
        Failures::Some(failed) => batch
            .entries
            .iter()
            .position(|entry| failed.contains(&entry.sequence))
            .map_or(Outcome::Done, Outcome::FailedFrom),
    }
}
