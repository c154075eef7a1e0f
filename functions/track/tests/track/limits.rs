use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::CUSTOMER;

use crate::tracker::{Answer, Tracker};

/// A window ends every fifteen minutes, perhaps within a test: then one of two is overrun.
const WINDOWS: usize = 2;

#[tokio::test]
async fn past_the_limit_right_and_wrong_are_refused_alike_by_one_call() {
    let tracker = Tracker::start().await;
    tracker.write("w1", "TKT-00003").await;
    for attempt in 0..=10 * WINDOWS {
        let answer = miss(&tracker, attempt, &json!({})).await;
        if answer.status == 429 {
            break;
        }
        assert_eq!(answer.status, 404);
    }
    tracker.calls();
    for email in ["x@y.example", CUSTOMER] {
        let body = json!({ "ticket_number": "TKT-00003", "email": email });
        let answer = tracker.ask(&body).await;
        assert_eq!(tracker.calls(), ["BatchGetItem"]);
        assert_too_many(&answer);
    }
}

#[tokio::test]
async fn of_two_hundred_guesses_at_once_no_more_than_the_limit_are_answered() {
    let tracker = Tracker::start().await;
    tracker.write("w1", "TKT-00003").await;
    let none = json!({});
    let guesses = (0..200).map(|attempt| miss(&tracker, attempt, &none));
    let answers = join_all(guesses).await;
    let (missed, refused): (Vec<_>, Vec<_>) =
        answers.iter().partition(|answer| answer.status == 404);
    assert!(missed.len() <= 10 * WINDOWS, "{}", missed.len());
    assert!(missed.iter().all(|answer| *answer == missed[0]));
    for answer in refused {
        assert_too_many(answer);
    }
}

/// Each number and each address is guessed once: what remains is where it comes from.
#[rstest]
#[case("x-forwarded-for")]
#[case("forwarded")]
#[case("x-real-ip")]
#[case("x-client-ip")]
#[case("true-client-ip")]
#[case("cf-connecting-ip")]
#[case("x-viewer-address")]
#[case("cloudfront-viewer-address")]
#[case("x-amzn-source-ip")]
#[tokio::test]
async fn a_forwarding_header_neither_frees_its_sender_nor_blames_another(#[case] header: &str) {
    let tracker = Tracker::start().await;
    tracker.write("w1", "TKT-00003").await;
    let mut refused = false;
    for attempt in 0..=60 * WINDOWS {
        let forged = format!("198.51.100.{attempt}");
        let body = json!({
            "ticket_number": format!("{}", 1_000 + attempt),
            "email": format!("x{attempt}@y.example"),
        });
        let answer = tracker
            .ask_from("203.0.113.9", &json!({ header: forged }), &body)
            .await;
        refused = answer.status == 429;
        if refused {
            break;
        }
    }
    assert!(refused, "the sender is one client");
    let body = json!({ "ticket_number": "TKT-00003", "email": CUSTOMER });
    for named in ["203.0.113.9", "198.51.100.1"] {
        let claims = json!({ header: named });
        let answer = tracker.ask_from("192.0.2.1", &claims, &body).await;
        assert_eq!(answer.status, 200, "a neighbour is not to blame");
    }
}

/// Guesses at John's ticket, each for another address from another place.
async fn miss(tracker: &Tracker, attempt: usize, headers: &Value) -> Answer {
    let body = json!({ "ticket_number": "TKT-00003", "email": format!("x{attempt}@y.example") });
    let source = format!("10.0.{attempt}.1");
    tracker.ask_from(&source, headers, &body).await
}

#[track_caller]
fn assert_too_many(answer: &Answer) {
    assert_eq!(answer.status, 429, "{}", answer.text);
    let seconds: u32 = answer.header("retry-after").parse().unwrap();
    assert!((1..=900).contains(&seconds), "{seconds}");
    let names: Vec<_> = answer.headers.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["content-type", "retry-after", "content-length"]);
    let left = format!("{}:{:02}", seconds / 60, seconds % 60);
    assert_eq!(
        answer.json(),
        json!({
            "type": "urn:tkt:problem:too-many-requests",
            "title": "Too many requests",
            "status": 429,
            "detail": format!("Too many tries. You can search again in {left}."),
            "errors": [],
        })
    );
}
