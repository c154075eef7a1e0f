use axum::body::Body;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::{
    json,
    samples::{OWNER, signed_in, workspace},
};

use crate::{MESSAGES, TICKET, desk, edit, events};

#[rstest]
#[case::blank_title(json!({ "title": "  " }), "/title")]
#[case::long_title(json!({ "title": "x".repeat(201) }), "/title")]
#[case::line_break_in_title(json!({ "title": "a\r\nBcc: b@example.com" }), "/title")]
#[case::null_title(json!({ "title": null }), "/title")]
#[case::number_for_title(json!({ "title": 5 }), "/title")]
#[case::null_description(json!({ "description": null }), "/description")]
#[case::long_description(json!({ "description": "x".repeat(10_001) }), "/description")]
#[case::unknown_status(json!({ "status": "done" }), "/status")]
#[case::null_status(json!({ "status": null }), "/status")]
#[case::unknown_priority(json!({ "priority": "highest" }), "/priority")]
#[case::null_priority(json!({ "priority": null }), "/priority")]
#[case::unknown_category(json!({ "category": "gossip" }), "/category")]
#[case::null_category(json!({ "category": null }), "/category")]
#[case::no_address(json!({ "assigned_to": "me" }), "/assigned_to")]
#[case::nobody_of_ours(json!({ "assigned_to": "nobody@acme.example" }), "/assigned_to")]
#[case::blank_notes(json!({ "resolution_notes": "" }), "/resolution_notes")]
#[tokio::test]
async fn a_wrong_field_is_named_and_nothing_is_saved(#[case] body: Value, #[case] pointer: &str) {
    let desk = desk().await;
    let reply = edit(&desk, body).await;
    assert_eq!(
        (reply.status, reply.pointers()),
        (422, vec![pointer]),
        "{}",
        reply.body
    );
    assert_eq!(events(&desk).await.len(), 1);
}

#[tokio::test]
async fn one_answer_names_all_that_is_wrong_in_words_for_people() {
    let desk = desk().await;
    let body = json!({ "title": "", "status": "done", "priority": "huge", "assigned_to": "me" });
    let reply = edit(&desk, body).await;
    let expected = ["/title", "/status", "/priority", "/assigned_to"];
    assert_eq!(reply.pointers(), expected);
    let detail = &reply.body["errors"][2]["detail"];
    assert_eq!(detail, "must be one of: low, medium, high, urgent");
}

/// Every stored field that an edit must not set.
#[rstest]
#[tokio::test]
async fn a_field_that_is_not_the_agents_to_set_is_refused(
    #[values(
        "ticket_number",
        "number",
        "version",
        "workspace",
        "ws",
        "created_by",
        "created_at",
        "updated_at",
        "first_response_at",
        "resolved_at",
        "source",
        "customer_name",
        "customer_email",
        "customer_phone",
        "customer",
        "conversation_id",
        "user_id",
        "session_id",
        "visitors_title",
        "deleted_at",
        "pk",
        "sk",
        "expires_at"
    )]
    field: &str,
) {
    let desk = desk().await;
    let reply = edit(&desk, json!({ field: "x", "status": "closed" })).await;
    assert_eq!(reply.status, 422, "{}", reply.body);
    assert_eq!(reply.pointers(), [format!("/{field}")]);
    assert_eq!(events(&desk).await.len(), 1);
}

#[rstest]
#[case::no_body(json!({ "visibility": "public" }), &["/body"])]
#[case::blank_body(json!({ "body": " \n", "visibility": "public" }), &["/body"])]
#[case::long_body(json!({ "body": "x".repeat(5_001), "visibility": "public" }), &["/body"])]
#[case::no_visibility(json!({ "body": "Hello" }), &["/visibility"])]
#[case::unknown_visibility(json!({ "body": "Hello", "visibility": "secret" }), &["/visibility"])]
#[case::nothing(json!({}), &["/body", "/visibility"])]
#[case::unknown_field(json!({ "body": "Hello", "visibility": "public", "by": OWNER }), &["/by"])]
#[tokio::test]
async fn a_wrong_message_is_refused(#[case] body: Value, #[case] pointers: &[&str]) {
    let desk = desk().await;
    let reply = desk.ask("POST", MESSAGES, &body).await;
    assert_eq!((reply.status, reply.pointers()), (422, pointers.to_vec()));
    assert_eq!(events(&desk).await.len(), 1);
}

#[tokio::test]
async fn another_workspaces_ticket_is_as_unknown_as_none() {
    let desk = desk().await;
    desk.write("w2", "TKT-00002").await;
    let before = desk.table.keys().await;
    let message = json!({ "body": "Hello", "visibility": "public" });
    for number in ["TKT-00002", "TKT-00009", "nonsense", "tkt-00001", "1"] {
        let path = format!("/api/ticket/{number}");
        let replies = [
            desk.ask("PUT", &path, &json!({ "status": "closed" })).await,
            desk.ask("DELETE", &path, &json!({})).await,
            desk.ask("POST", &format!("{path}/messages"), &message)
                .await,
        ];
        for reply in replies {
            assert_eq!(reply.status, 404, "{number}");
            assert_eq!(reply.body["detail"], "There is no ticket with this number.");
        }
    }
    assert_eq!(desk.table.keys().await, before);
}

#[tokio::test]
async fn an_agent_of_another_workspace_reaches_nothing() {
    let desk = desk().await;
    let settings = testkit::samples::settings();
    let store = desk.store();
    store
        .put_settings(&workspace("w2"), &settings)
        .await
        .unwrap();
    let mut stranger = signed_in();
    stranger.workspace = workspace("w2");
    let token = desk.token_of(&stranger).await;
    let request =
        axum::http::Request::put(TICKET).header("authorization", format!("Bearer {token}"));
    let reply = desk
        .send(json(request, &json!({ "status": "closed" })))
        .await;
    assert_eq!(reply.status, 404);
    assert_eq!(events(&desk).await.len(), 1);
}

#[rstest]
#[case("PUT", TICKET)]
#[case("DELETE", TICKET)]
#[case("POST", MESSAGES)]
#[tokio::test]
async fn credentials_come_before_everything_else(#[case] method: &str, #[case] path: &str) {
    let desk = desk().await;
    for path in [
        path,
        "/api/ticket/TKT-00009",
        "/api/ticket/TKT-00009/messages",
    ] {
        let request = axum::http::Request::builder().method(method).uri(path);
        let reply = desk
            .send(request.body(Body::from("no json")).unwrap())
            .await;
        // The path decides which methods there are, and that is no secret.
        assert!([401, 405].contains(&reply.status), "{}", reply.status);
    }
    let request = axum::http::Request::builder().method(method).uri(path);
    let request = request.header("if-match", "nonsense");
    let reply = desk
        .send(request.body(Body::from("no json")).unwrap())
        .await;
    assert_eq!(reply.status, 401);
}

#[rstest]
#[case("PUT", TICKET)]
#[case("DELETE", TICKET)]
#[case("POST", MESSAGES)]
#[tokio::test]
async fn a_query_parameter_is_refused(#[case] method: &str, #[case] path: &str) {
    let desk = desk().await;
    let reply = desk
        .ask(method, &format!("{path}?force=true"), &json!({}))
        .await;
    assert_eq!(reply.status, 400);
}
