use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::samples::OWNER;

use crate::{Ask, Chat, PAGE, each};

#[tokio::test]
async fn both_sides_read_each_other_and_visitors_read_no_agents_address() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let agent = chat.agent();
    let mut first = chat.said(&vera.token, &vera.id, "Hello", "1").await;
    assert!(first["at"].take().is_string());
    let expected = json!({
        "seq": 1, "from": "visitor", "name": "Vera", "text": "Hello", "cards": [],
        "intent": null, "at": null,
    });
    assert_eq!(first, expected);
    let second = chat.said(&agent, &vera.id, "Good morning", "1").await;
    assert_eq!(
        (&second["seq"], &second["name"]),
        (&json!(2), &json!(OWNER))
    );
    let seen = chat.read(&vera.token, &vera.id, 0).await;
    assert_eq!(each(&seen["messages"], "from"), ["visitor", "agent"]);
    assert_eq!(each(&seen["messages"], "name"), ["Vera", "Acme"]);
    assert!(!seen.to_string().contains(OWNER));
    let seen = chat.read(&agent, &vera.id, 1).await;
    assert_eq!(seen["messages"], json!([second]));
}

#[tokio::test]
async fn text_stays_text() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let text = "<script>alert(1)</script> &amp; **b**\r\n\tyes \u{202e}\u{1f600}";
    let sent = chat.said(&vera.token, &vera.id, text, "1").await;
    let expected = text.replace("\r\n", "\n");
    assert_eq!(sent["text"], expected);
    let seen = chat.read(&vera.token, &vera.id, 0).await;
    assert_eq!(seen["messages"][0]["text"], expected);
    let path = format!("/{}/messages", vera.id);
    let reply = chat.get(&vera.token, &path).await;
    assert_eq!(reply.header("content-type"), "application/json");
}

#[tokio::test]
async fn the_same_name_gives_the_same_message_also_at_the_same_moment() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let sends = (0..6).map(|_| chat.said(&vera.token, &vera.id, "Once", "one"));
    let sent = join_all(sends).await;
    assert!(sent.iter().all(|message| *message == sent[0]), "{sent:?}");
    // The name counts, whatever the text is by now.
    let again = chat.said(&vera.token, &vera.id, "Twice", "one").await;
    assert_eq!(again, sent[0]);
    // Another sender's name is another one.
    let agents = chat.said(&chat.agent(), &vera.id, "Mine", "one").await;
    let colleague = chat.colleague().await;
    let colleagues = chat.said(&colleague, &vera.id, "Ours", "one").await;
    assert_eq!(colleagues["seq"], 3);
    assert_eq!(agents["seq"], 2);
    let seen = chat.read(&vera.token, &vera.id, 0).await;
    assert_eq!(each(&seen["messages"], "text"), ["Once", "Mine", "Ours"]);
}

#[tokio::test]
async fn parallel_writers_leave_no_gap_and_a_reader_misses_and_repeats_nothing() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let agent = chat.agent();
    let texts: Vec<_> = (0..24).map(|n| format!("message {n}")).collect();
    let sends = texts.iter().enumerate().map(|(n, text)| {
        let bearer = if n % 2 == 0 { &vera.token } else { &agent };
        chat.said(bearer, &vera.id, text, text)
    });
    let reader = async {
        let mut seen: Vec<Value> = Vec::new();
        while seen.len() < texts.len() {
            let after = u64::try_from(seen.len()).unwrap();
            let page = chat.read(&vera.token, &vera.id, after).await;
            seen.extend(page["messages"].as_array().unwrap().iter().cloned());
        }
        seen
    };
    let (sent, seen) = tokio::join!(join_all(sends), reader);
    let numbers: Vec<_> = seen
        .iter()
        .map(|one| one["seq"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, (1..=24).collect::<Vec<_>>());
    for message in sent {
        let found = seen.iter().find(|one| one["seq"] == message["seq"]);
        assert_eq!(found.unwrap()["text"], message["text"]);
    }
    let mut found: Vec<_> = seen
        .iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect();
    found.sort_unstable();
    let mut texts: Vec<_> = texts.iter().map(String::as_str).collect();
    texts.sort_unstable();
    assert_eq!(found, texts);
}

#[tokio::test]
async fn an_answer_that_the_reader_has_is_not_sent_again() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    chat.said(&vera.token, &vera.id, "Hello", "1").await;
    let path = format!("/{}/messages?after=0", vera.id);
    let ask = |tag: &str| {
        let ask = Ask::new("GET", &path).bearer(&vera.token);
        chat.send(ask.header("if-none-match", tag))
    };
    let first = ask("\"other\"").await;
    assert_eq!(first.status, 200);
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let tag = first.header("etag");
    let same = ask(tag).await;
    assert_eq!((same.status, &same.body), (304, &Value::Null));
    assert_eq!(same.header("access-control-allow-origin"), PAGE);
    assert_eq!(
        same.header("access-control-expose-headers"),
        "etag, retry-after"
    );
    chat.act(&chat.agent(), &vera.id, "close", None).await;
    let closed = ask(tag).await;
    assert_eq!(
        (closed.status, &closed.body["state"]),
        (200, &json!("closed"))
    );
}

#[tokio::test]
async fn a_long_conversation_is_read_in_pages() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let id = vera.id.parse().unwrap();
    let w1 = testkit::samples::workspace("w1");
    let store = chat.desk.store();
    for n in 0..101 {
        let before = store.conversation(&w1, &id).await.unwrap().unwrap();
        let new = domain::chat::NewMessage {
            from: domain::chat::Sender::Agent,
            by: None,
            text: domain::chat::ChatText::parse("Hello").unwrap(),
            at: domain::time::UtcTime::now(),
            numbers: Vec::new(),
            refused: false,
            intent: None,
        };
        let client_id = domain::chat::ClientId::parse(&n.to_string()).unwrap();
        let key = store::chat::SendKey {
            sender: "o1",
            client_id: &client_id,
        };
        store.send(&w1, &before, new, &key).await.unwrap();
    }
    let page = chat.read(&vera.token, &vera.id, 0).await;
    assert_eq!(page["messages"].as_array().unwrap().len(), 100);
    let rest = chat.read(&vera.token, &vera.id, 100).await;
    assert_eq!(each(&rest["messages"], "seq"), [101]);
    let none = chat.read(&vera.token, &vera.id, 9_999_999_999).await;
    assert_eq!(none["messages"], json!([]));
}
