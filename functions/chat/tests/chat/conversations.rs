use serde_json::{Value, json};
use testkit::samples::OWNER;

use crate::{Chat, each};

#[tokio::test]
async fn unread_counts_what_no_agent_has_read() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let agent = chat.agent();
    for (bearer, name) in [
        (&vera.token, "1"),
        (&agent, "2"),
        (&vera.token, "3"),
        (&vera.token, "4"),
    ] {
        chat.said(bearer, &vera.id, "Hello", name).await;
    }
    assert_eq!(chat.shown(&vera.id).await["unread"], 3);
    chat.act(&agent, &vera.id, "read", Some(json!({ "seq": 2 })))
        .await;
    assert_eq!(chat.shown(&vera.id).await["unread"], 2);
    // Reading less takes nothing back.
    chat.act(&agent, &vera.id, "read", Some(json!({ "seq": 1 })))
        .await;
    assert_eq!(chat.shown(&vera.id).await["unread"], 2);
    let colleague = chat.colleague().await;
    chat.act(&colleague, &vera.id, "read", Some(json!({ "seq": null })))
        .await;
    assert_eq!(chat.shown(&vera.id).await["unread"], 0);
    chat.said(&vera.token, &vera.id, "Hello", "5").await;
    assert_eq!(chat.shown(&vera.id).await["unread"], 1);
    chat.act(&agent, &vera.id, "read", Some(Value::Null)).await;
    assert_eq!(chat.shown(&vera.id).await["unread"], 0);
}

#[tokio::test]
async fn presence_is_seen_by_others_and_fades() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let (agent, colleague) = (chat.agent(), chat.colleague().await);
    chat.act(
        &agent,
        &vera.id,
        "presence",
        Some(json!({ "state": "viewing" })),
    )
    .await;
    chat.act(
        &agent,
        &vera.id,
        "presence",
        Some(json!({ "state": "writing" })),
    )
    .await;
    let path = format!("/{}", vera.id);
    let seen = chat.get(&colleague, &path).await.body;
    assert_eq!(
        seen["presence"],
        json!([{ "email": OWNER, "state": "writing" }])
    );
    assert_eq!(chat.shown(&vera.id).await["presence"], json!([]));
    // As if fifteen seconds had gone by; the item itself is removed later.
    let keys = chat.desk.table.keys().await;
    let (pk, sk) = keys.iter().find(|(_, sk)| sk.starts_with("P#")).unwrap();
    let past = domain::time::UtcTime::now().epoch_seconds() - 1;
    let past = aws_sdk_dynamodb::types::AttributeValue::N(past.to_string());
    chat.desk.table.set(pk, sk, "expires_at", past).await;
    let seen = chat.get(&colleague, &path).await.body;
    assert_eq!(seen["presence"], json!([]));
}

#[tokio::test]
async fn agents_close_and_reopen_and_a_visitors_message_opens_again() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let agent = chat.agent();
    let state = async || chat.shown(&vera.id).await["state"].clone();
    for what in ["close", "close"] {
        chat.act(&agent, &vera.id, what, None).await;
        assert_eq!(state().await, "closed");
    }
    chat.said(&agent, &vera.id, "One more thing", "1").await;
    assert_eq!(state().await, "closed");
    chat.act(&agent, &vera.id, "reopen", None).await;
    assert_eq!(state().await, "open");
    chat.act(&agent, &vera.id, "close", None).await;
    chat.said(&vera.token, &vera.id, "Thanks", "1").await;
    assert_eq!(state().await, "open");
    let seen = chat.read(&vera.token, &vera.id, 0).await;
    assert_eq!(each(&seen["messages"], "seq"), [1, 2]);
}
