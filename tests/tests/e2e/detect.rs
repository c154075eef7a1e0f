//! Cards for the numbers in a text, through the whole stack.

use serde_json::{Value, json};
use tests::TestApp;

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
