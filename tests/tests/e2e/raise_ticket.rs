use std::time::{Duration, Instant};

use serde_json::json;
use tests::TestApp;

#[tokio::test]
async fn a_visitors_ticket_is_numbered_and_mailed_within_two_seconds() {
    let app = TestApp::start().await;
    assert!(
        app.mailbox().await.is_empty(),
        "the demo begins without mail"
    );

    let body = json!({
        "bot_token": "demo-widget-token",
        "issue": "The invoice shows <b>VAT</b> twice.\nCan you mend it?",
        "visitor_name": "Zoë O'Neill",
        "visitor_email": "zoe@example.com",
        "visitor_phone": "+49 30 1234",
        "user_id": "u-7",
        "session_id": "s-9",
    });
    let answer = app.post("/api/tickets/create", &body).await;
    let answered = Instant::now();
    assert_eq!(answer.status, 201);
    assert_eq!(
        answer.body,
        json!({"ticket_id": "TKT-00004", "status": "open"})
    );
    assert_eq!(answer.header("cache-control"), "no-store");

    let mails = app.mails(2).await;
    assert!(
        answered.elapsed() < Duration::from_secs(2),
        "{:?}",
        answered.elapsed()
    );
    let to_owner = mails
        .iter()
        .find(|mail| mail.to() == "owner@example.com")
        .unwrap();
    assert_eq!(to_owner.subject(), "New Support Ticket #TKT-00004");
    assert_eq!(to_owner.reply_to(), "zoe@example.com");
    for text in [
        "Zoë O'Neill",
        "zoe@example.com",
        "+49 30 1234",
        "The invoice shows <b>VAT</b> twice.",
    ] {
        assert!(
            to_owner.text().contains(text),
            "{text} is missing in:\n{}",
            to_owner.text()
        );
    }
    assert!(
        to_owner
            .text()
            .contains("Please respond to the visitor at zoe@example.com")
    );
    assert!(
        !to_owner.html().contains("<b>VAT"),
        "what a visitor typed is escaped"
    );
    assert!(to_owner.html().contains("VAT"));

    let to_visitor = mails
        .iter()
        .find(|mail| mail.to() == "zoe@example.com")
        .unwrap();
    assert_eq!(to_visitor.subject(), "Support Ticket Reference: TKT-00004");
    assert_eq!(to_visitor.reply_to(), "owner@example.com");
    assert!(to_visitor.text().contains("/track-ticket?ticket=TKT-00004"));
    assert_eq!(
        to_visitor.text_of("/headers/Auto-Submitted"),
        "auto-generated"
    );
    for typed in ["Zoë", "VAT", "1234"] {
        assert!(!to_visitor.text().contains(typed) && !to_visitor.html().contains(typed));
    }
    assert_eq!(app.rest().await, 0);
}

#[tokio::test]
async fn another_workspaces_widget_raises_tickets_there() {
    let app = TestApp::start().await;
    let body = json!({
        "bot_token": "other-widget-token",
        "issue": "Hello",
        "visitor_name": "Vera",
        "visitor_email": "vera@example.com",
    });
    let answer = app.post("/api/tickets/create", &body).await;
    assert_eq!(
        answer.body["ticket_id"], "TKT-00001",
        "numbers are each workspace's own"
    );
    let mails = app.mails(2).await;
    let owner = mails
        .iter()
        .find(|mail| mail.to() == "owner@other.example")
        .unwrap();
    assert_eq!(owner.reply_to(), "vera@example.com");
    let visitor = mails
        .iter()
        .find(|mail| mail.to() == "vera@example.com")
        .unwrap();
    assert!(
        visitor
            .text()
            .contains("/track-ticket?ticket=TKT-00001&w=other")
    );
}

#[tokio::test]
async fn a_refusal_of_the_mail_service_delays_a_mail_and_doubles_none() {
    let app = TestApp::start().await;
    let fault = app
        .post("/_local/ses/fault", &json!({"kind": "429", "count": 2}))
        .await;
    assert!((200..300).contains(&fault.status), "{fault:?}");
    assert_eq!(
        app.raise("Vera", "vera@example.com", "Help").await.status,
        201
    );
    let mails = app.mails(2).await;
    assert_eq!(app.rest().await, 0);
    assert_eq!(app.mailbox().await, mails);
}

#[tokio::test]
async fn a_page_of_a_foreign_origin_may_ask_but_not_read() {
    let app = TestApp::start().await;
    let preflight = app
        .request("OPTIONS", "/api/tickets/create")
        .header("origin", "https://shop.example")
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "content-type,idempotency-key",
        );
    let answer = app.send(preflight).await;
    assert_eq!(answer.status, 204);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://shop.example"
    );
    assert_eq!(answer.header("access-control-allow-methods"), "POST");

    let body = json!({
        "bot_token": "demo-widget-token",
        "issue": "Hello",
        "visitor_name": "Vera",
        "visitor_email": "vera@example.com",
    });
    let raise = app
        .request("POST", "/api/tickets/create")
        .header("origin", "https://shop.example");
    let answer = app.send(raise.json(&body)).await;
    assert_eq!(answer.status, 201);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "",
        "the workspace lists no origin"
    );
    assert_eq!(answer.header("vary"), "origin");
}

#[tokio::test]
async fn a_ticket_raised_in_a_conversation_is_told_there_for_its_visitors_token_alone() {
    let app = TestApp::start().await;
    let chat = app.start_chat("Vera", "vera@example.com").await;
    let other = app.start_chat("Vera", "vera@example.com").await;
    let body = json!({
        "bot_token": "demo-widget-token",
        "issue": "It is broken.",
        "visitor_name": "Vera",
        "visitor_email": "vera@example.com",
        "session_id": chat.id,
    });
    for (n, token) in [(4, None), (5, Some(&other.token)), (6, Some(&chat.token))] {
        let request = app.request("POST", "/api/tickets/create").json(&body);
        let request = match token {
            None => request,
            Some(token) => request.bearer_auth(token),
        };
        let answer = app.send(request).await;
        let expected = json!({ "ticket_id": format!("TKT-{n:05}"), "status": "open" });
        assert_eq!((answer.status, answer.body), (201, expected));
    }
    let messages = app.messages(&chat.token, &chat.id, 0).await.body["messages"].take();
    assert_eq!(messages.as_array().unwrap().len(), 1, "{messages}");
    let told = &messages[0];
    assert_eq!(told["from"], "system");
    assert_eq!(
        told["text"],
        "Ticket TKT-00006 was raised in this conversation."
    );
    assert_eq!(told["cards"][0]["ticket_number"], "TKT-00006");
    assert_eq!(told["cards"][0]["kind"], "ticket");

    let agent = app.token("agent@example.com").await;
    for (number, linked) in [("TKT-00005", None), ("TKT-00006", Some(&chat.id))] {
        let path = format!("/api/ticket/{number}");
        let edit = app.request("PUT", &path).json(&json!({"priority": "high"}));
        for request in [app.request("GET", &path), edit] {
            let shown = app.send(request.bearer_auth(&agent)).await.body;
            assert_eq!(shown["session_id"], json!(chat.id), "{shown}");
            assert_eq!(shown["conversation_id"], json!(linked), "{shown}");
            assert_eq!(shown["source"], "widget");
        }
    }
}
