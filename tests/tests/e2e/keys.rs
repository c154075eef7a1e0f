//! Key rotation over a stack that people work with.

use std::process::Output;

use futures_util::future::join_all;
use serde_json::json;
use tests::{Session, TestApp};
use tokio::sync::Notify;

const AGENT: &str = "agent@example.com";
const OWNER: &str = "owner@example.com";

#[tokio::test]
async fn nobody_notices_a_rotation_while_they_work() {
    let mut app = TestApp::start().await;
    let before = app.sign_in(AGENT).await;
    let others = [app.sign_in(OWNER).await, app.sign_in(OWNER).await];
    let done = Notify::new();
    let working = join_all((0..3).map(|_| work_until(&app, &before, &done)));
    let refreshing = join_all(others.map(|other| refresh_until(&app, other, &done)));
    let rotating = async {
        let output = rotate(&app, &[]).await;
        assert!(output.status.success(), "{output:?}");
        for _ in 0..30 {
            assert_eq!(app.status_with(&before.access_token).await, 200);
        }
        done.notify_waiters();
    };
    let (worked, refreshed, ()) = tokio::join!(working, refreshing, rotating);
    assert!(worked.iter().all(|count| *count > 0), "{worked:?}");
    assert!(refreshed.iter().all(|count| *count > 0), "{refreshed:?}");
    let after = Session::of(&app.refresh(&before.cookie).await);
    assert_ne!(kid(&app, &after).await, kid(&app, &before).await);
    // Copies keep public keys for a minute; new ones read what there is.
    app.kill_and_start_again().await;
    for session in [&before, &after] {
        assert_eq!(app.status_with(&session.access_token).await, 200);
    }
    let keys = app.get("/api/.well-known/jwks.json").await;
    assert_eq!(keys["keys"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_code_and_an_invitation_that_are_under_way_outlive_a_rotation() {
    let app = TestApp::start().await;
    let owner = app.sign_in(OWNER).await;
    let invite = app
        .invite(&owner.access_token, "new@example.com", "agent")
        .await;
    let asked = app.ask_for_code(AGENT).await;
    let code = app.next_mail_to(AGENT, 0).await.code();
    assert!(rotate(&app, &[]).await.status.success());
    let request = asked.body["request_id"].as_str().unwrap();
    Session::of(&app.enter_code(request, &code).await);
    assert_eq!(app.accept(&invite).await.status, 200);
}

#[tokio::test]
async fn after_a_leak_everybody_signs_in_again() {
    let mut app = TestApp::start().await;
    let owner = app.sign_in(OWNER).await;
    let invite = app
        .invite(&owner.access_token, "new@example.com", "agent")
        .await;
    let asked = app.ask_for_code(AGENT).await;
    let code = app.next_mail_to(AGENT, 0).await.code();
    let output = rotate(&app, &["--at-once"]).await;
    assert!(output.status.success(), "{output:?}");
    let request = asked.body["request_id"].as_str().unwrap();
    assert_eq!(app.enter_code(request, &code).await.status, 401);
    assert_eq!(app.refresh(&owner.cookie).await.status, 401);
    assert_eq!(app.accept(&invite).await.status, 401);
    // Copies that run keep public keys for a minute; new ones do not know them.
    app.kill_and_start_again().await;
    assert_eq!(app.status_with(&owner.access_token).await, 401);
    let again = app.sign_in(OWNER).await;
    assert_eq!(app.status_with(&again.access_token).await, 200);
}

#[tokio::test]
async fn what_has_a_trigger_is_not_invoked_by_hand() {
    let app = TestApp::start().await;
    for (function, expected) in [
        ("rotate-keys", 200),
        ("announce-again", 200),
        ("notify", 404),
        ("publish", 404),
        ("sign-in", 404),
        ("nothing", 404),
    ] {
        let path = format!("/_local/functions/{function}/invoke");
        let answer = app.post(&path, &json!({})).await;
        assert_eq!(answer.status, expected, "{function}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_rotation_of_a_stack_that_does_not_run_is_one_line_with_the_remedy() {
    let mut app = TestApp::start().await;
    app.kill().await;
    let output = rotate(&app, &[]).await;
    assert!(!output.status.success());
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("start one with `cargo xtask dev"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

/// Asks for tickets with the same token until the rotations are done. Returns how often.
async fn work_until(app: &TestApp, session: &Session, done: &Notify) -> usize {
    let done = done.notified();
    tokio::pin!(done);
    done.as_mut().enable();
    let mut requests = 0;
    loop {
        tokio::select! {
            () = &mut done => return requests,
            status = app.status_with(&session.access_token) => {
                assert_eq!(status, 200, "request {requests}");
                requests += 1;
            }
        }
    }
}

/// Goes on with a session, and asks for tickets with each new token, until the rotations are done.
/// Returns how often.
async fn refresh_until(app: &TestApp, mut session: Session, done: &Notify) -> usize {
    let done = done.notified();
    tokio::pin!(done);
    done.as_mut().enable();
    let mut requests = 0;
    loop {
        let next = async {
            let next = Session::of(&app.refresh(&session.cookie).await);
            let status = app.status_with(&next.access_token).await;
            assert_eq!(status, 200, "request {requests}");
            next
        };
        tokio::select! {
            () = &mut done => return requests,
            next = next => session = next,
        }
        requests += 1;
    }
}

/// The key that signed a session's token.
async fn kid(app: &TestApp, session: &Session) -> String {
    let keys = app.get("/api/.well-known/jwks.json").await;
    let mut keys = keys["keys"].as_array().unwrap().iter();
    let header = session.access_token.split('.').next().unwrap();
    let header = data_encoding::BASE64URL_NOPAD.decode(header.as_bytes());
    let header: serde_json::Value = serde_json::from_slice(&header.unwrap()).unwrap();
    assert!(keys.any(|key| key["kid"] == header["kid"]), "{header}");
    header["kid"].as_str().unwrap().to_owned()
}

/// Runs what `cargo xtask ops rotate-keys --local` runs.
async fn rotate(app: &TestApp, arguments: &[&str]) -> Output {
    app.local(&[&["rotate-keys"], arguments].concat()).await
}
