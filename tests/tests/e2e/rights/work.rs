//! A stack's work from its first day on, so that every function does all that it can do.

use std::net::Ipv4Addr;

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tests::{Answer, Outcome, Session, TestApp};

use super::chats::conversations;

const OWNER: &str = "owner@example.com";
const AGENT: &str = "agent@example.com";
pub(super) const CUSTOMER: &str = "vera@example.com";

pub(crate) async fn everything(app: &mut TestApp) {
    let owner = app.sign_in(OWNER).await.access_token;
    manage_people(app, &owner).await;
    sessions(app).await;
    let widget = manage_the_workspace(app, &owner).await;
    tickets(app, &owner).await;
    visitors(app, &owner, &widget).await;
    conversations(app, &owner, &widget).await;
    by_hand(app).await;
    app.rest().await;
    a_deletion_that_publish_does_not_see(app).await;
}

async fn manage_people(app: &TestApp, owner: &str) {
    let invite = app.invite(owner, AGENT, "agent").await;
    expect(&app.accept(&invite).await, 200);
    app.invite(owner, "late@example.com", "owner").await;
    expect(&app.remove(owner, "late@example.com").await, 204);
    for role in ["owner", "agent"] {
        let body = json!({ "email": AGENT, "role": role });
        let request = with(app, owner, "POST", "/api/workspace/agents");
        expect(&app.send(request.json(&body)).await, 200);
    }
    let invite = app.invite(owner, "brief@example.com", "owner").await;
    expect(&app.accept(&invite).await, 200);
    expect(&app.remove(owner, "brief@example.com").await, 204);
    expect(&app.remove(owner, OWNER).await, 422);
    app.agents(owner).await;
}

async fn sessions(app: &TestApp) {
    app.ask_for_code("stranger@elsewhere.example").await;
    let first = app.sign_in(AGENT).await;
    let second = Session::of(&app.refresh(&first.cookie).await);
    expect(&app.refresh(&first.cookie).await, 200);
    Session::of(&app.refresh(&second.cookie).await);
    expect(&app.refresh(&first.cookie).await, 401);
    let other = app.sign_in(AGENT).await;
    expect(&app.sign_out(&other.cookie).await, 204);
    app.get("/api/sign-in/options").await;
    app.get("/api/.well-known/jwks.json").await;
}

/// Returns a widget token.
async fn manage_the_workspace(app: &TestApp, owner: &str) -> String {
    let settings = json!({ "prefix": "HELP", "categories": ["billing"] });
    let request = with(app, owner, "PUT", "/api/workspace");
    expect(&app.send(request.json(&settings)).await, 200);
    let path = "/api/workspace/widget-tokens";
    let mut tokens = Vec::new();
    for name in ["Shop", "Old shop"] {
        let request = with(app, owner, "POST", path).json(&json!({ "name": name }));
        let made = app.send(request).await;
        expect(&made, 201);
        tokens.push(made.body);
    }
    let old = format!("{path}/{}", tokens[1]["id"].as_str().unwrap());
    expect(&app.send(with(app, owner, "DELETE", &old)).await, 204);
    for path in [path, "/api/workspace", "/api/workspace/audit"] {
        expect(&app.send(with(app, owner, "GET", path)).await, 200);
    }
    tokens[0]["token"].as_str().unwrap().to_owned()
}

async fn tickets(app: &TestApp, owner: &str) {
    let ticket = json!({
        "title": "Wrong invoice", "description": "It shows two amounts", "priority": "high",
        "customer_name": "Vera", "customer_email": CUSTOMER, "assigned_to": AGENT,
    });
    let created = done(app.create(owner, Some("key-1"), &ticket).await, 201);
    done(app.create(owner, Some("key-1"), &ticket).await, 201);
    let number = created.body["ticket_number"].as_str().unwrap();
    let edit = json!({ "status": "resolved", "assigned_to": OWNER, "resolution_notes": "Paid" });
    done(app.edit(owner, number, &edit).await, 200);
    done(app.answer(owner, number, "All is well").await, 201);
    let keyed = app.to_ticket("POST", owner, number, "/messages");
    let keyed = keyed.header("idempotency-key", "key-2");
    let note = json!({ "body": "Called back", "visibility": "internal" });
    expect(&app.send(keyed.json(&note)).await, 201);
    expect(&app.ticket(owner, number).await, 200);
    for query in [
        "",
        "status=resolved&sort=updated",
        "assigned_to=none",
        "priority=high&sort=priority",
        "customer_email=vera@example.com",
        "q=invoice",
    ] {
        expect(&app.list(owner, query).await, 200);
    }
    expect(&app.detect(owner, number, CUSTOMER).await, 200);
    expect(&app.track(number, CUSTOMER).await, 200);
    expect(&app.track(number, "other@example.com").await, 404);
    let second = done(app.create(owner, None, &ticket).await, 201);
    let number = second.body["ticket_number"].as_str().unwrap();
    done(app.delete(owner, number).await, 204);
}

async fn visitors(app: &TestApp, owner: &str, widget: &str) {
    app.fail_mails("throttle", 1, Some(CUSTOMER)).await;
    let raise = json!({
        "bot_token": widget, "issue": "No parcel",
        "visitor_name": "Vera", "visitor_email": CUSTOMER,
    });
    // 127.0.0.1 itself is not limited, and so not counted.
    for (key, address) in [("key-3", 2), ("key-3", 2), ("key-4", 3)] {
        let address = Ipv4Addr::new(127, 0, 0, address);
        let request = app.request_from(address, "POST", "/api/tickets/create");
        let request = request.header("idempotency-key", key).json(&raise);
        expect(&app.send(request).await, 201);
    }
    expect(
        &app.post("/api/tickets/create", &json!({ "bot_token": "none" }))
            .await,
        401,
    );
    let mails = app.mails_to(CUSTOMER).await.len();
    app.next_mail_to(CUSTOMER, mails).await;
    expect(&app.list(owner, "source=widget").await, 400);
}

async fn by_hand(app: &TestApp) {
    invoke(app, "rotate-keys", &json!({})).await;
    invoke(app, "rotate-keys", &json!({ "at_once": true })).await;
    invoke(app, "announce-again", &json!({})).await;
}

async fn a_deletion_that_publish_does_not_see(app: &mut TestApp) {
    let owner = app.sign_in(OWNER).await.access_token;
    let listed = app.list(&owner, "").await;
    let number = listed.body["items"][0]["ticket_number"].as_str().unwrap();
    app.start_again_with(|start| start.without("publish")).await;
    done(app.delete(&owner, number).await, 204);
    invoke(app, "announce-again", &json!({})).await;
}

async fn invoke(app: &TestApp, function: &str, payload: &Value) {
    let path = format!("/_local/functions/{function}/invoke");
    expect(&app.post(&path, payload).await, 200);
}

fn with(app: &TestApp, token: &str, method: &str, path: &str) -> RequestBuilder {
    app.request(method, path).bearer_auth(token)
}

#[track_caller]
pub(super) fn done(outcome: Outcome, status: u16) -> Answer {
    let answer = outcome.unwrap();
    expect(&answer, status);
    answer
}

#[track_caller]
pub(super) fn expect(answer: &Answer, status: u16) {
    let body: &Value = &answer.body;
    assert_eq!(answer.status, status, "{body}");
}
