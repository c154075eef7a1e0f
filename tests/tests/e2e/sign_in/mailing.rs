//! The way of a code to its reader when things go wrong.

use tests::{Session, TestApp};

use super::{AGENT, request_of};

#[tokio::test]
async fn a_code_comes_late_when_mail_fails_and_still_works() {
    let app = TestApp::start().await;
    if !app.can_advance() {
        return;
    }
    app.fail_mails("throttle", 2, Some(AGENT)).await;
    let asked = app.ask_for_code(AGENT).await;
    assert_eq!(asked.status, 202);
    // The services' time goes ahead; the code's ten minutes are the functions'.
    while app.mails_to(AGENT).await.is_empty() {
        app.advance(60).await;
    }
    let code = app.next_mail_to(AGENT, 0).await.code();
    let answer = app.enter_code(request_of(&asked), &code).await;
    let session = Session::of(&answer);
    assert_eq!(app.status_with(&session.access_token).await, 200);
    assert_eq!(app.rest().await, 0);
    assert_eq!(app.mails_to(AGENT).await.len(), 1);
}

#[tokio::test]
async fn a_code_that_is_asked_for_while_mail_stands_still_comes_after_a_restart() {
    let mut app = TestApp::options().without("publish").start().await;
    let asked = app.ask_for_code(AGENT).await;
    app.start_again_with(|start| start.with("publish")).await;
    let code = app.next_mail_to(AGENT, 0).await.code();
    Session::of(&app.enter_code(request_of(&asked), &code).await);
}
