//! Where a reader of a stream may begin, and how it goes on.

use aws_sdk_dynamodbstreams::types::{Record, ShardIteratorType as Kind};

use crate::database::{Database, Each, item, outcome};
use crate::stream::{Stream, sequence, told};

pub(crate) async fn ten(db: &Database) {
    db.fill((0..10).map(|i| item("P", &i.to_string(), [])))
        .await;
}

fn sort_keys(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| told(record).1).collect()
}

#[tokio::test]
async fn the_trim_horizon_begins_with_the_first_record_each_time() {
    let db = Database::start().await;
    ten(&db).await;
    let stream = Stream::of(&db).await;
    let first = stream.records(10).await;
    let second = stream.records(10).await;
    assert_eq!(
        sort_keys(&first),
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    );
    assert_eq!(first, second);
}

#[tokio::test]
async fn a_reader_begins_at_or_after_a_sequence_number() {
    let db = Database::start().await;
    ten(&db).await;
    let stream = Stream::of(&db).await;
    let all = stream.records(10).await;
    let at = stream
        .iterator(Kind::AtSequenceNumber, Some(sequence(&all[7])))
        .await;
    assert_eq!(stream.follow(at, 3).await, all[7..]);
    let after = stream
        .iterator(Kind::AfterSequenceNumber, Some(sequence(&all[7])))
        .await;
    assert_eq!(stream.follow(after, 2).await, all[8..]);
    let behind = stream
        .iterator(Kind::AfterSequenceNumber, Some(sequence(&all[9])))
        .await;
    assert_eq!(stream.follow(behind, 0).await, []);
}

#[tokio::test]
async fn latest_begins_with_what_comes_after() {
    let db = Database::start().await;
    ten(&db).await;
    let stream = Stream::of(&db).await;
    let latest = stream.iterator(Kind::Latest, None).await;
    db.fill([item("P", "later", [])]).await;
    assert_eq!(sort_keys(&stream.follow(latest, 1).await), ["later"]);
}

#[tokio::test]
async fn an_iterator_at_the_end_stays_usable_and_gives_what_comes() {
    let db = Database::start().await;
    ten(&db).await;
    let stream = Stream::of(&db).await;
    let last = sequence(&stream.records(10).await[9]).to_owned();
    let mut iterator = stream
        .iterator(Kind::AfterSequenceNumber, Some(&last))
        .await;
    for i in 0..3 {
        for _ in 0..3 {
            let (nothing, next) = stream.read(&iterator, 100).await;
            assert_eq!(nothing, []);
            iterator = next;
        }
        db.fill([item("P", &format!("later {i}"), [])]).await;
        let one = stream.follow(iterator.clone(), 1).await;
        assert_eq!(sort_keys(&one), [format!("later {i}")]);
        iterator = stream
            .iterator(Kind::AfterSequenceNumber, Some(sequence(&one[0])))
            .await;
    }
}

/// DynamoDB Local numbers the records of all tables together, and takes an iterator of a shard
/// that is still empty for too old once another table has used its number.
#[tokio::test]
async fn an_iterator_of_an_empty_shard_waits_for_the_first_record() {
    let (db, other) = (Database::start().await, Database::start().await);
    let stream = Stream::of(&db).await;
    let iterator = stream.iterator(Kind::TrimHorizon, None).await;
    ten(&other).await;
    db.fill([item("P", "first", [])]).await;
    let read = stream.client.get_records().shard_iterator(iterator);
    let each = Each {
        embedded: "done",
        genuine: "TrimmedDataAccessException",
    };
    db.differs(outcome(&read.send().await).as_str(), each);
    assert_eq!(sort_keys(&stream.records(1).await), ["first"]);
}

#[tokio::test]
async fn a_read_gives_at_most_its_limit_and_each_record_once() {
    let db = Database::start().await;
    ten(&db).await;
    let stream = Stream::of(&db).await;
    let mut iterator = stream.iterator(Kind::TrimHorizon, None).await;
    let mut met = Vec::new();
    while met.len() < 10 {
        let (records, next) = stream.read(&iterator, 3).await;
        assert!(records.len() <= 3);
        met.extend(records);
        iterator = next;
    }
    assert_eq!(met, stream.records(10).await);
}

#[tokio::test]
async fn an_iterator_can_be_read_twice() {
    let db = Database::start().await;
    ten(&db).await;
    let stream = Stream::of(&db).await;
    let iterator = stream.iterator(Kind::TrimHorizon, None).await;
    let (first, _) = stream.read(&iterator, 4).await;
    let (again, _) = stream.read(&iterator, 4).await;
    assert_eq!(first, again);
}

#[tokio::test]
async fn a_stream_has_one_open_shard_at_first() {
    let db = Database::start().await;
    ten(&db).await;
    let shards = Stream::of(&db).await.shards().await;
    assert_eq!(shards.len(), 1);
    assert!(shards[0].shard_id().unwrap().starts_with("shardId-"));
    let range = shards[0].sequence_number_range().unwrap();
    let each = Each {
        embedded: true,
        genuine: false,
    };
    db.differs(range.ending_sequence_number().is_some(), each);
}
