//! Reads one shard from its position to its end.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodbstreams::error::DisplayErrorContext;
use aws_sdk_dynamodbstreams::operation::get_records::GetRecordsOutput;
use aws_sdk_dynamodbstreams::types::{Record, ShardIteratorType};

use super::batch::Entry;
use super::{StreamPoller, backoff, delivery, record};
use crate::services::dynamodb::KEPT_SECONDS;
use crate::template::StartingPosition;

/// The pause after a read that gave nothing.
const PAUSE: Duration = Duration::from_millis(100);
/// What one read can give.
const LARGEST_READ: usize = 1_000;

/// Why a read must be tried again.
enum ReadError {
    /// The iterator is too old; the position is good.
    IteratorExpired,
    /// The stream does not keep the position's record any more.
    PositionTrimmed,
    /// Anything else, with the whole chain of causes.
    Service(String),
    /// The position could not be written.
    Position(io::Error),
}

/// Reads until the shard is closed and read to its end.
pub(super) async fn read(poller: Arc<StreamPoller>, shard: String) {
    let mut failed = 0;
    loop {
        match read_on(&poller, &shard, &mut failed).await {
            Ok(()) => return,
            Err(ReadError::IteratorExpired) => {}
            Err(ReadError::PositionTrimmed) => {
                tracing::warn!(
                    shard,
                    "the stream was trimmed past the position: records are lost"
                );
                if let Err(error) = poller.position.reset(&shard) {
                    tracing::error!(%error, "the stream's position cannot be written");
                }
            }
            Err(ReadError::Service(reason)) => {
                tracing::warn!(shard, reason, "a stream cannot be read");
            }
            Err(ReadError::Position(error)) => {
                tracing::error!(%error, "the stream's position cannot be written");
            }
        }
        tokio::time::sleep(backoff(failed)).await;
        failed += 1;
    }
}

async fn read_on(poller: &StreamPoller, shard: &str, failed: &mut u32) -> Result<(), ReadError> {
    let mut iterator = first_iterator(poller, shard).await?;
    while let Some(current) = iterator {
        let answer = records(poller, current).await?;
        *failed = 0;
        let records = answer.records.unwrap_or_default();
        let empty = records.is_empty();
        hand_over(poller, shard, &records)
            .await
            .map_err(ReadError::Position)?;
        iterator = answer.next_shard_iterator;
        if empty && iterator.is_some() {
            tokio::time::sleep(PAUSE).await;
        }
    }
    poller.position.finish(shard).map_err(ReadError::Position)
}

/// Delivers what passes the filter, and moves the position behind what does not.
async fn hand_over(poller: &StreamPoller, shard: &str, records: &[Record]) -> io::Result<()> {
    let mut batch = Vec::new();
    for record in records {
        batch.extend(entry(poller, record));
        if batch.len() >= poller.source.batch_size {
            delivery::deliver(poller, shard, std::mem::take(&mut batch)).await?;
        }
    }
    delivery::deliver(poller, shard, batch).await?;
    let last = records
        .last()
        .and_then(|record| record.dynamodb()?.sequence_number());
    match last {
        Some(last) if poller.position.after(shard).as_deref() != Some(last) => {
            poller.position.advance(shard, last)
        }
        _ => Ok(()),
    }
}

fn entry(poller: &StreamPoller, record: &Record) -> Option<Entry> {
    let event = record::event_record(record, &poller.stream_arn);
    if !poller.source.filter.passes(&event) {
        return None;
    }
    let change = record.dynamodb()?;
    let sequence = change.sequence_number()?.to_owned();
    let stamp = change.approximate_creation_date_time();
    let created_at = poller
        .clock
        .shown_at(stamp.map_or(i64::MAX, |time| time.secs()));
    if poller.clock.now().as_second().saturating_sub(created_at) > KEPT_SECONDS {
        // A stream is trimmed now and then, so it may still hold what DynamoDB keeps no longer.
        tracing::warn!(
            sequence,
            "a stream record is more than a day old: it is lost"
        );
        return None;
    }
    Some(Entry {
        sequence,
        created_at,
        event,
    })
}

async fn first_iterator(poller: &StreamPoller, shard: &str) -> Result<Option<String>, ReadError> {
    let after = poller.position.after(shard);
    let kind = match (&after, poller.source.starting_position) {
        (Some(_), _) => ShardIteratorType::AfterSequenceNumber,
        (None, StartingPosition::TrimHorizon) => ShardIteratorType::TrimHorizon,
        (None, StartingPosition::Latest) => ShardIteratorType::Latest,
    };
    let request = poller
        .client
        .get_shard_iterator()
        .stream_arn(&poller.stream_arn);
    let request = request
        .shard_id(shard)
        .shard_iterator_type(kind)
        .set_sequence_number(after);
    let answer = request
        .send()
        .await
        .map_err(|error| match error.as_service_error() {
            Some(service) if service.is_trimmed_data_access_exception() => {
                ReadError::PositionTrimmed
            }
            _ => ReadError::Service(DisplayErrorContext(error).to_string()),
        })?;
    Ok(answer.shard_iterator)
}

async fn records(poller: &StreamPoller, iterator: String) -> Result<GetRecordsOutput, ReadError> {
    let limit = i32::try_from(poller.source.batch_size.clamp(1, LARGEST_READ)).unwrap_or(100);
    let request = poller
        .client
        .get_records()
        .shard_iterator(iterator)
        .limit(limit);
    request
        .send()
        .await
        .map_err(|error| match error.as_service_error() {
            Some(service) if service.is_expired_iterator_exception() => ReadError::IteratorExpired,
            Some(service) if service.is_trimmed_data_access_exception() => {
                ReadError::PositionTrimmed
            }
            _ => ReadError::Service(DisplayErrorContext(error).to_string()),
        })
}
