//! What to do with a batch after an attempt. Pure, so that every rule can be tested alone.

use std::time::Duration;

use serde_json::Value;

use crate::template::StreamSource;

/// A record on its way to a function.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) sequence: String,
    pub(super) created_at: i64,
    pub(super) event: Value,
}

/// Records that are tried together.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Batch {
    pub(super) entries: Vec<Entry>,
    /// Invocations so far that count against the retries.
    pub(super) attempts: u32,
}

/// How an attempt went.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outcome {
    /// All records are done.
    Done,
    /// Records up to this index are done; it and what follows are to be tried again.
    FailedFrom(usize),
}

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// The batch is done.
    Finished,
    /// Try these in this order; the records before them are done.
    Retry(Vec<Batch>),
    /// The retries are used up: these records go to the failure destination.
    GiveUp(Batch),
}

/// Decides by the mapping's settings.
pub(super) fn after(mut batch: Batch, outcome: &Outcome, source: &StreamSource) -> Step {
    let Outcome::FailedFrom(index) = *outcome else {
        return Step::Finished;
    };
    let rest = batch.entries.split_off(index.min(batch.entries.len()));
    if rest.is_empty() {
        return Step::Finished;
    }
    // Cutting at the reported record, or in the middle when nothing got done, does not use up a retry:
    // the poison is alone before the retries count.
    if source.bisects && index > 0 {
        return Step::Retry(vec![Batch {
            entries: rest,
            attempts: batch.attempts,
        }]);
    }
    if source.bisects && rest.len() > 1 {
        let mut first = rest;
        let second = first.split_off(first.len() / 2);
        let attempts = batch.attempts;
        return Step::Retry(vec![
            Batch {
                entries: first,
                attempts,
            },
            Batch {
                entries: second,
                attempts,
            },
        ]);
    }
    let attempts = batch.attempts + 1;
    let rest = Batch {
        entries: rest,
        attempts,
    };
    match source.maximum_retries {
        Some(maximum) if attempts > maximum => Step::GiveUp(rest),
        _ => Step::Retry(vec![rest]),
    }
}

/// Cuts off the records that are too old, from the front: a stream is in order of time.
pub(super) fn split_expired(batch: &mut Batch, age: Option<Duration>, now: i64) -> Vec<Entry> {
    let Some(age) = age.and_then(|age| i64::try_from(age.as_secs()).ok()) else {
        return Vec::new();
    };
    let young = batch
        .entries
        .iter()
        .position(|entry| now - entry.created_at <= age);
    batch
        .entries
        .drain(..young.unwrap_or(batch.entries.len()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{Filter, StartingPosition};

    fn source(bisects: bool, maximum_retries: Option<u32>) -> StreamSource {
        StreamSource {
            table: "t".to_owned(),
            batch_size: 100,
            starting_position: StartingPosition::TrimHorizon,
            filter: Filter::default(),
            reports_failures: true,
            bisects,
            maximum_retries,
            maximum_age: None,
            on_failure: None,
        }
    }

    fn batch(sequences: std::ops::Range<i64>, attempts: u32) -> Batch {
        let entries = sequences.map(|number| Entry {
            sequence: number.to_string(),
            created_at: number,
            event: Value::Null,
        });
        Batch {
            entries: entries.collect(),
            attempts,
        }
    }

    #[test]
    fn a_batch_that_succeeds_is_finished() {
        assert_eq!(
            after(batch(0..3, 0), &Outcome::Done, &source(true, None)),
            Step::Finished
        );
    }

    #[test]
    fn the_rest_is_tried_again_from_the_lowest_failure() {
        let step = after(
            batch(0..5, 0),
            &Outcome::FailedFrom(2),
            &source(false, None),
        );
        assert_eq!(step, Step::Retry(vec![batch(2..5, 1)]));
    }

    #[test]
    fn a_cut_at_the_failure_does_not_use_up_a_retry() {
        let step = after(
            batch(0..5, 0),
            &Outcome::FailedFrom(2),
            &source(true, Some(0)),
        );
        assert_eq!(step, Step::Retry(vec![batch(2..5, 0)]));
    }

    #[test]
    fn a_batch_that_fails_whole_is_cut_in_two() {
        let step = after(
            batch(0..5, 0),
            &Outcome::FailedFrom(0),
            &source(true, Some(0)),
        );
        assert_eq!(step, Step::Retry(vec![batch(0..2, 0), batch(2..5, 0)]));
    }

    #[test]
    fn a_single_record_is_given_up_when_its_retries_are_used_up() {
        let source = source(true, Some(1));
        let step = after(batch(0..1, 0), &Outcome::FailedFrom(0), &source);
        assert_eq!(step, Step::Retry(vec![batch(0..1, 1)]));
        let step = after(batch(0..1, 1), &Outcome::FailedFrom(0), &source);
        assert_eq!(step, Step::GiveUp(batch(0..1, 2)));
    }

    #[test]
    fn without_a_bound_nothing_is_given_up() {
        let step = after(
            batch(0..1, 9_999),
            &Outcome::FailedFrom(0),
            &source(true, None),
        );
        assert_eq!(step, Step::Retry(vec![batch(0..1, 10_000)]));
    }

    #[test]
    fn records_over_the_age_are_cut_off_from_the_front() {
        let mut records = batch(0..10, 0);
        let expired = split_expired(&mut records, Some(Duration::from_secs(5)), 12);
        assert_eq!((expired.len(), records.entries.len()), (7, 3));
        assert!(split_expired(&mut records, None, 1_000_000).is_empty());
    }
}
