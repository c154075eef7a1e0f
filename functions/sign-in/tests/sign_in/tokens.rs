//! What browsers send in the cookie, ours and not ours.

use rstest::rstest;
use serde_json::json;
use testkit::samples::OWNER;

use crate::{
    desk::{Desk, OFFICE},
    sessions::assert_signed_out,
};

#[rstest]
#[case::empty("")]
#[case::zero("0")]
#[case::null("null")]
#[case::undefined("undefined")]
#[case::dots("..")]
#[case::a_space(" ")]
#[case::made_up("0123456789abcdef0123456789abcdef.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
#[case::outside_ascii("\u{e9}")]
#[tokio::test]
async fn what_is_no_token_of_ours_is_refused_and_taken_away(#[case] token: &str) {
    let desk = Desk::start().await;
    desk.sign_in(OWNER).await;
    for path in ["/sign-in/refresh", "/sign-in/out"] {
        assert_signed_out(&desk.send_cookie(path, token).await);
    }
    assert_eq!(desk.sessions().await.len(), 1);
}

#[tokio::test]
async fn a_request_without_a_cookie_reads_nothing() {
    let desk = Desk::start().await;
    for path in ["/sign-in/refresh", "/sign-in/out"] {
        let none = json!([]);
        let answer = desk
            .send(OFFICE, "POST", path, &json!({}), &none, None)
            .await;
        assert_signed_out(&answer);
    }
    assert_eq!(desk.calls(), [""; 0]);
}

/// Every part of a token is covered by its proof.
#[tokio::test]
async fn a_token_that_was_touched_ends_no_session_and_continues_none() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    let token = signed_in.cookie().to_owned();
    for index in 0..token.len() {
        let mut touched = token.clone().into_bytes();
        touched[index] = if touched[index] == b'1' { b'2' } else { b'1' };
        let touched = String::from_utf8(touched).unwrap();
        for path in ["/sign-in/refresh", "/sign-in/out"] {
            let answer = desk.send_cookie(path, &touched).await;
            assert_eq!(answer.status, 401, "touched at {index}");
        }
    }
    assert_eq!(desk.refresh(&token).await.status, 200);
}

/// A page of a neighbouring domain can set a cookie of the same name.
#[tokio::test]
async fn a_foreign_cookie_of_the_same_name_does_no_harm() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    let own = format!("tkt_refresh={}", signed_in.cookie());
    let well_formed = format!("tkt_refresh={}.1.{}", "0".repeat(32), "A".repeat(43));
    let cookies = json!([
        "theme=dark",
        "tkt_refresh=evil",
        well_formed,
        own,
        "tkt_refresh="
    ]);
    let path = "/sign-in/refresh";
    let answer = desk
        .send(OFFICE, "POST", path, &json!({}), &cookies, None)
        .await;
    assert_eq!(answer.status, 200);
}

/// The token is derived, so that whoever reads the table cannot use what lies there.
#[tokio::test]
async fn no_token_lies_in_the_table_or_passes_by_in_a_call() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    let refreshed = desk.refresh(signed_in.cookie()).await;
    let calls = desk.requests();
    for secret in [
        proof(signed_in.cookie()),
        proof(refreshed.cookie()),
        &signed_in.access_token(),
        &refreshed.access_token(),
    ] {
        assert!(calls.iter().all(|call| !call.contains(secret)));
    }
}

fn proof(token: &str) -> &str {
    token.split('.').nth(2).unwrap()
}
