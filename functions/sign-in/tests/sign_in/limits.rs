use rstest::rstest;
use serde_json::json;
use testkit::samples::OWNER;

use crate::desk::{Answer, Desk, OFFICE};

/// A window ends every hour, perhaps within a test: then one of two is overrun.
const WINDOWS: usize = 2;

#[rstest]
#[case::an_agents(OWNER)]
#[case::a_strangers("nobody@acme.example")]
#[tokio::test]
async fn an_address_is_sent_five_codes_in_an_hour(#[case] email: &str) {
    let desk = Desk::start().await;
    let mut sent = 0;
    let refused = loop {
        let source = format!("10.0.{sent}.1");
        // Another spelling is no other address.
        let email = if sent % 2 == 0 {
            email.to_uppercase()
        } else {
            email.to_owned()
        };
        let answer = desk
            .ask_from(&source, "/sign-in/code", &json!({ "email": email }))
            .await;
        if answer.status == 429 {
            break answer;
        }
        assert_eq!(answer.status, 202);
        sent += 1;
        assert!(sent <= 5 * WINDOWS);
    };
    assert!(sent >= 5, "{sent}");
    assert_too_many(&refused);
    let other = json!({ "email": "other@acme.example" });
    assert_eq!(desk.ask("/sign-in/code", &other).await.status, 202);
}

#[tokio::test]
async fn thirty_codes_can_be_asked_for_from_one_network_in_an_hour() {
    let desk = Desk::start().await;
    let mut asked = 0;
    let refused = loop {
        // A subscriber commands a whole /64.
        let source = format!("2001:db8:1:2::{asked:x}");
        let body = json!({ "email": format!("person{asked}@acme.example") });
        let answer = desk.ask_from(&source, "/sign-in/code", &body).await;
        if answer.status == 429 {
            break answer;
        }
        assert_eq!(answer.status, 202);
        asked += 1;
        assert!(asked <= 30 * WINDOWS);
    };
    assert!(asked >= 30, "{asked}");
    assert_too_many(&refused);
    let body = json!({ "email": OWNER });
    let neighbour = desk
        .ask_from("2001:db8:1:3::1", "/sign-in/code", &body)
        .await;
    assert_eq!(neighbour.status, 202);
}

#[tokio::test]
async fn past_a_limit_nothing_is_done_but_counting() {
    let desk = Desk::start().await;
    let mut status = 0;
    for _ in 0..=5 * WINDOWS {
        desk.calls();
        status = desk
            .ask("/sign-in/code", &json!({ "email": OWNER }))
            .await
            .status;
        if status == 429 {
            break;
        }
    }
    assert_eq!(status, 429);
    assert_eq!(desk.calls(), ["UpdateItem", "UpdateItem"]);
}

#[rstest]
#[case("x-forwarded-for")]
#[case("forwarded")]
#[case("x-real-ip")]
#[case("x-viewer-address")]
#[tokio::test]
async fn a_forwarding_header_does_not_free_its_sender(#[case] header: &str) {
    let desk = Desk::start().await;
    let mut refused = false;
    for asked in 0..=30 * WINDOWS {
        let headers = json!({
            "content-type": "application/json",
            header: format!("198.51.100.{asked}"),
        });
        let body = json!({ "email": format!("person{asked}@acme.example") }).to_string();
        let (path, none) = ("/sign-in/code", json!([]));
        let answer = desk
            .send(OFFICE, "POST", path, &headers, &none, Some(body))
            .await;
        refused = answer.status == 429;
        if refused {
            break;
        }
    }
    assert!(refused);
}

#[track_caller]
fn assert_too_many(answer: &Answer) {
    let seconds: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=3_600).contains(&seconds), "{seconds}");
    assert_eq!(
        answer.header_names(),
        ["content-type", "retry-after", "content-length"]
    );
    let left = format!("{}:{:02}", seconds / 60, seconds % 60);
    assert_eq!(
        answer.json(),
        json!({
            "type": "urn:tkt:problem:too-many-requests",
            "title": "Too many requests",
            "status": 429,
            "detail": format!("Too many codes were asked for. You can ask again in {left}."),
            "errors": [],
        })
    );
}
