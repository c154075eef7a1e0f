//! DynamoDB on this machine: tables from the template, and the guards of a long-lived file.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use aws_sdk_dynamodb::types::AttributeValue;
use local::aws::Services;
use local::lambda::Endpoints;
use local::services::clock::MovableClock;
use local::services::dynamodb::DynamoDb;
use local::services::tables::{self, TableError};
use local::template::{Local, Stack, Table};
use tempfile::TempDir;

struct Database {
    dynamodb: DynamoDb,
    client: aws_sdk_dynamodb::Client,
    streams: aws_sdk_dynamodbstreams::Client,
    folder: TempDir,
}

impl Database {
    async fn start() -> Self {
        Self::start_in(tempfile::tempdir().unwrap()).await
    }

    async fn start_in(folder: TempDir) -> Self {
        let dynamodb = DynamoDb::start(&folder.path().join("dynamodb.sqlite"))
            .await
            .unwrap();
        let services = Services::new(Endpoints {
            dynamodb: dynamodb.url(),
            ..Endpoints::default()
        });
        let (client, streams) = (services.dynamodb(), services.streams());
        tables::ensure(&client, &table()).await.unwrap();
        dynamodb.guards().lay_index().unwrap();
        Self {
            dynamodb,
            client,
            streams,
            folder,
        }
    }

    fn clock(&self) -> MovableClock {
        MovableClock::open(self.folder.path().join("clock.json")).unwrap()
    }

    async fn put(&self, key: &str, expires_at: &str) {
        let request = self.client.put_item().table_name("tkt-Table");
        let request = request.item("pk", AttributeValue::S(key.to_owned()));
        let request = request.item("sk", AttributeValue::S("E#1".to_owned()));
        let expiry = AttributeValue::N(expires_at.to_owned());
        request.item("expires_at", expiry).send().await.unwrap();
    }

    /// The sequence numbers that the stream still has.
    async fn stream(&self) -> Vec<String> {
        let arn = tables::stream_arn(&self.client, "tkt-Table")
            .await
            .unwrap()
            .unwrap();
        let described = self
            .streams
            .describe_stream()
            .stream_arn(&arn)
            .send()
            .await
            .unwrap();
        let shard = described
            .stream_description
            .unwrap()
            .shards
            .unwrap()
            .remove(0);
        let request = self.streams.get_shard_iterator().stream_arn(arn);
        let request = request.shard_id(shard.shard_id.unwrap());
        let iterator = request
            .shard_iterator_type("TRIM_HORIZON".into())
            .send()
            .await
            .unwrap();
        let iterator = iterator.shard_iterator.unwrap();
        let answer = self
            .streams
            .get_records()
            .shard_iterator(iterator)
            .send()
            .await
            .unwrap();
        let records = answer.records.unwrap().into_iter();
        records
            .map(|record| record.dynamodb.unwrap().sequence_number.unwrap())
            .collect()
    }
}

fn table() -> Table {
    let text = include_str!("fixtures/template.yaml");
    let local = Local {
        stack_name: "tkt".to_owned(),
        ..Local::default()
    };
    Stack::read(text, &local).unwrap().tables.remove(0)
}

#[tokio::test]
async fn a_table_is_made_once_and_found_again_after_a_restart() {
    let database = Database::start().await;
    database.put("a", "1").await;
    let Database {
        dynamodb, folder, ..
    } = database;
    dynamodb.stop().await;
    let again = Database::start_in(folder).await;
    let found = again
        .client
        .scan()
        .table_name("tkt-Table")
        .send()
        .await
        .unwrap();
    assert_eq!(found.count, 1);
    assert_eq!(again.stream().await.len(), 1, "the stream is kept too");
}

#[tokio::test]
async fn a_table_of_another_shape_is_an_error_with_the_remedy() {
    let database = Database::start().await;
    let mut other = table();
    other.indexes[0].name = "by_colour".to_owned();
    let error = tables::ensure(&database.client, &other).await.unwrap_err();
    assert!(matches!(error, TableError::Differs { .. }));
    assert!(
        error.to_string().contains("lacks the index by_colour"),
        "{error}"
    );
}

#[tokio::test]
async fn consumed_records_are_trimmed_and_the_last_one_stays() {
    let database = Database::start().await;
    for key in ["a", "b", "c", "d"] {
        database.put(key, "4000000000").await;
    }
    let all = database.stream().await;
    let guards = database.dynamodb.guards();
    let clock = database.clock();
    let trim = |consumed| guards.trim("tkt-Table", consumed, &clock).unwrap();
    assert_eq!(trim(None), 0);
    assert_eq!(trim(Some(all[1].as_str())), 2);
    assert_eq!(database.stream().await, all[2..]);
    assert_eq!(trim(all.last().map(String::as_str)), 1);
    assert_eq!(database.stream().await, all[3..]);
}

#[tokio::test]
async fn records_are_trimmed_when_they_are_a_day_old_by_the_moved_clock() {
    let database = Database::start().await;
    let (clock, guards) = (database.clock(), database.dynamodb.guards());
    let trim = || guards.trim("tkt-Table", None, &clock).unwrap();
    database.put("a", "4000000000").await;
    database.put("b", "4000000000").await;
    clock.advance(23 * 60 * 60).await.unwrap();
    assert_eq!(trim(), 0);
    clock.advance(2 * 60 * 60).await.unwrap();
    database.put("c", "4000000000").await;
    let all = database.stream().await;
    assert_eq!(trim(), 2, "what came before the moves");
    assert_eq!(database.stream().await, all[2..]);
    database.put("d", "4000000000").await;
    assert_eq!(trim(), 0, "what came after them is young");
}

#[tokio::test]
async fn expired_items_are_swept() {
    let database = Database::start().await;
    database.put("old", "1000000000").await;
    database.put("new", "4000000000").await;
    assert_eq!(database.dynamodb.guards().sweep().unwrap(), 1);
}
