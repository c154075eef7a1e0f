use aws_sdk_dynamodb::types::AttributeValue;
use local::aws::Services;
use serde_json::{Value, json};

use crate::system::{System, until};

pub(crate) async fn put(services: &Services, sort_key: &str, text: &str) {
    let text_of = |text: &str| AttributeValue::S(text.to_owned());
    let request = services.dynamodb().put_item().table_name("tkt-Table");
    let request = request
        .item("pk", text_of("p"))
        .item("sk", text_of(sort_key));
    request.item("text", text_of(text)).send().await.unwrap();
}

pub(crate) fn sort_keys(system: &System) -> Vec<String> {
    let records = system.batches("reader").into_iter().flatten();
    let key = |record: Value| {
        record["dynamodb"]["Keys"]["sk"]["S"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    records.map(key).collect()
}

pub(crate) async fn given_up(services: &Services) -> Option<Value> {
    let url = format!("{}/000000000000/tkt-GivenUp", services.endpoints().sqs);
    let answer = services
        .sqs()
        .receive_message()
        .queue_url(url)
        .send()
        .await
        .unwrap();
    let body = answer.messages?.first()?.body()?.to_owned();
    Some(serde_json::from_str(&body).unwrap())
}

#[tokio::test]
async fn inserts_that_pass_the_filter_arrive_in_order_and_once() {
    let system = System::start();
    let services = system.services();
    for (sort_key, text) in [
        ("E#1", "a"),
        ("META", "b"),
        ("E#2", "c"),
        ("E#2", "changed"),
        ("E#3", "d"),
    ] {
        put(&services, sort_key, text).await;
    }
    until("the last event", || {
        sort_keys(&system).last().is_some_and(|key| key == "E#3")
    });
    assert_eq!(sort_keys(&system), ["E#1", "E#2", "E#3"]);
    let record = &system.batches("reader")[0][0];
    assert_eq!(record["eventName"], "INSERT");
    assert_eq!(record["eventSource"], "aws:dynamodb");
    let change = &record["dynamodb"];
    assert_eq!(change["NewImage"]["text"], json!({ "S": "a" }));
    assert_eq!(change["StreamViewType"], "NEW_IMAGE");
    assert!(change["ApproximateCreationDateTime"].as_i64().unwrap() > 1_700_000_000);
    assert!(change["SizeBytes"].as_i64().unwrap() > 0);
    assert!(
        record["eventSourceARN"]
            .as_str()
            .unwrap()
            .contains("/tkt-Table/stream/")
    );
}

#[tokio::test]
async fn a_poisoned_record_is_given_up_and_its_neighbours_pass() {
    let system = System::start();
    let services = system.services();
    for (sort_key, text) in [("E#1", "a"), ("E#2", "poison"), ("E#3", "c")] {
        put(&services, sort_key, text).await;
    }
    until("the last event", || {
        sort_keys(&system).last().is_some_and(|key| key == "E#3")
    });
    let mut told = None;
    while told.is_none() {
        told = given_up(&services).await;
    }
    let told = told.unwrap();
    assert_eq!(
        told["requestContext"]["condition"],
        "RetryAttemptsExhausted"
    );
    let info = &told["DDBStreamBatchInfo"];
    assert_eq!(info["batchSize"], 1);
    assert_eq!(info["startSequenceNumber"], info["endSequenceNumber"]);
    assert_eq!(
        sort_keys(&system)
            .iter()
            .filter(|key| *key == "E#1")
            .count(),
        1
    );
}

#[tokio::test]
async fn a_crash_in_a_batch_costs_only_its_own_record() {
    let system = System::start();
    let services = system.services();
    for (sort_key, text) in [("E#1", "a"), ("E#2", "crash"), ("E#3", "c")] {
        put(&services, sort_key, text).await;
    }
    until("the last event", || {
        system.batches("reader").last().is_some_and(|batch| {
            batch
                .iter()
                .all(|record| record["dynamodb"]["NewImage"]["text"]["S"] == "c")
        })
    });
}

#[tokio::test]
async fn the_place_in_the_stream_outlives_a_kill() {
    let mut system = System::start();
    put(&system.services(), "E#1", "a").await;
    until("the first event", || sort_keys(&system) == ["E#1"]);
    let file = system.folder.path().join("data/stream-reader.json");
    until("the position", || {
        std::fs::read_to_string(&file).is_ok_and(|text| text.contains("after"))
    });
    system.kill_and_start_again();
    put(&system.services(), "E#2", "b").await;
    until("the second event", || sort_keys(&system).len() >= 2);
    assert_eq!(sort_keys(&system), ["E#1", "E#2"]);
}
