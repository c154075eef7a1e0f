use axum::{body::Body, http::Request};
use domain::time::UtcTime;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::{CUSTOMER, VISITOR};

use crate::{
    ask, kinds_and_numbers,
    room::{CLIENT, PAGE, Room, start, start_at},
};

#[tokio::test]
async fn a_visitor_sees_the_tickets_of_their_own_address() {
    let room = Room::open().await;
    room.desk.write("w1", "TKT-00003").await;
    room.desk.raise("w1", "TKT-00004").await;
    let reply = room
        .visitor_asks("TKT-00004, tkt-00003 and TKT-00009")
        .await;
    assert_eq!(
        kinds_and_numbers(&reply.body["cards"]),
        ["error TKT-00004", "ticket TKT-00003", "error TKT-00009"]
    );
}

#[tokio::test]
async fn a_visitors_misses_end_in_429_and_an_agent_goes_on() {
    let room = Room::open().await;
    room.desk.write("w1", "TKT-00003").await;
    for n in 0..20 {
        let reply = room.visitor_asks(&format!("TKT-1{n:04} TKT-00003")).await;
        // Two numbers may be two misses: of the last text nothing is judged.
        assert_eq!(reply.status, if n < 19 { 200 } else { 429 }, "{n}");
    }
    let last = room.visitor_asks("TKT-00003").await;
    assert_eq!(
        kinds_and_numbers(&last.body["cards"]),
        ["ticket TKT-00003"],
        "one more may be asked"
    );
    assert_eq!(room.visitor_asks("TKT-10099").await.status, 200);
    for text in ["TKT-00003", "TKT-10100"] {
        let reply = room.visitor_asks(text).await;
        assert_eq!(reply.status, 429);
        assert_eq!(reply.body["type"], "urn:tkt:problem:too-many-requests");
        let seconds: u32 = reply.header("retry-after").parse().unwrap();
        assert!((1..=900).contains(&seconds), "{seconds}");
        assert_eq!(reply.header("access-control-allow-origin"), PAGE);
        let exposed = reply.header("access-control-expose-headers");
        assert!(exposed.contains("retry-after"), "{exposed}");
    }
    // A text without a number asks for nothing.
    let reply = room.visitor_asks("Hello?").await;
    assert_eq!((reply.status, &reply.body["cards"]), (200, &json!([])));
    let body = json!({ "text": "TKT-00003", "conversation_id": room.id.as_str() });
    assert_eq!(ask(&room.desk, &body).await.status, 200);
}

#[tokio::test]
async fn ten_misses_at_a_ticket_are_all_whoever_they_are_from() {
    let room = Room::open().await;
    room.desk.write("w1", "TKT-00003").await;
    for n in 0..10_u128 {
        let (id, token) = start(&room.desk, "w1", n + 10, &format!("x{n}@y.example")).await;
        let body = json!({ "text": "TKT-00003", "conversation_id": id.as_str() });
        let client = format!("198.51.100.{n}");
        assert_eq!(room.send(&client, &token, &body).await.status, 200);
    }
    assert_eq!(room.visitor_asks("TKT-00003").await.status, 429);
    assert_eq!(room.visitor_asks("TKT-00009").await.status, 200);
}

#[tokio::test]
async fn misses_are_counted_for_the_network_address_over_many_conversations() {
    let room = Room::open().await;
    for n in 0..6_u128 {
        let (id, token) = start(&room.desk, "w1", n + 10, &format!("x{n}@y.example")).await;
        let text: String = (0..10).map(|last| format!("TKT-1{n:03}{last} ")).collect();
        let body = json!({ "text": text, "conversation_id": id.as_str() });
        assert_eq!(room.send(CLIENT, &token, &body).await.status, 200);
    }
    assert_eq!(room.visitor_asks("TKT-00009").await.status, 429);
    let elsewhere = room.visitor_asks_from("198.51.100.1", "TKT-00009").await;
    assert_eq!(elsewhere.status, 200);
}

#[tokio::test]
async fn another_conversation_is_not_there_for_a_visitor() {
    let room = Room::open().await;
    room.desk.write("w1", "TKT-00003").await;
    let (same_address, _) = start(&room.desk, "w1", 2, CUSTOMER).await;
    let (other_workspace, _) = start(&room.desk, "w2", 3, CUSTOMER).await;
    let unknown = "0123456789abcdef0123456789abcdef";
    for id in [same_address.as_str(), other_workspace.as_str(), unknown] {
        let body = json!({ "text": "TKT-00003", "conversation_id": id });
        let reply = room.send(CLIENT, &room.token, &body).await;
        assert_eq!(reply.status, 404, "{}", reply.body);
        assert_eq!(reply.body["detail"], "There is no such conversation.");
        assert_eq!(reply.header("access-control-allow-origin"), PAGE);
    }
}

#[tokio::test]
async fn a_twin_in_another_workspace_is_another_conversation() {
    let room = Room::open().await;
    room.desk.write("w1", "TKT-00003").await;
    let (twin, token) = start(&room.desk, "w2", 1, CUSTOMER).await;
    assert_eq!(twin, room.id);
    let body = json!({ "text": "TKT-00003", "conversation_id": twin.as_str() });
    let reply = room.send(CLIENT, &token, &body).await;
    assert_eq!(kinds_and_numbers(&reply.body["cards"]), ["error TKT-00003"]);
}

#[rstest]
#[case::no_conversation(json!({ "text": "Hello" }), &["/conversation_id"])]
#[case::null_conversation(json!({ "text": "Hello", "conversation_id": null }), &["/conversation_id"])]
#[case::no_id(json!({ "text": "Hello", "conversation_id": "c1" }), &["/conversation_id"])]
#[case::an_address(
    json!({ "text": "Hello", "conversation_id": OWN, "customer_email": "maria@example.com" }),
    &["/customer_email"]
)]
#[case::their_own_address(
    json!({ "text": "Hello", "conversation_id": OWN, "customer_email": CUSTOMER }),
    &["/customer_email"]
)]
#[case::an_address_alone(
    json!({ "text": "Hello", "customer_email": "maria@example.com" }),
    &["/conversation_id", "/customer_email"]
)]
#[case::no_text(json!({ "conversation_id": OWN }), &["/text"])]
#[case::unknown_field(json!({ "text": "Hello", "conversation_id": OWN, "workspace": "w2" }), &["/workspace"])]
#[tokio::test]
async fn a_visitor_names_their_conversation_and_no_address(
    #[case] body: Value,
    #[case] pointers: &[&str],
) {
    let room = Room::open().await;
    assert_eq!(room.id.as_str(), OWN);
    let reply = room.send(CLIENT, &room.token, &body).await;
    assert_eq!((reply.status, reply.pointers()), (422, pointers.to_vec()));
    assert_eq!(reply.header("access-control-allow-origin"), PAGE);
}

#[tokio::test]
async fn a_page_reads_refusals_before_the_body_too() {
    let room = Room::open().await;
    for (content_type, body, expected) in [
        ("text/plain", "{}", 415),
        ("application/json", "{", 400),
        ("application/json", &"x".repeat(65_537), 413),
    ] {
        let reply = room.send_as(content_type, CLIENT, &room.token, body).await;
        assert_eq!(reply.status, expected);
        assert_eq!(reply.header("access-control-allow-origin"), PAGE);
    }
}

#[tokio::test]
async fn a_token_that_is_over_or_unknown_is_none() {
    let room = Room::open().await;
    let long_ago = UtcTime::from_epoch_seconds(UtcTime::now().epoch_seconds() - 31 * 86_400);
    let (id, over) = start_at(&room.desk, "w1", 2, CUSTOMER, long_ago).await;
    let upper = room.token.to_uppercase() + "x";
    for token in [
        over.as_str(),
        upper.as_str(),
        id.as_str(),
        "demo-widget-token",
    ] {
        let reply = room.send(CLIENT, token, &json!("not even a body")).await;
        assert_eq!(reply.status, 401, "{token}");
        assert_eq!(reply.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn a_visitors_text_costs_the_same_calls_whatever_is_right() {
    let room = Room::open().await;
    room.desk.write("w1", "TKT-00003").await;
    room.visitor_asks("Hello").await;
    room.desk.calls();
    for text in ["TKT-00003", "TKT-00009", "TKT-00003 TKT-00009"] {
        room.visitor_asks(text).await;
        assert_eq!(
            room.desk.calls(),
            [
                "GetItem",
                "GetItem",
                "BatchGetItem",
                "TransactWriteItems",
                "BatchGetItem"
            ]
        );
    }
}

#[tokio::test]
async fn a_preflight_lets_the_request_through_with_a_token_and_no_other_method() {
    let room = Room::open().await;
    let request = Request::options("/api/detect").header("origin", "https://anywhere.example");
    let request = request.header("access-control-request-method", "POST");
    let reply = room.desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, 204);
    assert_eq!(reply.header("access-control-allow-methods"), "POST");
    let headers = reply.header("access-control-allow-headers");
    assert!(headers.contains("authorization"), "{headers}");
    assert_eq!(room.desk.calls(), [""; 0]);
}

#[tokio::test]
async fn a_page_of_another_origin_reads_nothing() {
    let room = Room::open().await;
    let (id, token) = start(&room.desk, "w2", 2, VISITOR).await;
    let body = json!({ "text": "Hello", "conversation_id": id.as_str() });
    let reply = room.send(CLIENT, &token, &body).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), "");
}

/// The id of the room's conversation.
const OWN: &str = "00000000000000000000000000000001";
