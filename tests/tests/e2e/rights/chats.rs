//! Conversations, as they come up on a stack's first day.

use std::net::Ipv4Addr;

use serde_json::{Value, json};
use tests::{Chat, TestApp};

use super::work::{CUSTOMER, done, expect};

pub(super) async fn conversations(app: &TestApp, owner: &str, widget: &str) {
    let chat = start(app, widget).await;
    // A number that is not theirs is a miss, which counts.
    let said = "Is HELP-00001 done? And HELP-09999?";
    for _ in 0..2 {
        let sent = app.say_as(&chat.token, &chat.id, "1", said).await;
        done(sent, 201);
    }
    expect(&app.say(owner, &chat.id, "HELP-00001 is.").await, 201);
    for token in [&chat.token, owner] {
        expect(&app.messages(token, &chat.id, 0).await, 200);
        let detect = json!({ "text": said, "conversation_id": chat.id });
        let request = app.request("POST", "/api/detect").bearer_auth(token);
        expect(&app.send(request.json(&detect)).await, 200);
    }
    let presence = json!({ "state": "writing" });
    expect(&app.act(owner, &chat.id, "presence", &presence).await, 204);
    expect(&app.act(owner, &chat.id, "read", &json!({})).await, 204);
    expect(&app.conversation(owner, &chat.id).await, 200);
    expect(&app.conversations(owner, "state=open").await, 200);
    expect(&app.conversations(owner, "").await, 200);
    raise_tickets(app, owner, widget, &chat).await;
    for action in ["close", "reopen"] {
        expect(&app.act(owner, &chat.id, action, &Value::Null).await, 204);
    }
}

/// From 127.0.0.2, since 127.0.0.1 itself is not limited, and so not counted.
async fn start(app: &TestApp, widget: &str) -> Chat {
    let address = Ipv4Addr::new(127, 0, 0, 2);
    let body = json!({ "bot_token": widget, "name": "Vera", "email": CUSTOMER });
    let request = app.request_from(address, "POST", "/api/chat").json(&body);
    Chat::of(&app.send(request).await)
}

async fn raise_tickets(app: &TestApp, owner: &str, widget: &str, chat: &Chat) {
    let ticket = json!({
        "title": "Lost", "description": "The parcel is lost", "conversation_id": chat.id,
    });
    done(app.create(owner, None, &ticket).await, 201);
    let raise = json!({
        "bot_token": widget, "issue": "Lost again", "session_id": chat.id,
        "visitor_name": "Vera", "visitor_email": CUSTOMER,
    });
    let request = app.request("POST", "/api/tickets/create");
    let request = request.bearer_auth(&chat.token).json(&raise);
    expect(&app.send(request).await, 201);
}
