//! Nobody reads the stream for 25 hours, and it forgets. The walk over the events, which every start
//! of the stack begins with, finds what was never announced.

use aws_sdk_dynamodbstreams::types::{Record, ShardIteratorType};
use local::services::tables;

use super::{
    Tally,
    desk::{Desk, addresses, until},
};
use crate::{TestApp, history::Allowed};

const EARLIER: usize = 4;
const MISSED: usize = 10;
/// The stream keeps 24 hours.
const AWAY: u64 = 25 * 3_600;

/// Some mails are sent before, none while publish is off, the rest after.
pub async fn run(_seed: u64) -> Tally {
    let mut desk = Desk::open(TestApp::options()).await;
    desk.visitors(&addresses("earlier", EARLIER)).await;
    let earlier = 2 * EARLIER as u64;
    desk.sent(earlier).await;
    desk.check(&Allowed::default()).await;

    desk.app
        .start_again_with(|start| start.without("publish"))
        .await;
    let missed = desk.visitors(&addresses("missed", MISSED)).await;
    assert_eq!(events_in_stream(&desk, &missed).await, MISSED);
    desk.app.advance(AWAY).await;
    until("the stream to be trimmed", || async {
        events_in_stream(&desk, &missed).await == 0
    })
    .await;
    assert_eq!(desk.app.mailbox().await.len(), 2 * EARLIER);

    desk.app
        .start_again_with(|start| start.with("publish"))
        .await;
    desk.sent(earlier + 2 * MISSED as u64).await;
    desk.check(&Allowed::default()).await;
    assert_eq!(announced_again(&desk), 2 * MISSED as u64);
    assert_eq!(
        invocations(&desk, "publish").await,
        0,
        "the stream told nothing"
    );

    desk.app.start_again_with(|start| start).await;
    assert_eq!(announced_again(&desk), 2 * MISSED as u64, "nothing is left");
    let faults = [("publish off for 25 hours", 1)];
    desk.close(&Allowed::default(), &faults).await
}

/// How many jobs all walks so far have put on the queue.
fn announced_again(desk: &Desk) -> u64 {
    desk.total("announce-again", "walked the events", "announced")
}

/// How often a function was invoked since the stack's last start.
async fn invocations(desk: &Desk, function: &str) -> u64 {
    let functions = desk.app.get("/_local/functions").await;
    let mut functions = functions.as_array().into_iter().flatten();
    let found = functions.find(|found| found["name"] == function);
    let found = found.expect("the function");
    found["invocations"].as_u64().expect("a count")
}

/// How many of these tickets' events the stream still holds.
async fn events_in_stream(desk: &Desk, tickets: &[String]) -> usize {
    let records = stream(desk).await;
    let is_event = |record: &&Record| {
        let key = |name| {
            let keys = record.dynamodb()?.keys()?;
            keys.get(name)?.as_s().ok()
        };
        let (Some(pk), Some(sk)) = (key("pk"), key("sk")) else {
            return false;
        };
        sk.starts_with("E#") && tickets.iter().any(|number| pk.ends_with(number.as_str()))
    };
    records.iter().filter(is_event).count()
}

/// All that the table's stream holds.
async fn stream(desk: &Desk) -> Vec<Record> {
    let services = desk.app.services().await;
    let table = desk.app.tables().await.main;
    let arn = tables::stream_arn(&services.dynamodb(), &table).await;
    let arn = arn.expect("a table").expect("a stream");
    let client = services.streams();
    let described = client.describe_stream().stream_arn(&arn).send().await;
    let described = described.expect("the stream's shards").stream_description;
    let mut records = Vec::new();
    for shard in described.expect("a description").shards() {
        let iterator = client
            .get_shard_iterator()
            .stream_arn(&arn)
            .set_shard_id(shard.shard_id.clone())
            .shard_iterator_type(ShardIteratorType::TrimHorizon)
            .send()
            .await;
        let mut next = iterator.expect("an iterator").shard_iterator;
        while let Some(iterator) = next {
            let read = client.get_records().shard_iterator(iterator).send().await;
            let read = read.expect("records");
            let found = read.records.unwrap_or_default();
            next = read.next_shard_iterator.filter(|_| !found.is_empty());
            records.extend(found);
        }
    }
    records
}
