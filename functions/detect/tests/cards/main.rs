//! The function through its router, against a table of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod conversations;
mod refusals;
mod room;
mod visitors;

use detect::{App, router};
use domain::{time::UtcTime, workspace::Settings};
use rstest::rstest;
use serde_json::{Value, json};
use testkit::{
    Desk, Reply,
    samples::{CUSTOMER, VISITOR, settings, signed_in, workspace},
};

#[tokio::test]
async fn the_customer_sees_the_ticket() {
    let desk = desk().await;
    let ticket = desk.write("w1", "TKT-00003").await.ticket;
    let cards = cards_of(&desk, "Where is tkt-00003?", "JOHN@customer.example").await;
    assert_eq!(
        cards,
        json!([{
            "kind": "ticket",
            "ticket_number": "TKT-00003",
            "title": "Wrong invoice",
            "status": "open",
            "priority": "high",
            "category": "billing",
            "customer_name": "John Doe",
            "created_at": ticket.created_at.to_string(),
            "next_step": "We have your ticket and will look at it soon.",
            "url": "/track-ticket?ticket=TKT-00003",
        }])
    );
}

#[tokio::test]
async fn a_card_has_every_field_even_without_a_category() {
    let desk = desk().await;
    desk.raise("w1", "TKT-00003").await;
    let cards = cards_of(&desk, "TKT-00003", VISITOR).await;
    assert_eq!(cards[0]["kind"], "ticket");
    assert_eq!(cards[0].get("category"), Some(&Value::Null));
}

#[tokio::test]
async fn nobody_learns_why_a_ticket_is_not_shown() {
    let desk = desk().await;
    put_settings(&desk, "w2", &settings()).await;
    desk.raise("w1", "TKT-00001").await;
    desk.write("w2", "TKT-00002").await;
    let deleted = desk.write("w1", "TKT-00003").await.ticket;
    let deletion = deleted.deletion(&signed_in(), UtcTime::now());
    desk.table
        .store
        .delete_ticket(&workspace("w1"), &deleted, &deletion)
        .await
        .unwrap();
    let text =
        "another's TKT-00001, another workspace's TKT-00002, a deleted TKT-00003, none TKT-00004";
    let numbers = ["TKT-00001", "TKT-00002", "TKT-00003", "TKT-00004"];
    let expected = numbers.map(|number| {
        json!({
            "kind": "error",
            "ticket_number": number,
            "message": "We could not show this ticket here. If it is yours, check that you chat with the e-mail that you used for it.",
        })
    });
    assert_eq!(cards_of(&desk, text, CUSTOMER).await, json!(expected));
}

#[tokio::test]
async fn cards_come_once_each_in_the_order_of_the_text() {
    let desk = desk().await;
    for number in ["TKT-00001", "TKT-00002", "TKT-20240115-0001"] {
        desk.write("w1", number).await;
    }
    let text = "TKT-00002, TKT-20240115-0001; TKT-00009! tkt-00001 (TKT-00002)";
    let cards = cards_of(&desk, text, CUSTOMER).await;
    assert_eq!(
        kinds_and_numbers(&cards),
        [
            "ticket TKT-00002",
            "ticket TKT-20240115-0001",
            "error TKT-00009",
            "ticket TKT-00001",
        ]
    );
}

#[tokio::test]
async fn ten_numbers_cost_one_call_and_none_costs_none() {
    let desk = desk().await;
    desk.write("w1", "TKT-00010").await;
    let text: String = (1..=12).map(|n| format!("TKT-{n:05} ")).collect();
    cards_of(&desk, "Hello", CUSTOMER).await;
    desk.calls();

    let cards = cards_of(&desk, &text, CUSTOMER).await;
    assert_eq!(cards.as_array().unwrap().len(), 10);
    assert_eq!(cards[9]["kind"], "ticket");
    assert_eq!(desk.calls(), ["BatchGetItem"]);

    assert_eq!(cards_of(&desk, "Nothing here.", CUSTOMER).await, json!([]));
    assert_eq!(desk.calls(), [""; 0]);
}

#[tokio::test]
async fn a_first_request_costs_the_settings_and_the_keys_too() {
    let desk = desk().await;
    cards_of(&desk, "TKT-00001", CUSTOMER).await;
    assert_eq!(desk.calls(), ["Query", "GetItem", "BatchGetItem"]);
}

#[tokio::test]
async fn numbers_of_an_earlier_prefix_are_found_and_foreign_ones_are_not() {
    let desk = desk().await;
    let renamed = Settings {
        prefix: "HELP".parse().unwrap(),
        earlier_prefixes: vec!["TKT".parse().unwrap()],
        ..settings()
    };
    put_settings(&desk, "w1", &renamed).await;
    for number in ["HELP-00002", "TKT-00001", "ABC-00001"] {
        desk.write("w1", number).await;
    }
    let cards = cards_of(&desk, "HELP-00002 TKT-00001 ABC-00001", CUSTOMER).await;
    assert_eq!(
        kinds_and_numbers(&cards),
        ["ticket HELP-00002", "ticket TKT-00001"]
    );
}

#[tokio::test]
async fn the_link_names_a_workspace_that_is_not_the_first() {
    let desk = desk().await;
    let second = Settings {
        first: false,
        ..settings()
    };
    put_settings(&desk, "w1", &second).await;
    desk.write("w1", "TKT-00003").await;
    let cards = cards_of(&desk, "TKT-00003", CUSTOMER).await;
    assert_eq!(cards[0]["url"], "/track-ticket?ticket=TKT-00003&w=w1");
}

#[rstest]
#[case::prefixes("TKT-")]
#[case::days("TKT-20240115-")]
#[case::numbers("TKT-00001 ")]
#[tokio::test]
async fn a_hostile_text_is_answered_like_any_other(#[case] piece: &str) {
    let desk = desk().await;
    let text = piece.repeat(20_000 / piece.len());
    let cards = cards_of(&desk, &text, CUSTOMER).await;
    assert!(cards.as_array().unwrap().len() <= 1);
}

fn kinds_and_numbers(cards: &Value) -> Vec<String> {
    let text = |card: &Value, field: &str| card[field].as_str().unwrap().to_owned();
    let cards = cards.as_array().unwrap().iter();
    cards
        .map(|card| text(card, "kind") + " " + &text(card, "ticket_number"))
        .collect()
}

async fn desk() -> Desk {
    Desk::start(|store, verifier| router(App { store, verifier })).await
}

/// Writes settings behind the function's back; before its first request, since it keeps them.
async fn put_settings(desk: &Desk, id: &str, settings: &Settings) {
    let store = desk.store();
    store.put_settings(&workspace(id), settings).await.unwrap();
}

/// The cards of a text that the owner of `w1` asks for.
async fn cards_of(desk: &Desk, text: &str, customer: &str) -> Value {
    let body = json!({ "text": text, "customer_email": customer });
    let mut reply = ask(desk, &body).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body["cards"].take()
}

async fn ask(desk: &Desk, body: &Value) -> Reply {
    desk.ask("POST", "/api/detect", body).await
}
