//! A visitor and agents talk, over the real functions.

use std::{collections::BTreeSet, net::Ipv4Addr, time::Duration};

use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Answer, Chat, TestApp};
use tokio::time::sleep;

const VERA: &str = "vera@example.com";

#[tokio::test]
async fn the_demo_has_one_conversation_three_tickets_and_no_mail() {
    let app = TestApp::start().await;
    let agent = app.token("agent@example.com").await;
    let listed = app.conversations(&agent, "").await;
    assert_eq!(listed.status, 200, "{}", listed.body);
    let [demo] = &list(&listed.body["items"])[..] else {
        panic!("not one conversation: {}", listed.body);
    };
    assert_eq!(demo["unread"], 1, "{demo}");
    let id = demo["id"].as_str().unwrap();
    let messages = said(&app.messages(&agent, id, 0).await);
    assert_eq!(messages.len(), 3);
    // The visitor asks about a ticket of theirs.
    let cards = list(&messages[0]["cards"]);
    assert_eq!(cards[0]["kind"], "ticket", "{}", messages[0]);
    assert_eq!(list(&app.list(&agent, "").await.body["items"]).len(), 3);
    assert_eq!(app.rest().await, 0);
    assert!(app.mailbox().await.is_empty());
}

#[tokio::test]
async fn a_visitor_and_an_agent_talk_and_the_conversation_goes_on_after_it_was_closed() {
    let app = TestApp::start().await;
    let agent = app.token("agent@example.com").await;
    let chat = app.start_chat("Vera", VERA).await;
    assert_eq!(app.say(&chat.token, &chat.id, "Hello?").await.status, 201);
    let unread = async || app.conversation(&agent, &chat.id).await.body["unread"].clone();
    assert_eq!(unread().await, 1);

    let read = said(&app.messages(&agent, &chat.id, 0).await);
    assert_eq!(
        (&read[0]["seq"], &read[0]["from"]),
        (&json!(1), &json!("visitor"))
    );
    assert_eq!(
        app.act(&agent, &chat.id, "read", &json!({})).await.status,
        204
    );
    assert_eq!(unread().await, 0);
    assert_eq!(app.say(&agent, &chat.id, "Good morning").await.status, 201);

    // The visitor sees the workspace, not who of it.
    let answered = app.messages(&chat.token, &chat.id, 1).await;
    let [answer] = &said(&answered)[..] else {
        panic!("one message follows: {}", answered.body);
    };
    assert_eq!(
        (&answer["from"], &answer["name"]),
        (&json!("agent"), &json!("Demo Shop"))
    );
    assert!(!answered.body.to_string().contains("agent@example.com"));
    let unchanged = app.to_chat("GET", &chat.token, &chat.id, "/messages?after=1");
    let unchanged = unchanged.header("if-none-match", answered.header("etag"));
    assert_eq!(app.send(unchanged).await.status, 304);

    assert_eq!(
        app.act(&agent, &chat.id, "close", &Value::Null)
            .await
            .status,
        204
    );
    let closed = app.messages(&chat.token, &chat.id, 2).await;
    assert_eq!(
        (&closed.body["state"], said(&closed).len()),
        (&json!("closed"), 0)
    );
    assert_eq!(
        app.say(&chat.token, &chat.id, "One more thing")
            .await
            .status,
        201
    );
    let open = app.messages(&chat.token, &chat.id, 2).await;
    assert_eq!(
        (&open.body["state"], said(&open).len()),
        (&json!("open"), 1)
    );
}

#[tokio::test]
async fn readers_see_every_message_once_and_in_one_order_while_many_write() {
    let app = TestApp::start().await;
    let agent = app.token("agent@example.com").await;
    let chat = app.start_chat("Vera", VERA).await;
    let (visitor, id) = (chat.token.as_str(), chat.id.as_str());
    let writers = (0..16).map(|index| {
        let token = if index % 2 == 0 { visitor } else { &agent };
        send_until_taken(&app, token, id, index)
    });
    let readers = [visitor, &agent].map(|token| read_all(&app, token, id, 16));
    let (_, seen) = tokio::join!(join_all(writers), join_all(readers));
    let [by_visitor, by_agent] = &seen[..] else {
        panic!("two readers");
    };
    assert_eq!(by_visitor, by_agent);
    let seqs: Vec<_> = by_visitor.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(seqs, (1..=16).collect::<Vec<_>>());
    let texts: BTreeSet<_> = by_visitor.iter().map(|(_, text)| text).collect();
    assert_eq!(texts.len(), 16, "each once, though each was sent twice");
}

/// Sends a message, and again under the same name when it was taken already, as a client does whose
/// answer was lost.
async fn send_until_taken(app: &TestApp, token: &str, id: &str, index: u32) {
    let (client_id, text) = (format!("m-{index}"), format!("Message {index}"));
    let mut taken = Vec::new();
    while taken.len() < 2 {
        let sent = app.say_as(token, id, &client_id, &text).await.unwrap();
        match sent.status {
            201 => taken.push(sent.body["seq"].clone()),
            // Whoever meets others too often is told to come back.
            503 => sleep(Duration::from_millis(50)).await,
            _ => panic!("{}: {}", sent.status, sent.body),
        }
    }
    assert_eq!(taken[0], taken[1]);
}

/// Reads on from what was read last until there are `count`.
async fn read_all(app: &TestApp, token: &str, id: &str, count: usize) -> Vec<(u64, String)> {
    let mut seen = Vec::new();
    let mut after = 0;
    while seen.len() < count {
        for message in said(&app.messages(token, id, after).await) {
            after = message["seq"].as_u64().unwrap();
            seen.push((after, message["text"].to_string()));
        }
    }
    seen
}

#[tokio::test]
async fn a_number_shows_its_card_to_its_owner_and_to_nobody_else() {
    let app = TestApp::start().await;
    let agent = app.token("agent@example.com").await;
    let mut kinds = Vec::new();
    for email in ["maria@example.com", VERA] {
        let chat = app.start_chat("Somebody", email).await;
        let sent = app
            .say(&chat.token, &chat.id, "What about TKT-00001?")
            .await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        for token in [&chat.token, &agent] {
            let messages = said(&app.messages(token, &chat.id, 0).await);
            kinds.push(list(&messages[0]["cards"])[0]["kind"].clone());
        }
    }
    assert_eq!(kinds, ["ticket", "ticket", "error", "error"]);
}

#[tokio::test]
async fn a_deleted_tickets_card_becomes_the_error_card() {
    let app = TestApp::start().await;
    let agent = app.token("agent@example.com").await;
    let chat = app.start_chat("Maria", "maria@example.com").await;
    app.say(&chat.token, &chat.id, "What about TKT-00001?")
        .await;
    let card = async || {
        let messages = said(&app.messages(&chat.token, &chat.id, 0).await);
        list(&messages[0]["cards"])[0].clone()
    };
    assert_eq!(card().await["title"], "Invoice shows the old address");
    assert_eq!(app.delete(&agent, "TKT-00001").await.unwrap().status, 204);
    assert_eq!(card().await["kind"], "error");
}

#[tokio::test]
async fn a_new_browser_with_a_known_address_sees_no_older_conversation() {
    let app = TestApp::start().await;
    let first = app.start_chat("Vera", VERA).await;
    app.say(&first.token, &first.id, "My secret story").await;
    let second = app.start_chat("Vera", VERA).await;
    assert_ne!(first.id, second.id);
    let messages = app.messages(&second.token, &second.id, 0).await;
    assert_eq!(said(&messages).len(), 0, "{}", messages.body);
    let older = app.messages(&second.token, &first.id, 0).await;
    assert_eq!(older.status, 404, "{}", older.body);
}

#[tokio::test]
async fn one_address_may_not_begin_many_conversations() {
    let app = TestApp::start().await;
    let mut refused = None;
    // Twice the limit and one more: whenever the minute turns, one window is overrun.
    for _ in 0..61 {
        let address = Ipv4Addr::new(127, 0, 0, 2);
        let body = json!({ "bot_token": "demo-widget-token", "name": "Vera", "email": VERA });
        let request = app.request_from(address, "POST", "/api/chat");
        let answer = app.send(request.json(&body)).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        Chat::of(&answer);
    }
    check_limit(&refused.expect("a flood is stopped"));
}

#[tokio::test]
async fn a_conversation_takes_thirty_messages_a_minute() {
    let app = TestApp::start().await;
    let chat = app.start_chat("Vera", VERA).await;
    let mut refused = None;
    for attempt in 0..61 {
        let answer = app.say(&chat.token, &chat.id, "And?").await;
        if answer.status == 429 {
            assert!(attempt >= 30, "{attempt}");
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 201, "{}", answer.body);
    }
    check_limit(&refused.expect("a flood is stopped"));
    let other = app.start_chat("Vera", VERA).await;
    assert_eq!(app.say(&other.token, &other.id, "Hello").await.status, 201);
}

#[tokio::test]
async fn a_ticket_from_a_conversation_is_linked_both_ways_and_announced_in_it() {
    let app = TestApp::start().await;
    let agent = app.token("agent@example.com").await;
    let chat = app.start_chat("Vera", VERA).await;
    app.say(&chat.token, &chat.id, "It is broken").await;
    let ticket = json!({
        "title": "Broken", "description": "It is broken", "conversation_id": chat.id,
    });
    let created = app.create(&agent, None, &ticket).await.unwrap();
    assert_eq!(created.status, 201, "{}", created.body);
    for (field, expected) in [
        ("conversation_id", chat.id.as_str()),
        ("source", "chat"),
        ("customer_name", "Vera"),
        ("customer_email", VERA),
    ] {
        assert_eq!(created.body[field], expected, "{field}");
    }
    let number = created.body["ticket_number"].as_str().unwrap();
    let messages = said(&app.messages(&chat.token, &chat.id, 1).await);
    assert_eq!(messages[0]["from"], "system");
    assert!(messages[0]["text"].as_str().unwrap().contains(number));
    let conversation = app.conversation(&agent, &chat.id).await;
    assert!(conversation.body["tickets"].to_string().contains(number));
}

#[track_caller]
fn check_limit(refused: &Answer) {
    assert_eq!(refused.body["type"], "urn:tkt:problem:too-many-requests");
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
}

#[track_caller]
fn said(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    list(&answer.body["messages"])
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}
