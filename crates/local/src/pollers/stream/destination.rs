//! What Lambda tells a failure destination about records that it gave up.

use aws_sdk_sqs::error::DisplayErrorContext;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::batch::{Batch, Entry};
use super::{StreamPoller, backoff};
use crate::template::{ACCOUNT, REGION};

/// Tries before the message is dropped: the stream must go on.
const TRIES: u32 = 8;

/// Why the records were given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    RetryAttemptsExhausted,
    RecordAgeExceeded,
}

/// Sends the metadata of a batch to the failure destination, if there is one.
pub(super) async fn tell(poller: &StreamPoller, shard: &str, batch: &Batch, condition: Condition) {
    let records = batch.entries.len();
    tracing::error!(
        function = poller.function,
        records,
        ?condition,
        "records were given up"
    );
    let Some(queue) = &poller.on_failure else {
        return;
    };
    let body = metadata(poller, shard, batch, condition).to_string();
    for failed in 0..TRIES {
        let request = poller
            .sqs
            .send_message()
            .queue_url(&queue.url)
            .message_body(&body);
        match request.send().await {
            Ok(_) => return,
            Err(error) => {
                let reason = DisplayErrorContext(error).to_string();
                tracing::warn!(
                    queue = queue.name,
                    reason,
                    "the failure destination refused"
                );
            }
        }
        tokio::time::sleep(backoff(failed)).await;
    }
    tracing::error!(
        queue = queue.name,
        body,
        "a message for the failure destination was dropped"
    );
}

fn metadata(poller: &StreamPoller, shard: &str, batch: &Batch, condition: Condition) -> Value {
    let condition = match condition {
        Condition::RetryAttemptsExhausted => "RetryAttemptsExhausted",
        Condition::RecordAgeExceeded => "RecordAgeExceeded",
    };
    let function = &poller.function;
    json!({
        "requestContext": {
            "requestId": Uuid::new_v4().to_string(),
            "functionArn": format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}"),
            "condition": condition,
            "approximateInvokeCount": batch.attempts,
        },
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
        },
        "version": "1.0",
        "timestamp": poller.clock.now().to_string(),
        "DDBStreamBatchInfo": {
            "shardId": shard,
            "startSequenceNumber": batch.entries.first().map(|entry| &entry.sequence),
            "endSequenceNumber": batch.entries.last().map(|entry| &entry.sequence),
            "approximateArrivalOfFirstRecord": arrival(batch.entries.first()),
            "approximateArrivalOfLastRecord": arrival(batch.entries.last()),
            "batchSize": batch.entries.len(),
            "streamArn": poller.stream_arn,
        },
    })
}

fn arrival(entry: Option<&Entry>) -> Option<String> {
    let time = Timestamp::from_second(entry?.created_at).ok()?;
    Some(time.to_string())
}
