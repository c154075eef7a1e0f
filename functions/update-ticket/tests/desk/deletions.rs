use axum::body::Body;
use serde_json::json;
use testkit::samples::{CUSTOMER, workspace};

use crate::{MESSAGES, TICKET, desk};

#[tokio::test]
async fn a_deleted_ticket_is_gone_for_every_request() {
    let desk = desk().await;
    let deleted = desk.ask("DELETE", TICKET, &json!({})).await;
    assert_eq!(deleted.status, 204);
    let message = json!({ "body": "Hello", "visibility": "public" });
    let replies = [
        desk.ask("DELETE", TICKET, &json!({})).await,
        desk.ask("PUT", TICKET, &json!({ "status": "open" })).await,
        desk.ask("POST", MESSAGES, &message).await,
    ];
    let unknown = desk
        .ask("PUT", "/api/ticket/TKT-00009", &json!({ "status": "open" }))
        .await;
    assert_eq!(unknown.status, 404);
    for reply in replies {
        assert_eq!(reply, unknown);
    }
    let number = "TKT-00001".parse().unwrap();
    let history = desk.store().history(&workspace("w1"), &number).await;
    assert!(history.unwrap().is_none());
}

#[tokio::test]
async fn the_tombstone_keeps_the_number_and_nothing_of_the_ticket() {
    let desk = desk().await;
    desk.ask("DELETE", TICKET, &json!({})).await;
    for sk in ["META", "E#0000000002"] {
        let item = desk.table.item("W#w1#T#TKT-00001", sk).await.unwrap();
        let shown = format!("{item:?}");
        for personal in ["John", CUSTOMER, "invoice"] {
            assert!(!shown.contains(personal), "{personal} is in {shown}");
        }
    }
    let head = desk.table.item("W#w1#T#TKT-00001", "META").await.unwrap();
    let mut names: Vec<_> = head.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["deleted_at", "pk", "sk", "version"]);
}

#[tokio::test]
async fn a_stale_deletion_deletes_nothing() {
    let desk = desk().await;
    let request = desk.request("DELETE", TICKET).header("if-match", "\"4\"");
    let reply = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, 412);
    assert_eq!(desk.ask("PUT", TICKET, &json!({})).await.status, 200);
}

#[tokio::test]
async fn a_deletion_is_two_calls() {
    let desk = desk().await;
    desk.ask("PUT", TICKET, &json!({})).await;
    desk.calls();
    desk.ask("DELETE", TICKET, &json!({})).await;
    assert_eq!(desk.calls(), ["GetItem", "TransactWriteItems"]);
}
