//! What the fault tests rely on in their harness.

use serde_json::json;
use tests::{Mail, TestApp};

#[tokio::test]
async fn a_stack_keeps_its_services_addresses_and_its_options_over_a_kill() {
    let mut app = TestApp::options().without("publish").start().await;
    let before = app.get("/_local/health").await;
    assert_eq!(before["services"]["sqs"], app.endpoints().sqs);
    assert_eq!(before["tables"]["main"], app.tables().await.main);
    let answer = app.raise_with_key("k-1", "Vera", "vera@example.com", "One");
    assert_eq!(answer.await.unwrap().status, 201);
    app.kill_and_start_again().await;
    assert_eq!(app.get("/_local/health").await, before);
    // Only the run of announce-again at the start tells of it: publish does not run.
    app.mails(2).await;
    assert_eq!(app.pids("publish").await, [0; 0]);
    app.raise("Vera", "vera@example.com", "Two").await;
    app.start_again_with(|start| start.with("publish")).await;
    app.mails(4).await;
}

#[tokio::test]
async fn a_call_without_an_answer_is_an_outcome() {
    let mut app = TestApp::start().await;
    app.kill().await;
    let path = "/api/tickets/create";
    assert!(app.try_post(path, &json!({})).await.is_err());
    app.kill_and_start_again().await;
    assert_eq!(app.try_post(path, &json!({})).await.unwrap().status, 401);
}

#[tokio::test]
async fn a_moved_clock_ends_the_wait_for_the_next_try_and_dates_the_mails() {
    let app = TestApp::start().await;
    if !app.can_advance() {
        return;
    }
    app.fail_mails("error", 2, None).await;
    app.raise("Vera", "vera@example.com", "One").await;
    while app.mailbox().await.len() < 2 {
        app.advance(60).await;
    }
    app.advance(366 * 24 * 60 * 60).await;
    app.raise("Vera", "vera@example.com", "Two").await;
    let mails = app.mails(4).await;
    let year = |mail: &Mail| mail.text_of("/sent_at")[..4].parse::<i32>().unwrap();
    assert!(year(&mails[3]) > year(&mails[1]));
    assert_eq!(app.rest().await, 0);
}

#[tokio::test]
async fn functions_call_what_they_were_told_and_the_stack_its_services() {
    let nowhere = Some("http://127.0.0.1:1");
    let cut_off = TestApp::options().functions_use(nowhere, None, None);
    let mut app = cut_off.start().await;
    let answer = app.raise("Vera", "vera@example.com", "One").await;
    assert_eq!(answer.status, 503, "no function reaches the database");
    // Reads the database by the stack's own way.
    app.token("agent@example.com").await;
    let unchanged = app.endpoints().dynamodb.clone();
    app.start_again_with(|start| start.functions_use(None, None, None))
        .await;
    assert_eq!(app.endpoints().dynamodb, unchanged);
    let answer = app.raise("Vera", "vera@example.com", "One").await;
    assert_eq!(answer.status, 201);
}
