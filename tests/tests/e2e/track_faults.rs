//! What the tracker tells while the table is busy or broken: no more than otherwise.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{
    TestApp, Wires,
    wire::{Fault, Plan},
};

/// A guess that is right, one with a wrong address, and one at a number that nobody has.
const GUESSES: [(&str, &str, u16); 3] = [
    ("TKT-00001", "maria@example.com", 200),
    ("TKT-00001", "stranger@example.com", 404),
    ("TKT-00099", "maria@example.com", 404),
];

#[rstest]
#[case::others_at_the_counts(Fault::Conflict, None, 429)]
#[case::throttled_before_it_is_known(Fault::Throttle, Some("BatchGetItem"), 503)]
#[case::throttled_once_it_is_known(Fault::Throttle, Some("TransactWriteItems"), 503)]
#[case::broken(Fault::ServerError, None, 503)]
#[tokio::test]
async fn right_and_wrong_are_refused_alike(
    #[case] fault: Fault,
    #[case] operation: Option<&'static str>,
    #[case] status: u16,
) {
    let (app, wires) = wired().await;
    wires.dynamodb.inject(Plan {
        faults: vec![fault],
        operations: operation.into_iter().collect(),
        ..Plan::new(7, 1)
    });
    let mut refusals = Vec::new();
    for (number, email, _) in GUESSES {
        refusals.push(ask(&app, number, email).await);
    }
    assert_eq!(refusals[0].0, status);
    assert_eq!(refusals[1..], [refusals[0].clone(), refusals[0].clone()]);
}

#[tokio::test]
async fn guesses_that_meet_are_tried_again() {
    let (app, wires) = wired().await;
    wires.dynamodb.inject(Plan {
        faults: vec![Fault::Conflict],
        ..Plan::new(3, 2)
    });
    for (number, email, status) in GUESSES {
        assert_eq!(ask(&app, number, email).await.0, status);
    }
    assert!(!wires.dynamodb.done().is_empty(), "none met another");
}

/// A stack behind wires, which has read what it reads once a minute.
async fn wired() -> (TestApp, Wires) {
    let wires = Wires::start().await;
    let app = wires.under(TestApp::options()).start().await;
    assert_eq!(ask(&app, "TKT-00098", "first@example.com").await.0, 404);
    (app, wires)
}

/// Status, names of headers and body of an answer, but for the time that is left.
async fn ask(app: &TestApp, number: &str, email: &str) -> (u16, Vec<String>, Value) {
    let body = json!({ "ticket_number": number, "email": email });
    let mut answer = app.post("/api/track", &body).await;
    if answer.status == 429 {
        answer.body["detail"].take();
    }
    let mut headers: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    (answer.status, headers, answer.body)
}
