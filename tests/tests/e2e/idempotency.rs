use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Answer, TestApp};

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_burns_no_number() {
    let app = TestApp::start().await;
    let body = visitor("Help");
    let first = raise(&app, "k-1", &body).await;
    assert_eq!(
        (first.status, &first.body["ticket_id"]),
        (201, &json!("TKT-00004"))
    );
    // The same request in another spelling is the same request.
    let respelled = r#"{ "visitor_email":"vera@example.com", "visitor_name":"Ver\u0061",
        "issue":"Help", "bot_token":"demo-widget-token" }"#;
    let request = app
        .request("POST", "/api/tickets/create")
        .header("idempotency-key", "k-1");
    let repeat = app
        .send(
            request
                .header("content-type", "application/json")
                .body(respelled),
        )
        .await;
    assert_eq!((repeat.status, repeat.body), (201, first.body));
    let next = raise(&app, "k-2", &body).await;
    assert_eq!(
        next.body["ticket_id"], "TKT-00005",
        "the repeat took no number"
    );
    assert_eq!(app.mails(4).await.len(), 4, "and sent no mail");
    assert_eq!(app.rest().await, 0);
}

#[tokio::test]
async fn a_key_with_another_body_is_refused() {
    let app = TestApp::start().await;
    assert_eq!(raise(&app, "k-1", &visitor("Help")).await.status, 201);
    let refused = raise(&app, "k-1", &visitor("Other")).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.body["type"],
        "urn:tkt:problem:idempotency-key-reused"
    );
}

#[tokio::test]
async fn keys_of_two_credentials_do_not_meet() {
    let app = TestApp::start().await;
    let ticket = json!({
        "title": "T", "description": "D", "customer_name": "C", "customer_email": "c@example.com",
    });
    let mut numbers = Vec::new();
    for agent in [
        "agent@example.com",
        "owner@example.com",
        "agent@example.com",
    ] {
        let token = app.token(agent).await;
        let request = app.request("POST", "/api/ticket").bearer_auth(&token);
        let answer = app
            .send(request.header("idempotency-key", "same").json(&ticket))
            .await;
        assert_eq!((answer.status, answer.header("etag")), (201, "\"1\""));
        numbers.push(answer.body["ticket_number"].as_str().unwrap().to_owned());
    }
    assert_eq!(numbers, ["TKT-00004", "TKT-00005", "TKT-00004"]);
}

#[tokio::test]
async fn of_ten_at_once_with_one_key_all_get_one_answer() {
    let app = TestApp::start().await;
    let body = visitor("Help");
    let answers = join_all((0..10).map(|_| raise(&app, "k-1", &body))).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (201, &answers[0].body));
    }
    assert_eq!(app.mails(2).await.len(), 2);
    assert_eq!(app.rest().await, 0);
}

async fn raise(app: &TestApp, key: &str, body: &Value) -> Answer {
    let request = app.request("POST", "/api/tickets/create");
    app.send(request.header("idempotency-key", key).json(body))
        .await
}

fn visitor(issue: &str) -> Value {
    json!({
        "bot_token": "demo-widget-token",
        "issue": issue,
        "visitor_name": "Vera",
        "visitor_email": "vera@example.com",
    })
}
