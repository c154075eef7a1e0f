//! Whatever the API is sent that its description allows or forbids, the promises of the history
//! checker hold afterwards.

use std::process::Stdio;

use tests::{
    TestApp,
    history::{Allowed, History},
};
use tokio::process::Command;

/// Schemathesis and its arguments, one a line, without what belongs to this test's own stack.
const COMMAND: &str = "TKT_SCHEMATHESIS";
/// Where it may leave notes.
const FOLDER: &str = "TKT_SCHEMATHESIS_FOLDER";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Schemathesis: cargo xtask test --only schemathesis"]
async fn the_api_answers_as_described_and_keeps_its_promises() {
    let command = std::env::var(COMMAND).expect("the step's command");
    let mut words = command.lines();
    let app = TestApp::start().await;
    let history = History::starting_at(&app).await;
    let status = Command::new(words.next().expect("a program"))
        .args(words)
        .args(["--url", &format!("{}/api", app.url)])
        .current_dir(std::env::var(FOLDER).expect("the step's folder"))
        .env("TKT_TOKEN", app.token("owner@example.com").await)
        .stdin(Stdio::null())
        .status()
        .await
        .expect("Schemathesis runs");
    assert!(status.success(), "the API does not answer as described");
    let allowed = Allowed {
        unrecorded: true,
        ..Allowed::default()
    };
    history.check_at_rest(&app, &allowed).await;
}
