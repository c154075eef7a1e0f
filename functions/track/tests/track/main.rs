//! The function through its router, against a table of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod input;
mod limits;
mod misses;
mod timeline;
mod tracker;

use domain::{edit::Edit, text::Description, ticket::Status};
use serde_json::{Value, json};
use testkit::samples::{CUSTOMER, VISITOR, raised_by_a_visitor};
use tracker::Tracker;

#[tokio::test]
async fn the_customer_sees_the_ticket_and_what_was_answered() {
    let tracker = Tracker::start().await;
    let mut ticket = tracker.write("w1", "TKT-00003").await;
    let ticket = &mut ticket;
    tracker
        .note(ticket, "He is angry.", "2024-01-15T10:00:00Z")
        .await;
    tracker
        .answer(ticket, "We look into it.", "2024-01-15T10:30:00Z")
        .await;
    tracker
        .answer(ticket, "Here is a new invoice.", "2024-01-16T08:00:00Z")
        .await;
    let resolved = Edit {
        status: Some(Status::Resolved),
        resolution_notes: Some(Some(Description::parse("A new invoice was sent.").unwrap())),
        ..Edit::default()
    };
    tracker.edit(ticket, resolved, "2024-01-16T08:05:00Z").await;

    let answer = tracker
        .ask(&json!({ "ticket_number": "TKT-00003", "email": CUSTOMER }))
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(
        answer.json(),
        json!({
            "ticket_number": "TKT-00003",
            "title": "Wrong invoice",
            "description": "My invoice shows two amounts.\nWhich one?",
            "status": "resolved",
            "priority": "high",
            "category": "billing",
            "customer_name": "John Doe",
            "created_at": "2024-01-15T09:30:00.000Z",
            "updated_at": "2024-01-16T08:05:00.000Z",
            "first_response_at": "2024-01-15T10:30:00.000Z",
            "resolved_at": "2024-01-16T08:05:00.000Z",
            "resolution_notes": "A new invoice was sent.",
            "timeline": [
                { "kind": "created", "at": "2024-01-15T09:30:00.000Z", "body": null },
                { "kind": "first_response", "at": "2024-01-15T10:30:00.000Z", "body": "We look into it." },
                { "kind": "answered", "at": "2024-01-16T08:00:00.000Z", "body": "Here is a new invoice." },
                { "kind": "resolved", "at": "2024-01-16T08:05:00.000Z", "body": null },
            ],
        })
    );
}

#[tokio::test]
async fn every_field_is_there_when_nothing_has_happened_yet() {
    let tracker = Tracker::start().await;
    tracker.save(raised_by_a_visitor(), "w1", "TKT-00003").await;
    let tracked = tracker.tracked("TKT-00003", VISITOR).await;
    assert_eq!(tracked.as_object().unwrap().len(), 13);
    for field in [
        "category",
        "first_response_at",
        "resolved_at",
        "resolution_notes",
    ] {
        assert_eq!(tracked.get(field), Some(&Value::Null), "{field}");
    }
    assert_eq!(kinds(&tracked), ["created"]);
}

#[tokio::test]
async fn resolution_notes_show_only_while_the_ticket_is_resolved_or_closed() {
    let tracker = Tracker::start().await;
    let mut ticket = tracker.write("w1", "TKT-00003").await;
    let notes = Edit {
        resolution_notes: Some(Some(Description::parse("Refund 12 EUR.").unwrap())),
        ..Edit::default()
    };
    tracker
        .edit(&mut ticket, notes, "2024-01-15T10:00:00Z")
        .await;
    let mut shown = Vec::new();
    for status in [
        Status::Pending,
        Status::Resolved,
        Status::Closed,
        Status::Open,
        Status::Closed,
    ] {
        let edit = Edit {
            status: Some(status),
            ..Edit::default()
        };
        tracker
            .edit(&mut ticket, edit, "2024-01-15T11:00:00Z")
            .await;
        let tracked = tracker.tracked("TKT-00003", CUSTOMER).await;
        shown.push((
            tracked["status"].clone(),
            tracked["resolution_notes"].clone(),
        ));
    }
    let notes = "Refund 12 EUR.";
    let expected = [
        (json!("pending"), Value::Null),
        (json!("resolved"), json!(notes)),
        (json!("closed"), json!(notes)),
        (json!("open"), Value::Null),
        (json!("closed"), json!(notes)),
    ];
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn a_hit_costs_three_calls() {
    let tracker = Tracker::start().await;
    tracker.write("w1", "TKT-00003").await;
    tracker.tracked("TKT-00003", CUSTOMER).await;
    let settings_and_hit = [
        "GetItem",
        "GetItem",
        "BatchGetItem",
        "TransactWriteItems",
        "Query",
    ];
    assert_eq!(tracker.calls(), settings_and_hit);
    tracker.tracked("TKT-00003", CUSTOMER).await;
    assert_eq!(tracker.calls(), settings_and_hit[2..]);
}

fn kinds(tracked: &Value) -> Vec<&str> {
    let timeline = tracked["timeline"].as_array().unwrap();
    timeline
        .iter()
        .map(|entry| entry["kind"].as_str().unwrap())
        .collect()
}
