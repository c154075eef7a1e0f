//! Signing in over the whole stack: codes by mail, sessions, the first owner.

mod founding;
mod mailing;
mod sessions;
mod traces;

use std::collections::BTreeMap;

use serde_json::json;
use tests::{Answer, Session, TestApp};

const AGENT: &str = "agent@example.com";
const OWNER: &str = "owner@example.com";

#[tokio::test]
async fn a_code_comes_by_mail_and_signs_an_agent_in() {
    let app = TestApp::start().await;
    let asked = app.ask_for_code("  Agent@Example.com ").await;
    assert_eq!(asked.status, 202);
    assert_eq!(asked.body["expires_in"], 600);
    let mail = app.next_mail_to(AGENT, 0).await;
    let code = mail.code();
    assert_eq!(mail.subject(), "Your sign-in code");
    for (text, needed) in [
        (mail.text(), "Someone asked to sign in"),
        (mail.text(), "If it was not you who asked"),
        (mail.text(), "Never pass it on"),
        (mail.html(), code.as_str()),
    ] {
        assert!(text.contains(needed), "{needed:?} in {text}");
    }
    let answer = app.enter_code(request_of(&asked), &spaced(&code)).await;
    assert_eq!(answer.body["token_type"], "Bearer");
    assert_eq!(answer.body["expires_in"], 900);
    let session = Session::of(&answer);
    assert_eq!(app.status_with(&session.access_token).await, 200);
    let cookie = answer.header("set-cookie");
    for attribute in [
        "HttpOnly",
        "Secure",
        "SameSite=Strict",
        "Path=/api/sign-in",
        "Max-Age=2592000",
    ] {
        assert!(cookie.contains(attribute), "{attribute} in the cookie");
    }
    assert_eq!(app.mails(1).await.len(), 1, "nobody else is told");
}

#[tokio::test]
async fn a_wrong_or_used_code_is_refused_in_one_way_and_the_right_one_works_once() {
    let app = TestApp::start().await;
    let asked = app.ask_for_code(AGENT).await;
    let request = request_of(&asked);
    let code = app.next_mail_to(AGENT, 0).await.code();
    let unknown = app.enter_code(&"0".repeat(32), &code).await;
    let wrong = app.enter_code(request, &other_than(&code)).await;
    let nonsense = app.enter_code(request, "12345").await;
    let right = app.enter_code(request, &code).await;
    assert_eq!(right.status, 200);
    let used = app.enter_code(request, &code).await;
    for refusal in [&wrong, &nonsense, &used] {
        assert_eq!(refusal.status, 401);
        assert_eq!(refusal.body, unknown.body);
        assert_eq!(refusal.cookie(), None);
    }
}

#[tokio::test]
async fn five_wrong_codes_end_a_request_and_a_new_one_goes_on() {
    let app = TestApp::start().await;
    let asked = app.ask_for_code(AGENT).await;
    let code = app.next_mail_to(AGENT, 0).await.code();
    for _ in 0..5 {
        let wrong = app.enter_code(request_of(&asked), &other_than(&code)).await;
        assert_eq!(wrong.status, 401);
    }
    let right = app.enter_code(request_of(&asked), &code).await;
    assert_eq!(right.status, 401, "the sixth");
    app.sign_in(AGENT).await;
}

#[tokio::test]
async fn an_unknown_address_is_answered_as_an_agents_and_gets_no_mail() {
    let app = TestApp::start().await;
    let known = app.ask_for_code(AGENT).await;
    let elsewhere = json!({ "email": AGENT, "workspace": "nowhere-at-all" });
    for unknown in [
        app.ask_for_code("stranger@elsewhere.example").await,
        app.post("/api/sign-in/code", &elsewhere).await,
    ] {
        assert_eq!(unknown.status, known.status);
        assert_eq!(shape(&unknown), shape(&known));
        assert_eq!(unknown.body["expires_in"], known.body["expires_in"]);
        let ids = [request_of(&unknown), request_of(&known)];
        assert_eq!(ids.map(str::len), [32, 32]);
        let guess = app.enter_code(request_of(&unknown), "123456").await;
        let control = app.enter_code(&"0".repeat(32), "123456").await;
        assert_eq!(guess.status, 401);
        assert_eq!(guess.body, control.body);
    }
    app.next_mail_to(AGENT, 0).await;
    assert_eq!(app.rest().await, 0);
    app.mails(1).await;
}

#[tokio::test]
async fn an_address_gets_five_codes_an_hour_whether_or_not_anybody_has_it() {
    let app = TestApp::start().await;
    for email in [AGENT, "stranger@elsewhere.example"] {
        for _ in 0..5 {
            assert_eq!(app.ask_for_code(email).await.status, 202);
        }
        let refused = app.ask_for_code(email).await;
        assert_eq!(refused.status, 429);
        let wait: u32 = refused.header("retry-after").parse().unwrap();
        assert!((1..=3600).contains(&wait));
    }
}

/// The names of an answer's headers, and the values of those that do not differ by themselves.
fn shape(answer: &Answer) -> BTreeMap<String, String> {
    let headers = answer.headers.iter().map(|(name, value)| {
        let differs = ["date", "apigw-requestid"].contains(&name.as_str());
        let value = if differs { "" } else { value.to_str().unwrap() };
        (name.to_string(), value.to_owned())
    });
    headers.collect()
}

fn request_of(asked: &Answer) -> &str {
    asked.body["request_id"].as_str().unwrap()
}

/// A code as people write it.
fn spaced(code: &str) -> String {
    format!(" {} {} ", &code[..3], &code[3..])
}

fn other_than(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}
