//! The check passes where nothing fails, and finds what a test takes away.

use futures_util::future::join;
use serde_json::{Value, json};
use tests::{
    TestApp,
    history::{Allowed, History, Violation},
};

const AGENT: &str = "agent@example.com";

#[tokio::test]
async fn a_stack_without_faults_keeps_every_promise() {
    let app = TestApp::start().await;
    let history = History::starting_at(&app).await;
    let token = app.token(AGENT).await;
    let agent = (AGENT, token.as_str());

    let ticket = wrong_invoice("ann@example.com");
    history.create_as(&app, agent, None, &ticket).await.unwrap();
    let ticket = wrong_invoice("ben@example.com");
    let (first, second) = join(
        history.create_as(&app, agent, Some("k1"), &ticket),
        history.create_as(&app, agent, Some("k1"), &ticket),
    )
    .await;
    assert_eq!(first.unwrap().body, second.unwrap().body);
    let refused = json!({ "title": "No customer" });
    let refused = history.create_as(&app, agent, None, &refused).await;
    assert_eq!(refused.unwrap().status, 422);

    for key in [None, Some("k1"), Some("k1"), Some("k2")] {
        let raised = history.raise(&app, key, "Vic", "vic@example.com", "It broke.");
        assert_eq!(raised.await.unwrap().status, 201);
    }
    // Six tickets of one visitor: of the last one there is no confirmation.
    for _ in 0..6 {
        let raised = history.raise(&app, None, "Max", "max@example.com", "Again.");
        assert_eq!(raised.await.unwrap().status, 201);
    }

    let found = history.check_at_rest(&app, &Allowed::default()).await;
    assert_eq!(history.counts(), (14, 13));
    assert_eq!(found.mails.len(), 2 + 2 * 9 - 1);
    assert_eq!(history.second_copies(&found), 0);
}

#[tokio::test]
async fn a_letter_that_nobody_expects_is_found_and_left_where_it_is() {
    let app = TestApp::start().await;
    let history = History::starting_at(&app).await;
    let queue = app.queue_url("JobDeadLetterQueue");
    let sqs = app.services().await.sqs();
    for body in ["one", "two"] {
        let sent = sqs.send_message().queue_url(&queue).message_body(body);
        sent.send().await.unwrap();
    }
    for _ in 0..2 {
        let found = history.at_rest(&app, &Allowed::default()).await;
        let violations = history.violations(&found, &Allowed::default());
        let letters = violations
            .iter()
            .filter(|v| matches!(v, Violation::UnexpectedDeadLetter { .. }));
        assert_eq!(
            (letters.count(), violations.len()),
            (2, 2),
            "{violations:?}"
        );
    }
}

fn wrong_invoice(customer: &str) -> Value {
    json!({
        "title": "  Wrong invoice ",
        "description": "The address\r\nis an old one.",
        "priority": "high",
        "category": "billing",
        "customer_name": "Ann",
        "customer_email": customer,
        "assigned_to": AGENT,
    })
}
