use std::collections::BTreeSet;

use local::aws::Services;
use serde_json::{Value, json};

use crate::system::{System, until};

pub(crate) fn jobs(services: &Services) -> String {
    format!("{}/000000000000/tkt-Jobs", services.endpoints().sqs)
}

pub(crate) async fn send(services: &Services, bodies: &[&str]) {
    let client = services.sqs();
    for body in bodies {
        client
            .send_message()
            .queue_url(jobs(services))
            .message_body(*body)
            .send()
            .await
            .unwrap();
    }
}

pub(crate) fn bodies(system: &System) -> Vec<String> {
    let records = system.batches("worker").into_iter().flatten();
    records
        .map(|record| record["body"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn what_a_function_reports_comes_again_and_then_lies_with_the_dead() {
    let system = System::start();
    send(&system.services(), &["a", "poison", "b"]).await;
    until("the poison is redriven", || {
        system.get("/_local/queues")
            == json!({ "jobs": { "visible": 0, "in_flight": 0, "dead": 1 } })
    });
    let seen = bodies(&system);
    let times = |body: &str| seen.iter().filter(|seen| *seen == body).count();
    assert_eq!(
        (times("a"), times("b"), times("poison")),
        (1, 1, 2),
        "{seen:?}"
    );
}

#[tokio::test]
async fn a_crash_or_an_answer_that_cannot_be_used_fails_the_whole_batch() {
    for bad in ["crash", "malformed"] {
        let system = System::start();
        send(&system.services(), &[bad]).await;
        until("the message is redriven", || {
            system.get("/_local/queues")["jobs"]["dead"] == 1
        });
        assert_eq!(bodies(&system), [bad, bad]);
    }
}

#[tokio::test]
async fn a_message_arrives_in_lambdas_shape() {
    let system = System::start();
    send(&system.services(), &["a"]).await;
    until("the message", || !system.batches("worker").is_empty());
    let record = &system.batches("worker")[0][0];
    let names: BTreeSet<&str> = record
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let expected = [
        "attributes",
        "awsRegion",
        "body",
        "eventSource",
        "eventSourceARN",
        "md5OfBody",
        "messageAttributes",
        "messageId",
        "receiptHandle",
    ];
    assert_eq!(names, expected.into());
    assert_eq!(
        record["eventSourceARN"],
        "arn:aws:sqs:us-east-1:000000000000:tkt-Jobs"
    );
    assert_eq!(
        record["attributes"]["ApproximateReceiveCount"],
        Value::from("1")
    );
    assert!(record["attributes"]["SentTimestamp"].is_string());
}
