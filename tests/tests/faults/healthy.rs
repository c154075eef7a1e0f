//! The check passes where nothing fails, and finds what a test takes away.

use futures_util::future::join;
use serde_json::{Value, json};
use tests::{
    TestApp,
    history::{Act, Allowed, History, Request, Violation},
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
async fn lives_and_deletions_without_faults_keep_every_promise() {
    let app = TestApp::start().await;
    let history = History::starting_at(&app).await;
    let token = app.token(AGENT).await;
    let ticket = wrong_invoice("ann@example.com");
    history
        .create_as(&app, (AGENT, &token), None, &ticket)
        .await
        .unwrap();
    history
        .raise(&app, None, "Vic", "vic@example.com", "It broke.")
        .await
        .unwrap();

    // Status, and how many mails it owes. TKT-00001 is there from the start, 4 is the agent's,
    // 5 the visitor's.
    let in_progress = edit(
        "TKT-00004",
        json!({"status": "in_progress", "title": " Wrong VAT "}),
    );
    let answer = to("TKT-00004", Act::Answer("We are\r\non it.".to_owned())).with_key("k");
    let resolved = edit(
        "TKT-00004",
        json!({"status": "resolved", "resolution_notes": "Sent\r\na new one."}),
    );
    let steps = [
        (in_progress.clone().if_match(Some(1)), 200, 1),
        (in_progress.clone().if_match(Some(1)), 412, 0),
        (in_progress, 200, 0),
        (edit("TKT-00004", json!({"assigned_to": null})), 200, 0),
        (to("TKT-00004", Act::Note("Ask Bo.".to_owned())), 201, 0),
        (answer.clone(), 201, 1),
        (answer, 201, 0),
        (resolved, 200, 1),
        (edit("TKT-00004", json!({"status": "closed"})), 200, 1),
        (edit("TKT-00004", json!({"resolution_notes": null})), 200, 1),
        (
            edit("TKT-00004", json!({"assigned_to": "nobody@example.com"})),
            422,
            0,
        ),
        (
            edit("TKT-00004", json!({"status": "open", "assigned_to": AGENT})),
            200,
            1,
        ),
        (
            edit(
                "TKT-00005",
                json!({"priority": "urgent", "category": "technical"}),
            ),
            200,
            1,
        ),
        (
            edit("TKT-00005", json!({"description": "The lamp broke."})),
            200,
            1,
        ),
        (
            edit("TKT-00001", json!({"resolution_notes": "Not yet told."})),
            200,
            0,
        ),
        (
            to("TKT-00001", Act::Answer("Here it is.".to_owned())),
            201,
            1,
        ),
        (to("TKT-00005", Act::Delete).if_match(Some(2)), 412, 0),
        (to("TKT-00005", Act::Delete).if_match(Some(3)), 204, 0),
        (to("TKT-00005", Act::Delete), 404, 0),
        (to("TKT-00005", Act::Note("Too late.".to_owned())), 404, 0),
        (to("TKT-00002", Act::Delete), 204, 0),
    ];
    let mut mails = 1 + 2;
    app.mails(mails).await;
    for (request, status, owed) in steps {
        let answered = history.act(&app, &token, request.clone()).await.unwrap();
        assert_eq!(answered.status, status, "{request:?}: {}", answered.body);
        mails += owed;
        app.mails(mails).await;
    }
    history.check_at_rest(&app, &Allowed::default()).await;
}

fn edit(number: &str, fields: Value) -> Request {
    to(number, Act::Edit(fields))
}

fn to(number: &str, act: Act) -> Request {
    Request::to_ticket("demo", AGENT, number, act)
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
