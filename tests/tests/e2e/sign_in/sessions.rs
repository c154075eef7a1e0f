//! How a session goes on and ends.

use tests::{Session, TestApp};

use super::{AGENT, OWNER};

#[tokio::test]
async fn a_session_goes_on_by_its_cookie_which_is_replaced_each_time() {
    let app = TestApp::start().await;
    let first = app.sign_in(AGENT).await;
    let second = Session::of(&app.refresh(&first.cookie).await);
    assert_ne!(second.cookie, first.cookie);
    assert_eq!(app.status_with(&second.access_token).await, 200);
    let third = Session::of(&app.refresh(&second.cookie).await);
    assert_eq!(app.status_with(&third.access_token).await, 200);
}

#[tokio::test]
async fn two_tabs_that_refresh_at_once_stay_signed_in_by_the_same_cookie() {
    let app = TestApp::start().await;
    let session = app.sign_in(AGENT).await;
    let (one, other) = tokio::join!(app.refresh(&session.cookie), app.refresh(&session.cookie));
    let (one, other) = (Session::of(&one), Session::of(&other));
    assert_eq!(one.cookie, other.cookie);
    Session::of(&app.refresh(&one.cookie).await);
}

#[tokio::test]
async fn an_older_cookie_that_comes_again_ends_the_session() {
    let app = TestApp::start().await;
    let first = app.sign_in(AGENT).await;
    let second = Session::of(&app.refresh(&first.cookie).await);
    let third = Session::of(&app.refresh(&second.cookie).await);
    let stolen = app.refresh(&first.cookie).await;
    assert_eq!(stolen.status, 401);
    assert_eq!(app.refresh(&third.cookie).await.status, 401);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_no_other() {
    let app = TestApp::start().await;
    let here = app.sign_in(AGENT).await;
    let elsewhere = app.sign_in(AGENT).await;
    let out = app.sign_out(&here.cookie).await;
    assert_eq!(out.status, 204);
    assert_eq!(out.cookie().as_deref(), Some("tkt_refresh="));
    let refused = app.refresh(&here.cookie).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.cookie().as_deref(), Some("tkt_refresh="));
    Session::of(&app.refresh(&elsewhere.cookie).await);
}

#[tokio::test]
async fn a_removed_agent_cannot_refresh_and_keeps_the_access_token_until_its_end() {
    let app = TestApp::start().await;
    let owner = app.sign_in(OWNER).await;
    let email = "brief@example.com";
    let agent = app.join(&owner.access_token, email, "agent").await;
    assert_eq!(app.remove(&owner.access_token, email).await.status, 204);
    assert_eq!(app.refresh(&agent.cookie).await.status, 401);
    assert_eq!(app.status_with(&agent.access_token).await, 200);
    let mails = app.mails_to(email).await.len();
    assert_eq!(app.ask_for_code(email).await.status, 202);
    assert_eq!(app.rest().await, 0);
    assert_eq!(app.mails_to(email).await.len(), mails, "no code any more");
}

#[tokio::test]
async fn whoever_comes_back_after_a_removal_signs_in_anew() {
    let app = TestApp::start().await;
    let owner = app.sign_in(OWNER).await;
    let email = "back@example.com";
    let before = app.join(&owner.access_token, email, "agent").await;
    assert_eq!(app.remove(&owner.access_token, email).await.status, 204);
    let after = app.join(&owner.access_token, email, "owner").await;
    assert_eq!(app.refresh(&before.cookie).await.status, 401);
    app.agents(&after.access_token).await;
}

#[tokio::test]
async fn whoever_accepts_an_invitation_can_sign_in_and_the_link_works_once() {
    let app = TestApp::start().await;
    let owner = app.sign_in(OWNER).await;
    let email = "new@example.com";
    let invite = app.invite(&owner.access_token, email, "agent").await;
    let accepted = app.accept(&invite).await;
    assert_eq!(accepted.status, 200, "{}", accepted.body);
    assert_eq!(accepted.body["email"], email);
    assert_eq!(app.accept(&invite).await.status, 401);
    let session = app.sign_in(email).await;
    assert_eq!(app.status_with(&session.access_token).await, 200);
    let agents = app.agents(&owner.access_token).await["agents"].clone();
    let mut agents = agents.as_array().into_iter().flatten();
    assert!(agents.any(|agent| agent["email"] == email));
}
