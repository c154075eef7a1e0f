//! Cards for the numbers in a text, through the whole stack.

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Answer, Chat, TestApp};

const TOM: &str = "tomas@example.com";

#[tokio::test]
async fn the_customer_gets_a_card_and_whoever_else_the_same_refusal() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    for issue in ["One", "Two", "Three", "Four"] {
        let answer = raise_at_the_other(&app, issue).await;
        assert_eq!(answer["ticket_id"].as_str().map(str::len), Some(9));
    }
    let gone = app.request("DELETE", "/api/ticket/TKT-00001");
    assert_eq!(app.send(gone.bearer_auth(&token)).await.status, 204);

    let text =
        "Hello, tkt-00002 and TKT-00004? (TKT-00003, TKT-00001.) https://x.example/TKT-00005";
    let cards = cards(&app, &token, text, &TOM.to_uppercase()).await;
    let mut card = cards[0].clone();
    assert!(card["created_at"].take().is_string());
    assert_eq!(
        card,
        json!({
            "kind": "ticket",
            "ticket_number": "TKT-00002",
            "title": "Checkout stops after the address",
            "status": "open",
            "priority": "urgent",
            "category": "technical",
            "customer_name": "Tomás Ortega",
            "created_at": null,
            "next_step": "We have your ticket and will look at it soon.",
            "url": "/track-ticket?ticket=TKT-00002",
        })
    );
    // Another workspace's, another customer's, a deleted one, one that never was.
    let refused = ["TKT-00004", "TKT-00003", "TKT-00001", "TKT-00005"].map(|number| {
        json!({
            "kind": "error",
            "ticket_number": number,
            "message": "We could not show this ticket here. If it is yours, check that you chat with the e-mail that you used for it.",
        })
    });
    assert_eq!(cards.as_array().unwrap()[1..], refused);
    for (path, log) in app.logs() {
        let told = log.contains("Hello, tkt-00002") || log.to_lowercase().contains(TOM);
        assert!(!told, "{} tells what was asked", path.display());
    }
}

#[tokio::test]
async fn a_link_of_another_workspace_names_it() {
    let app = TestApp::start().await;
    let token = app.token("owner@other.example").await;
    raise_at_the_other(&app, "One").await;
    let cards = cards(&app, &token, "TKT-00001", TOM).await;
    assert_eq!(cards[0]["url"], "/track-ticket?ticket=TKT-00001&w=other");
}

#[tokio::test]
async fn a_visitors_misses_in_messages_and_in_detection_count_together_however_many_at_once() {
    let app = TestApp::start().await;
    let agent = app.token("agent@example.com").await;
    let tom = app.start_chat("Tom", TOM).await;
    // Twelve misses in messages; the ticket is Tom's own.
    for text in 0..2 {
        let numbers: String = (0..6).map(|n| format!("TKT-1{text}00{n} ")).collect();
        let text = format!("TKT-00002 {numbers}");
        let said = app.say(&tom.token, &tom.id, &text).await;
        assert_eq!(said.status, 201, "{}", said.body);
    }
    let asked = (0..30).map(|n| ask(&app, &tom, format!("TKT-200{n:02}")));
    let asked = join_all(asked).await;
    let count = |status| asked.iter().filter(|one| one.status == status).count();
    assert_eq!((count(200), count(429)), (8, 22));

    let refused = ask(&app, &tom, "TKT-00002".to_owned()).await;
    assert_eq!(refused.status, 429, "{}", refused.body);
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=900).contains(&seconds), "{seconds}");

    // A message is taken, and what it names stays an error for good, for whoever reads.
    let last = app.say(&tom.token, &tom.id, "And TKT-00002?").await;
    assert_eq!(last.status, 201, "{}", last.body);
    for reader in [&tom.token, &agent] {
        let read = app.messages(reader, &tom.id, 0).await;
        let kinds = [0, 2].map(|place| &read.body["messages"][place]["cards"][0]["kind"]);
        assert_eq!(kinds, ["ticket", "error"], "{}", read.body);
    }
    // Another visitor and agents go on.
    let vera = app.start_chat("Vera", "vera@example.com").await;
    assert_eq!(ask(&app, &vera, "TKT-00002".to_owned()).await.status, 200);
    let body = json!({ "text": "TKT-00002", "conversation_id": tom.id });
    let by_agent = app.request("POST", "/api/detect").bearer_auth(&agent);
    let by_agent = app.send(by_agent.json(&body)).await;
    assert_eq!(by_agent.body["cards"][0]["kind"], "ticket");
}

/// A visitor asks about a text.
async fn ask(app: &TestApp, chat: &Chat, text: String) -> Answer {
    let body = json!({ "text": text, "conversation_id": chat.id });
    let request = app.request("POST", "/api/detect").bearer_auth(&chat.token);
    app.send(request.json(&body)).await
}

async fn raise_at_the_other(app: &TestApp, issue: &str) -> Value {
    let body = json!({
        "bot_token": "other-widget-token",
        "visitor_name": "Tom",
        "visitor_email": TOM,
        "issue": issue,
    });
    app.post("/api/tickets/create", &body).await.body
}

async fn cards(app: &TestApp, token: &str, text: &str, customer: &str) -> Value {
    let body = json!({ "text": text, "customer_email": customer });
    let request = app.request("POST", "/api/detect").bearer_auth(token);
    let mut answer = app.send(request.json(&body)).await;
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.body["cards"].take()
}
