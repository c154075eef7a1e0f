use axum::{body::Body, http::Request};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{ask, desk};

#[rstest]
#[case::no_text(json!({ "customer_email": "a@example.com" }), &["/text"])]
#[case::null_text(json!({ "text": null, "customer_email": "a@example.com" }), &["/text"])]
#[case::blank_text(json!({ "text": " \n", "customer_email": "a@example.com" }), &["/text"])]
#[case::text_of_another_type(json!({ "text": 5, "customer_email": "a@example.com" }), &["/text"])]
#[case::control_character(json!({ "text": "a\u{0}", "customer_email": "a@example.com" }), &["/text"])]
#[case::no_email(json!({ "text": "Hello" }), &["/customer_email"])]
#[case::null_email(json!({ "text": "Hello", "customer_email": null }), &["/customer_email"])]
#[case::blank_email(json!({ "text": "Hello", "customer_email": "" }), &["/customer_email"])]
#[case::no_email_at_all(json!({ "text": "Hello", "customer_email": "maria" }), &["/customer_email"])]
#[case::no_id(json!({ "text": "Hello", "conversation_id": "c1" }), &["/conversation_id"])]
#[case::unknown_conversation(
    json!({ "text": "Hello", "conversation_id": "0123456789abcdef0123456789abcdef" }),
    &["/conversation_id"]
)]
#[case::both(
    json!({ "text": "Hello", "customer_email": "a@example.com", "conversation_id": "c1" }),
    &["/conversation_id"]
)]
#[case::unknown_field(
    json!({ "text": "Hello", "customer_email": "a@example.com", "workspace": "w2" }),
    &["/workspace"]
)]
#[case::all_wrong(json!({}), &["/text", "/customer_email"])]
#[tokio::test]
async fn wrong_fields_are_named(#[case] body: Value, #[case] pointers: &[&str]) {
    let reply = ask(&desk().await, &body).await;
    assert_eq!((reply.status, reply.pointers()), (422, pointers.to_vec()));
}

#[tokio::test]
async fn a_text_has_at_most_20_000_characters() {
    let desk = desk().await;
    for (length, expected) in [(20_000, 200), (20_001, 422)] {
        // Two bytes each: what counts is characters.
        let body = json!({ "text": "ü".repeat(length), "customer_email": "a@example.com" });
        assert_eq!(ask(&desk, &body).await.status, expected, "{length}");
    }
}

#[rstest]
#[case::no_token(None)]
#[case::no_bearer(Some("Basic b3duZXI6eA=="))]
#[case::a_visitors_token(Some("Bearer 0123456789abcdef0123456789abcdef"))]
#[case::a_widget_token(Some("Bearer demo-widget-token"))]
#[tokio::test]
async fn who_is_no_agent_is_refused_before_the_body_is_read(#[case] credential: Option<&str>) {
    let mut request = Request::post("/api/detect");
    if let Some(credential) = credential {
        request = request.header("authorization", credential);
    }
    let request = request.body(Body::from("{")).unwrap();
    let reply = desk().await.send(request).await;
    assert_eq!(reply.status, 401);
    assert_eq!(reply.body["type"], "urn:tkt:problem:unauthorized");
}

#[tokio::test]
async fn what_is_no_json_request_is_refused() {
    let desk = desk().await;
    let request = |path| {
        let request = desk.request("POST", path);
        request.header("content-type", "application/json")
    };
    let cut_off = request("/api/detect")
        .body(Body::from("{\"text\":"))
        .unwrap();
    assert_eq!(desk.send(cut_off).await.status, 400);
    let with_query = request("/api/detect?w=other")
        .body(Body::from("{}"))
        .unwrap();
    assert_eq!(desk.send(with_query).await.status, 400);
    let too_large = json!({ "text": "x".repeat(65_536), "customer_email": "a@example.com" });
    assert_eq!(ask(&desk, &too_large).await.status, 413);
}
