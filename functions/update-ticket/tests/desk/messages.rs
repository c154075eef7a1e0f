use domain::event::EventKind;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::{
    Desk, json,
    samples::{OWNER, workspace},
};

use crate::{MESSAGES, answer, desk, events};

#[tokio::test]
async fn an_answer_is_an_event_whose_mail_is_queued() {
    let desk = desk().await;
    let reply = answer(&desk, "Which invoice is it?\r\nWe see two.").await;
    assert_eq!((reply.status, reply.header("etag")), (201, "\"2\""));
    let mut event = reply.body;
    assert!(event["at"].take().is_string());
    assert_eq!(
        event,
        json!({
            "version": 2,
            "at": null,
            "by": OWNER,
            "kind": "answered",
            "changes": [],
            "body": "Which invoice is it?\nWe see two.",
            "mails": [{ "to": "customer", "state": "queued" }],
        })
    );
}

#[tokio::test]
async fn a_note_is_an_event_without_a_mail_and_answers_nobody() {
    let desk = desk().await;
    let note = json!({ "body": "He calls every day.", "visibility": "internal" });
    let reply = desk.ask("POST", MESSAGES, &note).await;
    assert_eq!(reply.status, 201);
    assert_eq!(reply.body["kind"], "noted");
    assert_eq!(reply.body["mails"], json!([]));
    assert_eq!(first_response_at(&desk).await, Value::Null);
}

#[tokio::test]
async fn the_first_answer_sets_the_time_and_the_second_keeps_it() {
    let desk = desk().await;
    let first = answer(&desk, "One").await.body;
    assert_eq!(first_response_at(&desk).await, first["at"]);
    answer(&desk, "Two").await;
    assert_eq!(first_response_at(&desk).await, first["at"]);
}

#[tokio::test]
async fn a_repeat_under_the_same_key_adds_nothing() {
    let desk = desk().await;
    let body = json!({ "body": "Only once", "visibility": "public" });
    let send = |key: &'static str, body: &Value| {
        let request = desk.request("POST", MESSAGES);
        desk.send(json(request.header("idempotency-key", key), body))
    };
    let first = send("k1", &body).await;
    let again = futures_util::future::join_all([send("k1", &body), send("k1", &body)]).await;
    for again in again {
        assert_eq!((again.status, &again.body), (201, &first.body));
        assert_eq!(again.header("etag"), "\"2\"");
    }
    assert_eq!(events(&desk).await.len(), 2);
    let other = json!({ "body": "Another", "visibility": "public" });
    let refused = send("k1", &other).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.body["type"],
        "urn:tkt:problem:idempotency-key-reused"
    );
    assert_eq!(send("k2", &body).await.body["version"], 3);
}

#[tokio::test]
async fn requests_at_the_same_moment_with_one_key_add_one_answer() {
    let desk = desk().await;
    let body = json!({ "body": "Only once", "visibility": "public" });
    let sends = (0..6).map(|_| {
        let request = desk.request("POST", MESSAGES);
        desk.send(json(request.header("idempotency-key", "k1"), &body))
    });
    let replies = futures_util::future::join_all(sends).await;
    for reply in &replies {
        assert_eq!((reply.status, &reply.body), (201, &replies[0].body));
    }
    assert_eq!(events(&desk).await.len(), 2);
}

#[tokio::test]
async fn one_key_for_two_tickets_is_another_request() {
    let desk = desk().await;
    desk.write("w1", "TKT-00002").await;
    let body = json!({ "body": "Hello", "visibility": "public" });
    let mut statuses = Vec::new();
    for path in [MESSAGES, "/api/ticket/TKT-00002/messages"] {
        let request = desk.request("POST", path).header("idempotency-key", "k1");
        statuses.push(desk.send(json(request, &body)).await.status);
    }
    assert_eq!(statuses, [201, 422]);
}

#[rstest]
#[case::current("\"1\"", 201)]
#[case::stale("\"9\"", 412)]
#[tokio::test]
async fn an_answer_may_name_the_version_that_its_author_has_read(
    #[case] if_match: &str,
    #[case] status: u16,
) {
    let desk = desk().await;
    let body = json!({ "body": "Hello", "visibility": "public" });
    let request = desk.request("POST", MESSAGES).header("if-match", if_match);
    assert_eq!(desk.send(json(request, &body)).await.status, status);
}

#[tokio::test]
async fn a_message_is_two_calls_and_one_more_with_a_key() {
    let desk = desk().await;
    answer(&desk, "One").await;
    desk.calls();
    answer(&desk, "Two").await;
    assert_eq!(desk.calls(), ["GetItem", "TransactWriteItems"]);
    let body = json!({ "body": "Three", "visibility": "internal" });
    let request = desk.request("POST", MESSAGES);
    desk.send(json(request.header("idempotency-key", "k1"), &body))
        .await;
    assert_eq!(desk.calls(), ["GetItem", "GetItem", "TransactWriteItems"]);
}

async fn first_response_at(desk: &Desk) -> Value {
    let number = "TKT-00001".parse().unwrap();
    let history = desk.store().history(&workspace("w1"), &number).await;
    let history = history.unwrap().unwrap();
    let answers = history.events.iter();
    let answers = answers.filter(|event| matches!(event.kind, EventKind::Answered { .. }));
    assert_eq!(
        answers.count() > 0,
        history.ticket.first_response_at.is_some()
    );
    json!(history.ticket.first_response_at)
}
