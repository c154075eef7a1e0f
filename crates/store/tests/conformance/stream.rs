//! Reads a table's stream.

use std::time::Duration;

use aws_sdk_dynamodbstreams::{
    Client,
    types::{AttributeValue, Record, Shard, ShardIteratorType},
};
use tokio::time::Instant;

use crate::database::Database;

/// How long a record may take to appear.
const PATIENCE: Duration = Duration::from_secs(10);

/// The stream of the database's table.
pub(crate) struct Stream {
    pub(crate) client: Client,
    pub(crate) arn: String,
}

impl Stream {
    pub(crate) async fn of(db: &Database) -> Self {
        Self {
            client: db.table.streams(),
            arn: db.table.stream_arn().await,
        }
    }

    pub(crate) async fn shards(&self) -> Vec<Shard> {
        let request = self.client.describe_stream().stream_arn(&self.arn);
        let answer = request.send().await.unwrap();
        answer.stream_description.unwrap().shards.unwrap()
    }

    /// An iterator on the first shard: a test's few records do not fill a second one.
    pub(crate) async fn iterator(&self, kind: ShardIteratorType, at: Option<&str>) -> String {
        let shard = self.shards().await[0].shard_id().unwrap().to_owned();
        let request = self.client.get_shard_iterator().stream_arn(&self.arn);
        let request = request
            .shard_id(shard)
            .shard_iterator_type(kind)
            .set_sequence_number(at.map(str::to_owned));
        request.send().await.unwrap().shard_iterator.unwrap()
    }

    /// One read: what it gave, and where to go on.
    pub(crate) async fn read(&self, iterator: &str, limit: i32) -> (Vec<Record>, String) {
        let request = self.client.get_records().shard_iterator(iterator);
        let answer = request.limit(limit).send().await.unwrap();
        let next = answer.next_shard_iterator.unwrap();
        (answer.records.unwrap_or_default(), next)
    }

    /// Reads on from an iterator until there are `count` records, and once more.
    pub(crate) async fn follow(&self, mut iterator: String, count: usize) -> Vec<Record> {
        let deadline = Instant::now() + PATIENCE;
        let mut records = Vec::new();
        while records.len() < count {
            assert!(
                Instant::now() < deadline,
                "{count} were expected: {records:?}"
            );
            let (more, next) = self.read(&iterator, 1000).await;
            records.extend(more);
            iterator = next;
        }
        let (more, _) = self.read(&iterator, 1000).await;
        records.extend(more);
        assert_eq!(records.len(), count, "{records:?}");
        records
    }

    /// All records so far, of which there are `count`.
    pub(crate) async fn records(&self, count: usize) -> Vec<Record> {
        let start = self.iterator(ShardIteratorType::TrimHorizon, None).await;
        self.follow(start, count).await
    }
}

pub(crate) fn sequence(record: &Record) -> &str {
    record.dynamodb().unwrap().sequence_number().unwrap()
}

/// What happened, to which sort key.
pub(crate) fn told(record: &Record) -> (&str, &str) {
    let key = &record.dynamodb().unwrap().keys().unwrap()["sk"];
    (record.event_name().unwrap().as_str(), key.as_s().unwrap())
}

pub(crate) fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}
