//! Tickets that are deleted while their mails are under way.

use serde_json::{Value, json};
use tests::{
    TestApp, Wires,
    history::{Act, Allowed, Found, History, Request},
};

const AGENT: &str = "agent@example.com";

/// A notifier that has read a ticket may claim its mail after the ticket was cleared.
#[tokio::test]
async fn a_ticket_that_is_cleared_before_its_mail_is_claimed_leaves_no_mark() {
    let wires = Wires::start().await;
    let app = wires.under(TestApp::options()).start().await;
    let history = History::starting_at(&app).await;
    let token = app.token(AGENT).await;
    let mut held = wires.dynamodb.hold_before("UpdateItem", is_claim);
    let body = json!({
        "title": "Wrong invoice",
        "description": "It has another address.",
        "customer_name": "Ann",
        "customer_email": "ann@example.com",
    });
    let created = history.create_as(&app, (AGENT, &token), None, &body).await;
    let created = created.unwrap().body;
    let number = created["ticket_number"].as_str().unwrap();
    held.arrived().await;

    let deletion = Request::to_ticket("demo", AGENT, number, Act::Delete);
    let deleted = history.act(&app, &token, deletion).await;
    assert_eq!(deleted.unwrap().status, 204);
    let items = async || {
        let found = Found::of(&app).await;
        let partition = format!("W#demo#T#{number}");
        let items = found.items.into_keys().filter(|(pk, _)| *pk == partition);
        items.map(|(_, sk)| sk).collect::<Vec<_>>()
    };
    while items().await != ["E#0000000002", "META"] {}
    held.let_go();
    app.rest().await;
    assert_eq!(items().await, ["E#0000000002", "META"]);
    history.check_at_rest(&app, &Allowed::default()).await;
}

fn is_claim(body: &Value) -> bool {
    let sk = body["Key"]["sk"]["S"].as_str().unwrap_or_default();
    sk.starts_with("X#") && !body["ExpressionAttributeValues"][":claimed"].is_null()
}
