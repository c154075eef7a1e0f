use rstest::rstest;
use serde_json::json;
use testkit::Reply;

use crate::{Ask, Chat, PAGE, Started, TOKEN, TOKEN_2};

/// What agents alone may do, and with which body.
const AGENTS: [(&str, &str, &str); 6] = [
    ("GET", "", ""),
    ("GET", "/ID", ""),
    ("POST", "/ID/read", ""),
    ("POST", "/ID/presence", r#"{"state":"viewing"}"#),
    ("POST", "/ID/close", ""),
    ("POST", "/ID/reopen", ""),
];
/// What visitors may do, too.
const BOTH: [(&str, &str, &str); 2] = [
    ("GET", "/ID/messages", ""),
    (
        "POST",
        "/ID/messages",
        r#"{"text":"Hello","client_id":"1"}"#,
    ),
];

#[tokio::test]
async fn an_agent_of_the_workspace_may_do_everything_and_no_page_of_another_origin_reads_it() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    for route in AGENTS.into_iter().chain(BOTH) {
        let reply = ask(&chat, route, &vera.id, Some(&chat.agent())).await;
        assert!(
            (200..300).contains(&reply.status),
            "{route:?} {}",
            reply.status
        );
        assert_eq!(reply.header("access-control-allow-origin"), "", "{route:?}");
    }
}

#[tokio::test]
async fn the_visitor_may_read_and_speak_and_nothing_else() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    for route in BOTH {
        let reply = ask(&chat, route, &vera.id, Some(&vera.token)).await;
        assert!(
            (200..300).contains(&reply.status),
            "{route:?} {}",
            reply.status
        );
        assert_eq!(reply.header("access-control-allow-origin"), PAGE);
        assert_eq!(reply.header("vary"), "origin");
    }
    let before = chat.desk.table.keys().await;
    for route in AGENTS {
        let reply = ask(&chat, route, &vera.id, Some(&vera.token)).await;
        assert_eq!(reply.status, 401, "{route:?}");
    }
    assert_eq!(chat.desk.table.keys().await, before);
}

#[tokio::test]
async fn a_conversation_of_others_is_as_if_it_were_not() {
    let chat = Chat::open().await;
    let (vera, other) = (chat.start().await, chat.start().await);
    let of_w2 = chat.start_with(TOKEN_2).await;
    let unknown = "0".repeat(32);
    let before = chat.desk.table.keys().await;
    for route in BOTH {
        for (bearer, id) in [
            (&other.token, &vera.id),
            (&of_w2.token, &vera.id),
            (&vera.token, &of_w2.id),
        ] {
            let reply = ask(&chat, route, id, Some(bearer)).await;
            let nobodys = ask(&chat, route, &unknown, Some(bearer)).await;
            assert_eq!((reply.status, &reply.body), (404, &nobodys.body));
            assert_eq!(reply.header("access-control-allow-origin"), PAGE);
        }
    }
    let stranger = chat.stranger().await;
    for route in AGENTS.into_iter().skip(1).chain(BOTH) {
        let reply = ask(&chat, route, &vera.id, Some(&stranger)).await;
        assert_eq!(reply.status, 404, "{route:?}");
    }
    let list = ask(&chat, AGENTS[0], "", Some(&stranger)).await;
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(chat.desk.table.keys().await, before);
}

#[rstest]
#[case::nobody(None)]
#[case::the_widget(Some(TOKEN))]
#[case::an_unknown_token(Some("AAECAwQFBgcICQoLDA0OAA"))]
#[case::an_empty_one(Some(""))]
#[case::a_long_one(Some(
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
))]
#[case::no_access_token(Some("a.b.c"))]
#[tokio::test]
async fn who_has_no_credential_is_told_so_before_the_body_is_read(#[case] bearer: Option<&str>) {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    for route in AGENTS.into_iter().chain(BOTH) {
        let reply = ask(&chat, route, &vera.id, bearer).await;
        assert_eq!(reply.status, 401, "{route:?}");
        assert_eq!(reply.header("www-authenticate"), "Bearer");
        assert_eq!(reply.header("access-control-allow-origin"), "");
        let broken = Ask::new("POST", &format!("/{}/messages", vera.id)).text("{");
        let broken = match bearer {
            Some(token) => broken.bearer(token),
            None => broken,
        };
        assert_eq!(chat.send(broken).await.status, 401);
    }
}

#[tokio::test]
async fn a_token_that_is_over_opens_nothing() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let keys = chat.desk.table.keys().await;
    let (pk, sk) = keys
        .iter()
        .find(|(pk, _)| pk.starts_with("L#VISITOR#"))
        .unwrap();
    let past = domain::time::UtcTime::now().epoch_seconds() - 1;
    let past = aws_sdk_dynamodb::types::AttributeValue::N(past.to_string());
    chat.desk.table.set(pk, sk, "expires_at", past).await;
    for route in BOTH {
        assert_eq!(
            ask(&chat, route, &vera.id, Some(&vera.token)).await.status,
            401
        );
    }
}

#[tokio::test]
async fn a_page_that_is_not_listed_reads_nothing() {
    let chat = Chat::open().await;
    let Started { id, token } = chat.start().await;
    let path = format!("/{id}/messages");
    let get = Ask::new("GET", &path).bearer(&token);
    let reply = chat
        .send(get.header("origin", "https://evil.example"))
        .await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), "");
}

#[rstest]
#[case::conversations("", "POST", "authorization, content-type, idempotency-key")]
#[case::messages(
    "/x/messages",
    "GET, POST",
    "authorization, content-type, if-none-match"
)]
#[tokio::test]
async fn a_browser_may_ask_before(
    #[case] path: &str,
    #[case] methods: &str,
    #[case] headers: &str,
) {
    let chat = Chat::open().await;
    let reply = chat.send(Ask::new("OPTIONS", path)).await;
    assert_eq!(reply.status, 204);
    assert_eq!(reply.header("access-control-allow-origin"), PAGE);
    assert_eq!(reply.header("access-control-allow-methods"), methods);
    assert_eq!(reply.header("access-control-allow-headers"), headers);
    assert_eq!(reply.header("access-control-allow-credentials"), "");
}

#[tokio::test]
async fn no_content_type_that_needs_no_preflight_is_taken() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let body = json!({ "text": "Hello", "client_id": "1" }).to_string();
    for label in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    ] {
        let ask = Ask::new("POST", &format!("/{}/messages", vera.id)).bearer(&vera.token);
        let reply = chat
            .send(ask.header("content-type", label).text(&body))
            .await;
        assert_eq!(reply.status, 415);
        assert_eq!(reply.header("access-control-allow-origin"), PAGE);
        let start = Ask::new("POST", "").header("content-type", label);
        assert_eq!(chat.send(start.text(&body)).await.status, 415);
    }
}

async fn ask(
    chat: &Chat,
    (method, path, body): (&'static str, &str, &str),
    id: &str,
    bearer: Option<&str>,
) -> Reply {
    let mut ask = Ask::new(method, &path.replace("ID", id));
    if let Some(token) = bearer {
        ask = ask.bearer(token);
    }
    if !body.is_empty() {
        ask = ask.header("content-type", "application/json").text(body);
    }
    chat.send(ask).await
}
