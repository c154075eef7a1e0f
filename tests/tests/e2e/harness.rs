//! What the fault tests rely on in their harness.

use serde_json::json;
use tests::TestApp;

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
