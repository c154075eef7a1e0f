//! What a sign-in leaves behind.

use aws_sdk_sqs::types::Message;
use tests::{Dump, Session, TestApp};

use super::{AGENT, OWNER, request_of};

#[tokio::test]
async fn neither_table_nor_queue_nor_log_holds_what_signs_in() {
    let mut app = TestApp::options().without("notify").start().await;
    let asked = app.ask_for_code(AGENT).await;
    let messages = receive_one(&app).await;
    app.start_again_with(|start| start.with("notify")).await;
    let code = app.next_mail_to(AGENT, 0).await.code();
    let before = items(&app).await;
    let session = Session::of(&app.enter_code(request_of(&asked), &code).await);
    let next = Session::of(&app.refresh(&session.cookie).await);
    let owner = app.sign_in(OWNER).await;
    let invite = app
        .invite(&owner.access_token, "new@example.com", "agent")
        .await;
    assert_eq!(app.accept(&invite).await.status, 200);
    app.rest().await;

    let logs = app.logs().into_iter();
    let places = [
        ("the queue", messages),
        ("the tables, before", before),
        ("the tables, after", items(&app).await),
        ("the logs", logs.map(|(_, text)| text).collect()),
    ];
    let secrets = [
        session.access_token.as_str(),
        next.access_token.as_str(),
        proof(&session.access_token),
        proof(&session.cookie),
        proof(&next.cookie),
        proof(&owner.cookie),
        &invite.token,
    ];
    for (place, text) in &places {
        assert!(!text.is_empty(), "{place}");
        for secret in secrets {
            assert!(!text.contains(secret), "{place} holds {secret}");
        }
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
        assert!(!words.any(|word| word == code), "{place} holds the code");
    }
    for (place, text) in [&places[0], &places[3]] {
        assert!(!text.contains("agent@example.com"), "{place}");
        assert!(!text.contains("new@example.com"), "{place}");
    }
}

/// The part of a token that cannot be guessed from the rest.
fn proof(token: &str) -> &str {
    token.rsplit('.').next().unwrap()
}

/// Every item of both tables.
async fn items(app: &TestApp) -> String {
    format!("{:?}", Dump::of(app).await)
}

/// Waits for a job and leaves it in the queue.
async fn receive_one(app: &TestApp) -> String {
    let sqs = app.services().await.sqs();
    loop {
        let received = sqs
            .receive_message()
            .queue_url(app.queue_url("JobQueue"))
            .visibility_timeout(0)
            .wait_time_seconds(1)
            .send()
            .await
            .unwrap();
        let bodies = received.messages().iter().filter_map(Message::body);
        let text: String = bodies.collect();
        if !text.is_empty() {
            return text;
        }
    }
}
