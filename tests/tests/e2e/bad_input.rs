//! Whatever is sent: the contract's answer, never a 500.

use serde_json::{Value, json};
use tests::{Answer, TestApp};

/// What is sent, and the answer: status, and the pointer of the first wrong field.
type Case<'a> = (&'a str, Value, u16, &'a str);

#[tokio::test]
async fn a_visitors_wrong_fields_are_named() {
    let app = TestApp::start().await;
    let text = |length: usize| Value::from("x".repeat(length));
    let cases: &[Case] = &[
        ("no issue", change("issue", None), 422, "/issue"),
        (
            "null issue",
            change("issue", Some(json!(null))),
            422,
            "/issue",
        ),
        (
            "empty issue",
            change("issue", Some(json!(""))),
            422,
            "/issue",
        ),
        (
            "blank issue",
            change("issue", Some(json!(" \n\t\u{a0}"))),
            422,
            "/issue",
        ),
        (
            "issue of another type",
            change("issue", Some(json!(5))),
            422,
            "/issue",
        ),
        (
            "list for an issue",
            change("issue", Some(json!(["a"]))),
            422,
            "/issue",
        ),
        (
            "over-long issue",
            change("issue", Some(text(10_001))),
            422,
            "/issue",
        ),
        (
            "longest issue",
            change("issue", Some(text(10_000))),
            201,
            "",
        ),
        (
            "control character",
            change("issue", Some(json!("a\u{0}b"))),
            422,
            "/issue",
        ),
        (
            "escape sequence",
            change("issue", Some(json!("a\u{1b}[2Jb"))),
            422,
            "/issue",
        ),
        (
            "lone carriage return",
            change("issue", Some(json!("a\rb"))),
            422,
            "/issue",
        ),
        (
            "windows line ends",
            change("issue", Some(json!("a\r\nb"))),
            201,
            "",
        ),
        (
            "characters that SQS refuses",
            change("issue", Some(json!("a\u{fffe}\u{ffff}b"))),
            201,
            "",
        ),
        (
            "no name",
            change("visitor_name", None),
            422,
            "/visitor_name",
        ),
        (
            "blank name",
            change("visitor_name", Some(json!("  "))),
            422,
            "/visitor_name",
        ),
        (
            "two-line name",
            change("visitor_name", Some(json!("a\nb"))),
            422,
            "/visitor_name",
        ),
        (
            "header in a name",
            change("visitor_name", Some(json!("a\r\nBcc: x@y.example"))),
            422,
            "/visitor_name",
        ),
        (
            "over-long name",
            change("visitor_name", Some(text(101))),
            422,
            "/visitor_name",
        ),
        (
            "longest name",
            change("visitor_name", Some(text(100))),
            201,
            "",
        ),
        (
            "no e-mail",
            change("visitor_email", None),
            422,
            "/visitor_email",
        ),
        (
            "no e-mail at all",
            change("visitor_email", Some(json!("nobody"))),
            422,
            "/visitor_email",
        ),
        (
            "two e-mails",
            change("visitor_email", Some(json!("a@b.example,c@d.example"))),
            422,
            "/visitor_email",
        ),
        (
            "header in an e-mail",
            change(
                "visitor_email",
                Some(json!("a@b.example\r\nBcc: c@d.example")),
            ),
            422,
            "/visitor_email",
        ),
        (
            "over-long e-mail",
            change(
                "visitor_email",
                Some(json!(format!(
                    "{}@{}.example",
                    "a".repeat(64),
                    "b".repeat(190)
                ))),
            ),
            422,
            "/visitor_email",
        ),
        (
            "e-mail of another type",
            change("visitor_email", Some(json!({"a": 1}))),
            422,
            "/visitor_email",
        ),
        (
            "over-long phone",
            change("visitor_phone", Some(text(41))),
            422,
            "/visitor_phone",
        ),
        (
            "null phone",
            change("visitor_phone", Some(json!(null))),
            201,
            "",
        ),
        (
            "blank phone",
            change("visitor_phone", Some(json!(" "))),
            422,
            "/visitor_phone",
        ),
        (
            "unknown field",
            change("status", Some(json!("closed"))),
            422,
            "/status",
        ),
        (
            "privileged field",
            change("workspace", Some(json!("other"))),
            422,
            "/workspace",
        ),
    ];
    for (what, body, status, pointer) in cases {
        let answer = app.post("/api/tickets/create", body).await;
        check(what, &answer, *status, pointer);
    }
    assert_eq!(app.rest().await, 0);
}

#[tokio::test]
async fn a_token_that_is_not_one_is_refused_before_any_field() {
    let app = TestApp::start().await;
    let tokens = [
        None,
        Some(json!(null)),
        Some(json!("")),
        Some(json!(" ")),
        Some(json!("0")),
        Some(json!("null")),
        Some(json!("demo-widget-token ")),
        Some(json!("DEMO-WIDGET-TOKEN")),
        Some(json!("x".repeat(60_000))),
        Some(json!(["demo-widget-token"])),
        Some(json!(true)),
    ];
    for token in tokens {
        let mut body = change("bot_token", token.clone());
        let answer = app.post("/api/tickets/create", &body).await;
        check(&format!("{token:?}"), &answer, 401, "");
        body["issue"] = json!(5);
        let answer = app.post("/api/tickets/create", &body).await;
        check(&format!("{token:?} and a wrong field"), &answer, 401, "");
    }
    assert!(app.mailbox().await.is_empty());
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    let json_type = "application/json";
    let large = format!("{{\"a\": \"{}\"}}", "x".repeat(65_536));
    let cases: &[(&str, &str, &[u8], u16)] = &[
        ("nothing", json_type, b"", 400),
        ("half an object", json_type, b"{\"title\": \"a", 400),
        ("bad UTF-8", json_type, b"{\"title\": \"\xff\xfe\"}", 400),
        ("lone surrogate", json_type, br#"{"title": "\ud800"}"#, 400),
        ("not JSON", json_type, b"title=a", 400),
        ("NaN", json_type, b"{\"title\": NaN}", 400),
        (
            "a form",
            "application/x-www-form-urlencoded",
            b"title=a",
            415,
        ),
        ("plain text", "text/plain", b"{}", 415),
        ("multipart", "multipart/form-data; boundary=x", b"{}", 415),
        ("too large", json_type, large.as_bytes(), 413),
    ];
    for (what, content_type, body, status) in cases {
        for path in ["/api/ticket", "/api/tickets/create"] {
            let request = app.request("POST", path).bearer_auth(&token);
            let request = request
                .header("content-type", *content_type)
                .body(body.to_vec());
            check(
                &format!("{what} to {path}"),
                &app.send(request).await,
                *status,
                "",
            );
        }
    }
    for body in ["[]", "null", "\"text\"", "5"] {
        let request = app.request("POST", "/api/ticket").bearer_auth(&token);
        let request = request.header("content-type", json_type).body(body);
        check(body, &app.send(request).await, 422, "");
    }
}

#[tokio::test]
async fn an_agents_wrong_fields_are_named() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    let text = |length: usize| Value::from("x".repeat(length));
    let cases: &[Case] = &[
        ("no title", agent("title", None), 422, "/title"),
        (
            "over-long title",
            agent("title", Some(text(201))),
            422,
            "/title",
        ),
        (
            "tab in the title",
            agent("title", Some(json!("a\tb"))),
            422,
            "/title",
        ),
        (
            "no description",
            agent("description", None),
            422,
            "/description",
        ),
        (
            "over-long description",
            agent("description", Some(text(10_001))),
            422,
            "/description",
        ),
        (
            "unknown priority",
            agent("priority", Some(json!("asap"))),
            422,
            "/priority",
        ),
        (
            "unknown category",
            agent("category", Some(json!("cooking"))),
            422,
            "/category",
        ),
        (
            "no customer",
            agent("customer_email", None),
            422,
            "/customer_email",
        ),
        (
            "no conversation of ours",
            agent("conversation_id", Some(json!("c1"))),
            422,
            "/conversation_id",
        ),
        (
            "not an address",
            agent("assigned_to", Some(json!("me"))),
            422,
            "/assigned_to",
        ),
        (
            "number set",
            agent("ticket_number", Some(json!("TKT-00001"))),
            422,
            "/ticket_number",
        ),
        (
            "creator set",
            agent("created_by", Some(json!("owner@example.com"))),
            422,
            "/created_by",
        ),
        (
            "version set",
            agent("version", Some(json!(7))),
            422,
            "/version",
        ),
        (
            "hostile but well-formed",
            agent(
                "title",
                Some(json!("\"><script>alert(1)</script> {{7*7}} ../../")),
            ),
            201,
            "",
        ),
    ];
    for (what, body, status, pointer) in cases {
        let request = app
            .request("POST", "/api/ticket")
            .bearer_auth(&token)
            .json(body);
        check(what, &app.send(request).await, *status, pointer);
    }
    let all_wrong =
        json!({"title": "", "description": " ", "customer_email": "x", "category": "y"});
    let request = app
        .request("POST", "/api/ticket")
        .bearer_auth(&token)
        .json(&all_wrong);
    let answer = app.send(request).await;
    assert_eq!(
        answer.body["errors"].as_array().map(Vec::len),
        Some(5),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_token_comes_before_the_body() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    let (head, signature) = token.rsplit_once('.').unwrap();
    let forged = format!("{head}.{}", signature.chars().rev().collect::<String>());
    let headers = [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        "Bearer null".to_owned(),
        "Bearer 0".to_owned(),
        "Bearer a.b.c".to_owned(),
        format!("Basic {token}"),
        format!("Bearer {head}"),
        format!("Bearer {head}."),
        format!("Bearer {forged}"),
        format!("Bearer {}", "x".repeat(6_000)),
    ];
    for header in &headers {
        for (content_type, body) in [
            ("text/plain", "x".repeat(70_000)),
            ("application/json", "{".into()),
        ] {
            let request = app
                .request("POST", "/api/ticket")
                .header("content-type", content_type);
            let answer = app
                .send(request.header("authorization", header).body(body))
                .await;
            check(header, &answer, 401, "");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test]
async fn odd_headers_and_paths_make_no_error_of_ours() {
    let app = TestApp::start().await;
    let body = change("user_id", Some(json!("u")));
    for (name, value) in [
        ("x-name", "Ünal".as_bytes()),
        ("user-agent", "日本語".as_bytes()),
        ("x-forwarded-proto", b"ht tp://"),
        ("x-forwarded-host", b"[::bad"),
        ("cookie", b"a=\"b; c=d"),
    ] {
        let value = reqwest::header::HeaderValue::from_bytes(value).unwrap();
        let request = app
            .request("POST", "/api/tickets/create")
            .header(name, value)
            .json(&body);
        check(name, &app.send(request).await, 201, "");
    }
}

#[tokio::test]
async fn an_unknown_query_parameter_or_an_odd_key_is_refused_after_the_credential() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    let (sound, stranger) = (
        change("user_id", None),
        change("bot_token", Some(json!("x"))),
    );
    for query in [
        "?a=1",
        "?a=%zz",
        "?%00",
        "?a=b=c&&",
        "?x=%F0%9F%8E%AB",
        "?<>",
    ] {
        let path = format!("/api/tickets/create{query}");
        check(query, &app.post(&path, &sound).await, 400, "");
        check(query, &app.post(&path, &stranger).await, 401, "");
        let agents = app
            .request("POST", &format!("/api/ticket{query}"))
            .json(&agent("x", None));
        check(query, &app.send(agents.bearer_auth(&token)).await, 400, "");
    }
    for key in ["", " ", "a b", &"k".repeat(256)] {
        let send = |body| {
            let request = app.request("POST", "/api/tickets/create");
            app.send(request.header("idempotency-key", key).json(body))
        };
        check("odd key", &send(&sound).await, 400, "");
        check("odd key of a stranger", &send(&stranger).await, 401, "");
    }
}

#[track_caller]
fn check(what: &str, answer: &Answer, status: u16, pointer: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.body);
    if status < 400 {
        return;
    }
    assert_eq!(
        answer.header("content-type"),
        "application/problem+json",
        "{what}"
    );
    assert_eq!(answer.body["status"], status, "{what}");
    for field in ["type", "title", "detail"] {
        assert!(answer.body[field].is_string(), "{what}: {}", answer.body);
    }
    if !pointer.is_empty() {
        assert_eq!(
            answer.body["errors"][0]["pointer"], pointer,
            "{what}: {}",
            answer.body
        );
    }
}

/// A visitor's sound body with one field changed or left out.
fn change(field: &str, value: Option<Value>) -> Value {
    with(
        json!({
            "bot_token": "demo-widget-token",
            "issue": "Help",
            "visitor_name": "Vera",
            "visitor_email": "vera@example.com",
        }),
        field,
        value,
    )
}

/// An agent's sound body with one field changed or left out.
fn agent(field: &str, value: Option<Value>) -> Value {
    with(
        json!({
            "title": "T",
            "description": "D",
            "customer_name": "C",
            "customer_email": "c@example.com",
        }),
        field,
        value,
    )
}

fn with(mut body: Value, field: &str, value: Option<Value>) -> Value {
    match value {
        Some(value) => body[field] = value,
        None => drop(body.as_object_mut().unwrap().remove(field)),
    }
    body
}
