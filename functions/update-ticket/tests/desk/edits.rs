use domain::{event::EventKind, number::TicketNumber};
use rstest::rstest;
use serde_json::{Value, json};
use testkit::{
    json,
    samples::{OWNER, workspace},
};

use crate::{TICKET, desk, edit, edited, events};

#[tokio::test]
async fn an_edit_answers_the_whole_ticket_with_its_version() {
    let desk = desk().await;
    let reply = edit(
        &desk,
        json!({ "status": "in_progress", "priority": "urgent", "assigned_to": OWNER }),
    )
    .await;
    let body = &reply.body;
    assert_eq!((reply.status, reply.header("etag")), (200, "\"2\""));
    assert_eq!(reply.header("cache-control"), "private, no-cache");
    for (field, value) in [
        ("ticket_number", json!("TKT-00001")),
        ("title", json!("Wrong invoice")),
        (
            "description",
            json!("My invoice shows two amounts.\nWhich one?"),
        ),
        ("status", json!("in_progress")),
        ("priority", json!("urgent")),
        ("assigned_to", json!(OWNER)),
        ("resolution_notes", Value::Null),
        ("resolved_at", Value::Null),
        ("version", json!(2)),
    ] {
        assert_eq!(body[field], value, "{field}");
    }
    assert!(body["updated_at"].as_str() > body["created_at"].as_str());
    assert_eq!(body.as_object().unwrap().len(), 21);
}

#[tokio::test]
async fn every_field_that_may_be_edited_is_saved_and_told() {
    let desk = desk().await;
    let all = json!({
        "title": "Two amounts",
        "description": "Line one\r\nLine two",
        "status": "resolved",
        "priority": "low",
        "category": "billing",
        "assigned_to": OWNER,
        "resolution_notes": "Sent a new invoice.",
    });
    let body = edited(&desk, all.clone()).await;
    assert_eq!(body["description"], "Line one\nLine two");
    for field in [
        "title",
        "status",
        "priority",
        "assigned_to",
        "resolution_notes",
    ] {
        assert_eq!(body[field], all[field], "{field}");
    }
    let number: TicketNumber = "TKT-00001".parse().unwrap();
    let history = desk.store().history(&workspace("w1"), &number).await;
    let history = history.unwrap().unwrap();
    let EventKind::Changed { changes } = &history.events[1].kind else {
        panic!("a change")
    };
    // The category was billing before.
    assert_eq!(changes.len(), 6);
    assert_eq!(history.ticket.version, 2);
    assert_eq!(
        history.texts.resolution_notes.unwrap().as_str(),
        "Sent a new invoice."
    );
}

#[rstest]
#[case::nothing(json!({}))]
#[case::the_same(json!({ "title": "Wrong invoice", "status": "open", "priority": "high", "category": "billing" }))]
#[case::outer_spaces(json!({ "title": "  Wrong invoice " }))]
#[case::nobody_again(json!({ "assigned_to": null, "resolution_notes": null }))]
#[tokio::test]
async fn an_edit_that_changes_nothing_saves_nothing(#[case] body: Value) {
    let desk = desk().await;
    let reply = edit(&desk, body).await;
    assert_eq!((reply.status, reply.header("etag")), (200, "\"1\""));
    assert_eq!(reply.body["version"], 1);
    assert_eq!(events(&desk).await, ["E#0000000001"]);
}

#[tokio::test]
async fn null_clears_the_assignee_and_the_notes() {
    let desk = desk().await;
    edited(
        &desk,
        json!({ "assigned_to": OWNER, "resolution_notes": "Early." }),
    )
    .await;
    let body = edited(
        &desk,
        json!({ "assigned_to": null, "resolution_notes": null }),
    )
    .await;
    assert_eq!(body["assigned_to"], Value::Null);
    assert_eq!(body["resolution_notes"], Value::Null);
    assert_eq!(body["version"], 3);
}

#[tokio::test]
async fn resolved_at_follows_the_status() {
    let desk = desk().await;
    let resolved = edited(&desk, json!({ "status": "resolved" })).await;
    let at = resolved["resolved_at"].clone();
    assert!(at.is_string());
    let closed = edited(&desk, json!({ "status": "closed" })).await;
    assert_eq!(closed["resolved_at"], at);
    let reopened = edited(&desk, json!({ "status": "open" })).await;
    assert_eq!(reopened["resolved_at"], Value::Null);
}

#[rstest]
#[case::the_version("\"1\"", 200)]
#[case::any("*", 200)]
#[case::among_others("\"7\", \"1\"", 200)]
#[case::an_older("\"0\"", 412)]
#[case::weak("W/\"1\"", 412)]
#[case::no_quotes("1", 400)]
#[tokio::test]
async fn an_edit_may_name_the_version_that_it_starts_from(
    #[case] if_match: &str,
    #[case] status: u16,
) {
    let desk = desk().await;
    let request = desk.request("PUT", TICKET).header("if-match", if_match);
    let reply = desk
        .send(json(request, &json!({ "status": "pending" })))
        .await;
    assert_eq!(reply.status, status, "{}", reply.body);
    let saved = if status == 200 { 2 } else { 1 };
    assert_eq!(events(&desk).await.len(), saved);
}

#[tokio::test]
async fn edits_at_the_same_moment_are_all_saved_one_after_another() {
    let desk = desk().await;
    let edits = (0..12).map(|n| {
        let body = match n % 3 {
            0 => json!({ "title": format!("Title {n}") }),
            1 => json!({ "resolution_notes": format!("Notes {n}") }),
            _ => json!({ "description": format!("Description {n}") }),
        };
        edit(&desk, body)
    });
    let replies = futures_util::future::join_all(edits).await;
    let mut versions: Vec<_> = replies
        .iter()
        .map(|reply| {
            assert_eq!(reply.status, 200, "{}", reply.body);
            reply.body["version"].as_u64().unwrap()
        })
        .collect();
    versions.sort_unstable();
    assert_eq!(versions, (2..=13).collect::<Vec<_>>());
    assert_eq!(events(&desk).await.len(), 13);
}

#[tokio::test]
async fn of_two_edits_of_one_version_one_is_stale() {
    let desk = desk().await;
    let edits = ["One", "Two"].map(|title| {
        let request = desk.request("PUT", TICKET).header("if-match", "\"1\"");
        desk.send(json(request, &json!({ "title": title })))
    });
    let replies = futures_util::future::join_all(edits).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let stale = replies.iter().find(|reply| reply.status == 412).unwrap();
    assert_eq!(stale.body["type"], "urn:tkt:problem:stale");
    assert_eq!(events(&desk).await.len(), 2);
}

#[tokio::test]
async fn an_edit_is_two_calls_and_one_that_changes_nothing_is_one() {
    let desk = desk().await;
    // The first request reads keys and settings, which are kept.
    edited(&desk, json!({})).await;
    desk.calls();
    edited(&desk, json!({ "status": "pending", "assigned_to": OWNER })).await;
    assert_eq!(desk.calls(), ["BatchGetItem", "TransactWriteItems"]);
    edited(&desk, json!({ "status": "pending" })).await;
    assert_eq!(desk.calls(), ["BatchGetItem"]);
}
