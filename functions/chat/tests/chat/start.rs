use rstest::rstest;
use serde_json::{Value, json};
use store::audit::Act;
use testkit::samples::{signed_in, workspace};

use crate::{Ask, Chat, PAGE, TOKEN, UNLIMITED, VERA, each};

#[tokio::test]
async fn a_visitor_gets_a_conversation_and_a_token_for_it() {
    let chat = Chat::open().await;
    let body = json!({ "bot_token": TOKEN, "name": " Vera ", "email": VERA, "page": "https://shop.example/lamps" });
    let reply = chat.send(Ask::new("POST", "").json(&body)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    assert_eq!(reply.header("access-control-allow-origin"), PAGE);
    assert_eq!(reply.body.as_object().unwrap().len(), 3);
    let id = reply.body["conversation_id"].as_str().unwrap();
    let mut shown = chat.shown(id).await;
    assert!(shown["created_at"].take().is_string());
    assert!(shown["active_at"].take().is_string());
    let expected = json!({
        "id": id,
        "state": "open",
        "visitor": { "name": "Vera", "email": VERA },
        "page": "https://shop.example/lamps",
        "unread": 0,
        "last": null,
        "tickets": [],
        "created_at": null,
        "active_at": null,
        "presence": [],
    });
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn a_token_is_stored_as_its_hash_alone() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    assert_eq!(vera.token.len(), 22);
    for (pk, sk) in chat.desk.table.keys().await {
        let item = chat.desk.table.item(&pk, &sk).await.unwrap();
        assert!(!format!("{item:?}").contains(&vera.token), "{pk} {sk}");
    }
}

#[tokio::test]
async fn a_new_browser_with_a_known_address_sees_no_older_conversation() {
    let chat = Chat::open().await;
    let older = chat.start().await;
    chat.said(&older.token, &older.id, "My card number is 1", "1")
        .await;
    let newer = chat.start().await;
    assert_ne!(older.id, newer.id);
    let seen = chat.read(&newer.token, &newer.id, 0).await;
    assert_eq!(seen, json!({ "messages": [], "state": "open" }));
    let path = format!("/{}/messages", older.id);
    assert_eq!(chat.get(&newer.token, &path).await.status, 404);
    let list = chat.get(&chat.agent(), "").await.body;
    assert_eq!(each(&list["items"], "id"), [newer.id, older.id]);
}

#[rstest]
#[case::nothing(json!({}), &["/name", "/email"])]
#[case::nulls(json!({ "name": null, "email": null }), &["/name", "/email"])]
#[case::blank(json!({ "name": " ", "email": VERA }), &["/name"])]
#[case::no_address(json!({ "name": "Vera", "email": "vera" }), &["/email"])]
#[case::two_lines(json!({ "name": "Vera", "email": VERA, "page": "a\nb" }), &["/page"])]
#[case::a_number(json!({ "name": 1, "email": VERA }), &["/name"])]
#[case::unknown(json!({ "name": "Vera", "email": VERA, "state": "closed" }), &["/state"])]
#[tokio::test]
async fn wrong_fields_are_named_and_the_page_can_read_that(
    #[case] fields: Value,
    #[case] pointers: &[&str],
) {
    let chat = Chat::open().await;
    let mut body = fields;
    body["bot_token"] = json!(TOKEN);
    let reply = chat.send(Ask::new("POST", "").json(&body)).await;
    assert_eq!((reply.status, reply.pointers().as_slice()), (422, pointers));
    assert_eq!(reply.header("access-control-allow-origin"), PAGE);
}

#[rstest]
#[case::none(json!({}))]
#[case::unknown(json!({ "bot_token": "AAECAwQFBgcICQoLDA0OAA" }))]
#[case::no_text(json!({ "bot_token": 5 }))]
#[tokio::test]
async fn without_a_widget_token_nothing_is_said_of_the_fields(#[case] body: Value) {
    let chat = Chat::open().await;
    let reply = chat.send(Ask::new("POST", "").json(&body)).await;
    assert_eq!(reply.status, 401);
    assert_eq!(reply.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_token_that_was_taken_back_starts_nothing_and_its_page_can_read_why() {
    let chat = Chat::open().await;
    let (store, by) = (chat.desk.store(), signed_in());
    let act = Act {
        by: &by,
        at: domain::time::UtcTime::now(),
        log: 0,
    };
    let record = store.widget_token_record(&workspace("w1"), "t1").await;
    let record = record.unwrap().unwrap();
    store.revoke_widget_token(&act, &record).await.unwrap();
    let body = json!({ "bot_token": TOKEN, "name": "Vera", "email": VERA });
    let reply = chat.send(Ask::new("POST", "").json(&body)).await;
    assert_eq!(reply.status, 401);
    assert_eq!(reply.header("access-control-allow-origin"), PAGE);
}

#[tokio::test]
async fn conversations_of_an_address_are_counted_and_an_exempt_one_is_not() {
    let chat = Chat::open().await;
    let mut settings = testkit::samples::settings();
    settings.limits.conversations_per_address = 2;
    settings.allowed_origins = vec![PAGE.parse().unwrap()];
    let store = chat.desk.store();
    store
        .put_settings(&workspace("w1"), &settings)
        .await
        .unwrap();
    let body = json!({ "bot_token": TOKEN, "name": "Vera", "email": VERA });
    let ask = || Ask::new("POST", "").json(&body);
    // Unless the minute ends meanwhile, the third is refused; at the latest the fifth.
    let mut refused = None;
    for _ in 0..5 {
        let reply = chat.send(ask()).await;
        refused = (reply.status == 429).then_some(reply);
        if refused.is_some() {
            break;
        }
    }
    let refused = refused.unwrap();
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    assert_eq!(refused.header("access-control-allow-origin"), PAGE);
    assert_eq!(
        refused.header("access-control-expose-headers"),
        "etag, retry-after"
    );
    for _ in 0..5 {
        assert_eq!(chat.send(ask().from(UNLIMITED)).await.status, 201);
    }
}
