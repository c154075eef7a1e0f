use serde_json::{Value, json};

use crate::{Ask, Chat, Started, each};

#[tokio::test]
async fn the_newest_activity_comes_first_with_its_last_message() {
    let chat = Chat::open().await;
    let (first, second) = (chat.start().await, chat.start().await);
    assert_eq!(ids(&chat, "").await, [&*second.id, &*first.id]);
    let text = format!("A line\n{}", "long ".repeat(100));
    chat.said(&first.token, &first.id, &text, "1").await;
    let list = chat.get(&chat.agent(), "").await.body;
    assert_eq!(each(&list["items"], "id"), [&*first.id, &*second.id]);
    let row = &list["items"][0];
    assert_eq!(row["last"]["from"], "visitor");
    let last = row["last"]["text"].as_str().unwrap();
    assert!(last.starts_with("A line long ") && last.chars().count() == 120);
    assert_eq!((&row["unread"], row.get("presence")), (&json!(1), None));
    assert_eq!(list["next_cursor"], Value::Null);
}

#[tokio::test]
async fn a_list_may_be_of_one_state() {
    let chat = Chat::open().await;
    let (open, closed) = (chat.start().await, chat.start().await);
    chat.act(&chat.agent(), &closed.id, "close", None).await;
    assert_eq!(ids(&chat, "?state=open").await, [&*open.id]);
    assert_eq!(ids(&chat, "?state=closed").await, [&*closed.id]);
    assert_eq!(ids(&chat, "").await.len(), 2);
}

#[tokio::test]
async fn pages_show_every_conversation_once() {
    let chat = Chat::open().await;
    let mut all = Vec::new();
    for n in 0..23 {
        let Started { id, .. } = chat.start().await;
        if n % 3 == 0 {
            chat.act(&chat.agent(), &id, "close", None).await;
        }
        all.push(id);
    }
    let first = chat.get(&chat.agent(), "").await.body;
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = chat.get(&chat.agent(), &format!("?cursor={cursor}")).await;
    assert_eq!(rest.body["next_cursor"], Value::Null);
    let mut seen = each(&first["items"], "id");
    assert_eq!(seen.len(), 20);
    seen.extend(each(&rest.body["items"], "id"));
    all.reverse();
    assert_eq!(seen, all);
    for foreign in ["abc", cursor] {
        let path = format!("?state=open&cursor={foreign}");
        assert_eq!(chat.get(&chat.agent(), &path).await.status, 400);
    }
}

#[tokio::test]
async fn a_list_that_the_caller_has_is_not_sent_again() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let ask = |tag: &str| {
        let ask = Ask::new("GET", "").bearer(&chat.desk.token);
        chat.send(ask.header("if-none-match", tag))
    };
    let tag = ask("\"x\"").await.header("etag").to_owned();
    assert_eq!(ask(&tag).await.status, 304);
    chat.said(&vera.token, &vera.id, "Hello", "1").await;
    assert_eq!(ask(&tag).await.status, 200);
}

async fn ids(chat: &Chat, query: &str) -> Vec<Value> {
    let list = chat.get(&chat.agent(), query).await;
    each(&list.body["items"], "id")
}
