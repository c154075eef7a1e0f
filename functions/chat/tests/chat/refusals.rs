use rstest::rstest;
use serde_json::{Value, json};

use crate::{Ask, Chat, PAGE, TOKEN, VERA};

#[rstest]
#[case::nothing(json!({}), &["/text", "/client_id"])]
#[case::blank(json!({ "text": " \n", "client_id": " " }), &["/text", "/client_id"])]
#[case::too_long(json!({ "text": "a".repeat(2_001), "client_id": "b".repeat(65) }), &["/text", "/client_id"])]
#[case::a_control_character(json!({ "text": "a\u{7}", "client_id": "1" }), &["/text"])]
#[case::a_number(json!({ "text": 1, "client_id": "1" }), &["/text"])]
#[case::unknown(json!({ "text": "a", "client_id": "1", "from": "agent" }), &["/from"])]
#[case::no_object(json!([]), &[""])]
#[tokio::test]
async fn a_message_with_wrong_fields_is_not_sent(#[case] body: Value, #[case] pointers: &[&str]) {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let path = format!("/{}/messages", vera.id);
    for bearer in [&vera.token, &chat.agent()] {
        let reply = chat
            .send(Ask::new("POST", &path).bearer(bearer).json(&body))
            .await;
        assert_eq!((reply.status, reply.pointers().as_slice()), (422, pointers));
        let origin = if *bearer == vera.token { PAGE } else { "" };
        assert_eq!(reply.header("access-control-allow-origin"), origin);
    }
    assert_eq!(chat.shown(&vera.id).await["last"], Value::Null);
}

#[tokio::test]
async fn two_thousand_characters_are_taken() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let text = "\u{1f600}".repeat(2_000);
    let sent = chat.said(&vera.token, &vera.id, &text, "1").await;
    assert_eq!(sent["text"], text);
}

#[rstest]
#[case::read_nothing("read", json!({ "seq": 0 }), "/seq")]
#[case::read_what_is_not_there("read", json!({ "seq": 2 }), "/seq")]
#[case::read_a_word("read", json!({ "seq": "1" }), "/seq")]
#[case::read_less_than_nothing("read", json!({ "seq": -1 }), "/seq")]
#[case::read_unknown("read", json!({ "all": true }), "/all")]
#[case::no_presence("presence", json!({}), "/state")]
#[case::another_presence("presence", json!({ "state": "sleeping" }), "/state")]
#[case::presence_unknown("presence", json!({ "state": "viewing", "email": "a@b.example" }), "/email")]
#[tokio::test]
async fn an_act_with_wrong_fields_is_refused(
    #[case] what: &str,
    #[case] body: Value,
    #[case] pointer: &str,
) {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    chat.said(&vera.token, &vera.id, "Hello", "1").await;
    let ask = Ask::new("POST", &format!("/{}/{what}", vera.id));
    let reply = chat.send(ask.bearer(&chat.agent()).json(&body)).await;
    assert_eq!((reply.status, reply.pointers()), (422, vec![pointer]));
    assert_eq!(chat.shown(&vera.id).await["unread"], 1);
}

#[rstest]
#[case::a_state("?state=pending")]
#[case::two_states("?state=open,closed")]
#[case::twice("?state=open&state=open")]
#[case::unknown("?limit=5")]
#[case::no_cursor("?cursor=")]
#[case::a_word("/ID/messages?after=one")]
#[case::a_sign("/ID/messages?after=+1")]
#[case::negative("/ID/messages?after=-1")]
#[case::none("/ID/messages?after=")]
#[case::too_large("/ID/messages?after=99999999999")]
#[case::another("/ID/messages?before=1")]
#[case::of_one("/ID?after=1")]
#[tokio::test]
async fn a_bad_query_is_refused(#[case] path: &str) {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let reply = chat.get(&chat.agent(), &path.replace("ID", &vera.id)).await;
    assert_eq!(reply.status, 400, "{}", reply.body);
}

#[tokio::test]
async fn routes_without_parameters_take_none() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    for what in ["messages", "read", "presence", "close", "reopen"] {
        let ask = Ask::new("POST", &format!("/{}/{what}?a=1", vera.id));
        let body = json!({ "state": "viewing" });
        let reply = chat.send(ask.bearer(&chat.agent()).json(&body)).await;
        assert_eq!(reply.status, 400, "{what}");
    }
    let start = json!({ "bot_token": TOKEN, "name": "Vera", "email": VERA });
    let reply = chat.send(Ask::new("POST", "?a=1").json(&start)).await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.header("access-control-allow-origin"), PAGE);
    let visitors = Ask::new("POST", &format!("/{}/messages?a=1", vera.id));
    let body = json!({ "text": "a", "client_id": "1" });
    let reply = chat.send(visitors.bearer(&vera.token).json(&body)).await;
    assert_eq!(reply.status, 400);
    assert_eq!(reply.header("access-control-allow-origin"), PAGE);
}

#[rstest]
#[case::unknown("00000000000000000000000000000000")]
#[case::upper_case("ABCDEFABCDEFABCDEFABCDEFABCDEFAB")]
#[case::short("abc")]
#[case::not_utf8("%FF")]
#[case::a_path("..%2F..")]
#[tokio::test]
async fn what_names_no_conversation_is_not_found(#[case] id: &str) {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let agent = chat.agent();
    assert_eq!(chat.get(&agent, &format!("/{id}")).await.status, 404);
    for bearer in [&vera.token, &agent] {
        let reply = chat.get(bearer, &format!("/{id}/messages")).await;
        assert_eq!(reply.status, 404, "{}", reply.body);
        assert_eq!(chat.say(bearer, id, "Hello", "1").await.status, 404);
    }
    for what in ["read", "presence", "close", "reopen"] {
        let ask = Ask::new("POST", &format!("/{id}/{what}")).bearer(&agent);
        let body = json!({ "state": "viewing" });
        let ask = if what == "presence" {
            ask.json(&body)
        } else {
            ask
        };
        assert_eq!(chat.send(ask).await.status, 404, "{what}");
    }
}

#[tokio::test]
async fn too_large_and_broken_bodies_are_refused_where_the_page_can_read_it() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let ask = || {
        Ask::new("POST", &format!("/{}/messages", vera.id))
            .bearer(&vera.token)
            .header("content-type", "application/json")
    };
    let large = format!("\"{}\"", "a".repeat(70_000));
    for (body, status) in [(large.as_str(), 413), ("{", 400), ("", 400)] {
        let reply = chat.send(ask().text(body)).await;
        assert_eq!(reply.status, status);
        assert_eq!(reply.header("access-control-allow-origin"), PAGE);
    }
}
