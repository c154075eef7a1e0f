//! A visitor's token opens one conversation: no other of the same workspace, and nothing else.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{Chat, Dump};

use crate::authorization::world::{World, unannounced};

#[tokio::test]
async fn a_visitors_token_opens_its_own_conversation_and_no_other() {
    let world = World::new(unannounced().await).await;
    let app = &world.app;
    let mut chats = BTreeMap::new();
    for (name, widget) in [
        ("Ada", "demo-widget-token"),
        ("Ulf", "demo-widget-token"),
        ("Cyd", "other-widget-token"),
    ] {
        let email = "same@example.com";
        let chat = Chat::of(&app.start_chat_with(widget, name, email).await);
        let said = app
            .say(&chat.token, &chat.id, &format!("From {name}"))
            .await;
        assert_eq!(said.status, 201, "{}", said.body);
        chats.insert(name, chat);
    }
    let before = Dump::of(app).await.without(&["R#"]);
    for (own, chat) in &chats {
        for (foreign, other) in chats.iter().filter(|(name, _)| *name != own) {
            for (method, path, body, expected) in attempts(&other.id) {
                let answer = world.by(&chat.token, method, &path, &body).await;
                let what = format!("{own} at {foreign}'s: {method} {path}: {}", answer.body);
                assert_eq!(answer.status, expected, "{what}");
                assert!(!answer.body.to_string().contains(foreign), "{what}");
            }
        }
    }
    let after = Dump::of(app).await.without(&["R#"]);
    assert_eq!(before.changes(&after), Vec::<String>::new());
    for (own, chat) in &chats {
        let messages = app.messages(&chat.token, &chat.id, 0).await;
        assert_eq!(messages.status, 200, "{}", messages.body);
        let texts = messages.body["messages"].as_array().unwrap().iter();
        let texts: Vec<_> = texts.map(|message| &message["text"]).collect();
        assert_eq!(texts, [&format!("From {own}")]);
    }
}

/// Where both may speak, the conversation is not there; where agents alone may, the token is none.
fn attempts(id: &str) -> Vec<(&'static str, String, Value, u16)> {
    let chat = format!("/api/chat/{id}");
    let messages = format!("{chat}/messages");
    let message = json!({ "text": "Hello", "client_id": "1" });
    let ticket = json!({ "title": "Hello", "description": "Hello", "conversation_id": id });
    let detect = json!({ "text": "TKT-00001", "conversation_id": id });
    vec![
        ("GET", messages.clone(), Value::Null, 404),
        ("GET", format!("{messages}?after=0"), Value::Null, 404),
        ("POST", messages, message, 404),
        ("POST", "/api/detect".to_owned(), detect, 404),
        ("GET", chat.clone(), Value::Null, 401),
        ("GET", "/api/chat".to_owned(), Value::Null, 401),
        ("POST", format!("{chat}/read"), json!({}), 401),
        (
            "POST",
            format!("{chat}/presence"),
            json!({ "state": "viewing" }),
            401,
        ),
        ("POST", format!("{chat}/close"), Value::Null, 401),
        ("POST", format!("{chat}/reopen"), Value::Null, 401),
        ("POST", "/api/ticket".to_owned(), ticket, 401),
        ("GET", "/api/ticket/TKT-00001".to_owned(), Value::Null, 401),
    ]
}
