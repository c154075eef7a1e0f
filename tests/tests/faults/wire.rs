use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, extract::State};
use reqwest::Response;
use serde_json::{Value, json};
use tests::wire::{Fault, Plan, Service, Wire};
use tokio::{net::TcpListener, time::timeout};

/// A service that answers what it was told, and remembers it.
#[derive(Clone, Default)]
struct Echo(Arc<Mutex<Vec<String>>>);

impl Echo {
    async fn behind(service: Service) -> (Self, Wire) {
        let echo = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(hear).with_state(echo.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let wire = Wire::start(service).await;
        wire.point_at(&url);
        (echo, wire)
    }

    fn heard(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

async fn hear(State(echo): State<Echo>, body: Bytes) -> String {
    let body = String::from_utf8(body.to_vec()).unwrap();
    echo.0.lock().unwrap().push(body.clone());
    body
}

async fn call(url: String, operation: &str, body: Value) -> reqwest::Result<Response> {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.post(url).timeout(Duration::from_millis(400));
    let target = format!("DynamoDB_20120810.{operation}");
    request
        .header("x-amz-target", target)
        .json(&body)
        .send()
        .await
}

fn plan(fault: Fault, one_in: u32) -> Plan {
    Plan {
        faults: vec![fault],
        ..Plan::new(7, one_in)
    }
}

#[tokio::test]
async fn a_call_passes_unchanged() {
    let (_, wire) = Echo::behind(Service::DynamoDb).await;
    let answer = call(wire.url().to_owned(), "PutItem", json!({ "a": 1 }))
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.json::<Value>().await.unwrap(), json!({ "a": 1 }));
}

#[tokio::test]
async fn a_call_that_is_held_before_is_not_heard_until_it_is_let_go() {
    let (echo, wire) = Echo::behind(Service::DynamoDb).await;
    let mut held = wire.hold_before("PutItem", |body| body["a"] == 2);
    let other = call(wire.url().to_owned(), "PutItem", json!({ "a": 1 }))
        .await
        .unwrap();
    assert_eq!((other.status().as_u16(), echo.heard()), (200, 1));
    let calling = tokio::spawn(call(wire.url().to_owned(), "PutItem", json!({ "a": 2 })));
    let arrived = held.arrived().await;
    assert_eq!((arrived.body, echo.heard()), (json!({ "a": 2 }), 1));
    held.let_go();
    assert_eq!(calling.await.unwrap().unwrap().status(), 200);
    assert_eq!(echo.heard(), 2);
}

#[tokio::test]
async fn a_call_that_is_held_after_was_carried_out() {
    let (echo, wire) = Echo::behind(Service::DynamoDb).await;
    let mut held = wire.hold_after("PutItem", |_| true);
    let calling = tokio::spawn(call(wire.url().to_owned(), "PutItem", json!({})));
    held.arrived().await;
    assert_eq!((echo.heard(), calling.is_finished()), (1, false));
    held.let_go();
    assert_eq!(calling.await.unwrap().unwrap().status(), 200);
}

#[tokio::test]
async fn a_held_call_whose_caller_has_gone_disturbs_nobody() {
    let (echo, wire) = Echo::behind(Service::DynamoDb).await;
    let mut held = wire.hold_before("PutItem", |_| true);
    let calling = tokio::spawn(call(
        wire.url().to_owned(),
        "PutItem",
        json!({ "lost": true }),
    ));
    let arrived = held.arrived().await;
    assert_eq!(arrived.caller, Some(std::process::id()));
    assert!(calling.await.unwrap().unwrap_err().is_timeout());
    drop(held);
    let next = call(wire.url().to_owned(), "PutItem", json!({}))
        .await
        .unwrap();
    assert_eq!((next.status().as_u16(), echo.heard()), (200, 1));
}

#[tokio::test]
async fn a_lost_answer_is_silence_after_the_deed() {
    let (echo, wire) = Echo::behind(Service::DynamoDb).await;
    wire.inject(plan(Fault::LoseAnswer, 1));
    let lost = call(wire.url().to_owned(), "PutItem", json!({})).await;
    assert!(lost.unwrap_err().is_timeout());
    assert_eq!(echo.heard(), 1);
}

#[tokio::test]
async fn a_hanging_call_arrives_though_its_caller_has_given_up() {
    let (echo, wire) = Echo::behind(Service::DynamoDb).await;
    wire.inject(plan(Fault::Hang, 1));
    let started = Instant::now();
    let lost = call(wire.url().to_owned(), "PutItem", json!({})).await;
    assert!(lost.unwrap_err().is_timeout());
    assert_eq!(echo.heard(), 0);
    let late = timeout(Duration::from_secs(10), async {
        while echo.heard() == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    late.await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(3));
}

#[tokio::test]
async fn a_conflict_names_every_item_and_befalls_transactions_alone() {
    let (echo, wire) = Echo::behind(Service::DynamoDb).await;
    wire.inject(plan(Fault::Conflict, 1));
    let body = json!({ "TransactItems": [{}, {}] });
    let refused = call(wire.url().to_owned(), "TransactWriteItems", body)
        .await
        .unwrap();
    assert_eq!((refused.status().as_u16(), echo.heard()), (400, 0));
    let refused: Value = refused.json().await.unwrap();
    let codes = refused["CancellationReasons"].as_array().unwrap();
    assert!(
        codes
            .iter()
            .all(|reason| reason["Code"] == "TransactionConflict")
    );
    assert_eq!(codes.len(), 2);
    let plain = call(wire.url().to_owned(), "PutItem", json!({}))
        .await
        .unwrap();
    assert_eq!((plain.status().as_u16(), echo.heard()), (200, 1));
    let befell = wire.done();
    assert_eq!(befell.len(), 1);
    assert_eq!(
        befell[&("TransactWriteItems".to_owned(), Fault::Conflict)],
        1
    );
}

#[tokio::test]
async fn each_service_refuses_in_its_own_words() {
    for (service, status) in [
        (Service::DynamoDb, 400),
        (Service::Sqs, 400),
        (Service::Ses, 429),
    ] {
        let (_, wire) = Echo::behind(service).await;
        wire.inject(plan(Fault::Throttle, 1));
        let url = format!("{}/v2/email/outbound-emails", wire.url());
        let refused = call(url, "SendMessage", json!({})).await.unwrap();
        assert_eq!(refused.status().as_u16(), status, "{service:?}");
    }
}

#[tokio::test]
async fn a_seed_repeats_its_decisions_whatever_other_operations_do() {
    let mut rows = Vec::new();
    for others in [0, 3] {
        let (_, wire) = Echo::behind(Service::DynamoDb).await;
        wire.inject(plan(Fault::Throttle, 3));
        let mut row = Vec::new();
        for _ in 0..40 {
            for _ in 0..others {
                call(wire.url().to_owned(), "GetItem", json!({}))
                    .await
                    .unwrap();
            }
            let answer = call(wire.url().to_owned(), "PutItem", json!({}))
                .await
                .unwrap();
            row.push(answer.status() == 400);
        }
        rows.push(row);
    }
    assert_eq!(rows[0], rows[1]);
    let spoiled = rows[0].iter().filter(|spoiled| **spoiled).count();
    assert!((5..=22).contains(&spoiled), "{spoiled} of 40");
}

#[tokio::test]
async fn a_record_tells_attempts_apart() {
    let (_, wire) = Echo::behind(Service::DynamoDb).await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client
        .post(wire.url())
        .header("x-amz-target", "DynamoDB_20120810.PutItem");
    let request = request
        .header("amz-sdk-invocation-id", "i-1")
        .header("amz-sdk-request", "attempt=2; max=3");
    request
        .json(&json!({ "ClientRequestToken": "t" }))
        .send()
        .await
        .unwrap();
    let [record] = wire.records().try_into().unwrap();
    assert_eq!((record.invocation.as_str(), record.attempt), ("i-1", 2));
    assert_eq!(
        (record.token.as_deref(), record.fault, record.status),
        (Some("t"), None, Some(200))
    );
}
