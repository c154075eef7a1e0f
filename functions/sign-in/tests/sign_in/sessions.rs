use domain::{agent::Role, time::UtcTime};
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::json;
use store::secrets::{KeyKind, SecretKey};
use testkit::samples::{OWNER, agent, workspace};

use crate::desk::{Answer, Desk, owner};

#[tokio::test]
async fn a_refresh_gives_another_access_token_and_the_next_cookie() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    desk.calls();
    let refreshed = desk.refresh(signed_in.cookie()).await;
    assert_eq!(refreshed.status, 200, "{}", refreshed.text);
    assert_eq!(
        desk.calls(),
        ["secret Query", "UpdateItem", "GetItem", "secret Query"]
    );
    assert_eq!(desk.bearer(&refreshed.access_token()).await, owner());
    assert_eq!(refreshed.header_names(), signed_in.header_names());
    assert_eq!(generation(signed_in.cookie()), 1);
    assert_eq!(generation(refreshed.cookie()), 2);
    assert_eq!(family(refreshed.cookie()), family(signed_in.cookie()));
    assert_eq!(desk.refresh(refreshed.cookie()).await.status, 200);
}

#[tokio::test]
async fn a_lost_answer_is_made_up_for_within_thirty_seconds() {
    let desk = Desk::start().await;
    let first = desk.sign_in(OWNER).await;
    let second = desk.refresh(first.cookie()).await;
    age(&desk, first.cookie(), "rotated_at", 28).await;
    let again = desk.refresh(first.cookie()).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.cookie(), second.cookie());
    assert_eq!(desk.refresh(second.cookie()).await.status, 200);
}

#[tokio::test]
async fn a_token_that_was_replaced_longer_ago_ends_the_session_in_both_hands() {
    let desk = Desk::start().await;
    let first = desk.sign_in(OWNER).await;
    let second = desk.refresh(first.cookie()).await;
    age(&desk, first.cookie(), "rotated_at", 31).await;
    assert_signed_out(&desk.refresh(first.cookie()).await);
    assert_signed_out(&desk.refresh(second.cookie()).await);
    assert_eq!(desk.sessions().await, [""; 0]);
}

#[tokio::test]
async fn a_token_of_two_refreshes_ago_ends_the_session_at_once() {
    let desk = Desk::start().await;
    let first = desk.sign_in(OWNER).await;
    let second = desk.refresh(first.cookie()).await;
    let third = desk.refresh(second.cookie()).await;
    assert_signed_out(&desk.refresh(first.cookie()).await);
    assert_signed_out(&desk.refresh(third.cookie()).await);
}

#[tokio::test]
async fn a_session_that_is_ended_leaves_the_others_alone() {
    let desk = Desk::start().await;
    let (laptop, phone) = (desk.sign_in(OWNER).await, desk.sign_in(OWNER).await);
    desk.refresh(laptop.cookie()).await;
    age(&desk, laptop.cookie(), "rotated_at", 31).await;
    assert_signed_out(&desk.refresh(laptop.cookie()).await);
    assert_eq!(desk.refresh(phone.cookie()).await.status, 200);
}

#[tokio::test]
async fn tabs_that_refresh_at_once_all_get_the_same_next_token() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    let answers = join_all((0..20).map(|_| desk.refresh(signed_in.cookie()))).await;
    let next = answers[0].cookie();
    assert_eq!(generation(next), 2);
    for answer in &answers {
        assert_eq!((answer.status, answer.cookie()), (200, next));
    }
    assert_eq!(desk.refresh(next).await.status, 200);
}

#[rstest]
#[case::in_the_last_minute(-60, 200)]
#[case::after_thirty_days(0, 401)]
#[tokio::test]
async fn a_session_lasts_thirty_days_however_often_it_is_refreshed(
    #[case] seconds_over: i64,
    #[case] status: u16,
) {
    let desk = Desk::start().await;
    let first = desk.sign_in(OWNER).await;
    let second = desk.refresh(first.cookie()).await;
    let days = 30 * 24 * 60 * 60;
    age(&desk, first.cookie(), "expires_at", days + seconds_over).await;
    let answer = desk.refresh(second.cookie()).await;
    assert_eq!(answer.status, status);
    if status == 401 {
        assert_signed_out(&answer);
        // Within the grace, too.
        assert_signed_out(&desk.refresh(first.cookie()).await);
    } else {
        let (_, left) = answer.header("set-cookie").rsplit_once('=').unwrap();
        assert!((1..=60).contains(&left.parse::<i64>().unwrap()), "{left}");
    }
}

#[tokio::test]
async fn an_agent_who_was_removed_is_signed_out_at_the_next_refresh() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    remove_owner(&desk).await;
    assert_signed_out(&desk.refresh(signed_in.cookie()).await);
    assert_eq!(desk.sessions().await, [""; 0]);
}

#[tokio::test]
async fn whoever_is_added_again_does_not_inherit_the_session() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    remove_owner(&desk).await;
    let again = agent("o9", OWNER, Role::Owner);
    let store = &desk.table.store;
    store.add_agent(&workspace("w1"), &again).await.unwrap();
    assert_signed_out(&desk.refresh(signed_in.cookie()).await);
    assert_eq!(desk.sessions().await, [""; 0]);
}

#[tokio::test]
async fn another_role_shows_at_the_next_refresh() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    let role = aws_sdk_dynamodb::types::AttributeValue::S("agent".to_owned());
    desk.table
        .set("W#w1", &format!("AGENT#{OWNER}"), "role", role)
        .await;
    let refreshed = desk.refresh(signed_in.cookie()).await;
    let bearer = desk.bearer(&refreshed.access_token()).await;
    assert_eq!(bearer.role, Role::Agent);
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    let out = desk.send_cookie("/sign-in/out", signed_in.cookie()).await;
    assert_eq!((out.status, out.text.as_str()), (204, ""));
    assert_eq!(desk.sessions().await, [""; 0]);
    assert_signed_out(&desk.refresh(signed_in.cookie()).await);
    // Whoever is out already is out.
    let again = desk.send_cookie("/sign-in/out", signed_in.cookie()).await;
    assert_eq!(again.status, 204);
}

#[tokio::test]
async fn any_token_of_a_session_signs_out() {
    let desk = Desk::start().await;
    let first = desk.sign_in(OWNER).await;
    let second = desk.refresh(first.cookie()).await;
    let third = desk.refresh(second.cookie()).await;
    let out = desk.send_cookie("/sign-in/out", first.cookie()).await;
    assert_eq!(out.status, 204);
    assert_signed_out(&desk.refresh(third.cookie()).await);
}

#[tokio::test]
async fn sessions_outlive_a_new_key_and_move_to_it() {
    let desk = Desk::start().await;
    let first = desk.sign_in(OWNER).await;
    let secrets = &desk.table.secrets;
    let old = secrets.newest(KeyKind::Refresh).await.unwrap().unwrap();
    let second = desk.refresh(first.cookie()).await;
    let later = UtcTime::now().plus(jiff::SignedDuration::from_secs(1));
    let new = SecretKey::random(later).unwrap();
    secrets.put(KeyKind::Refresh, &new).await.unwrap();
    // The answer of the last refresh before the rotation was lost: it is given again, unchanged.
    let again = desk.refresh(first.cookie()).await;
    assert_eq!((again.status, again.cookie()), (200, second.cookie()));
    let third = desk.refresh(second.cookie()).await;
    assert_eq!(third.status, 200);
    let again = desk.refresh(second.cookie()).await;
    assert_eq!(again.cookie(), third.cookie());
    secrets.remove(KeyKind::Refresh, &old.kid).await.unwrap();
    assert_eq!(desk.refresh(third.cookie()).await.status, 200);
}

#[tokio::test]
async fn sessions_end_with_the_keys_that_they_were_made_of() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    let secrets = &desk.table.secrets;
    let old = secrets.newest(KeyKind::Refresh).await.unwrap().unwrap();
    let new = SecretKey::random(UtcTime::now()).unwrap();
    secrets.put(KeyKind::Refresh, &new).await.unwrap();
    secrets.remove(KeyKind::Refresh, &old.kid).await.unwrap();
    assert_signed_out(&desk.refresh(signed_in.cookie()).await);
}

async fn remove_owner(desk: &Desk) {
    desk.table.remove("W#w1", &format!("AGENT#{OWNER}")).await;
}

/// Puts a moment of the token's session into the past.
async fn age(desk: &Desk, token: &str, attribute: &str, seconds: i64) {
    let pk = format!("F#{}", family(token));
    desk.age(&pk, "S", attribute, seconds).await;
}

fn family(token: &str) -> &str {
    token.split('.').next().unwrap()
}

fn generation(token: &str) -> u64 {
    token.split('.').nth(1).unwrap().parse().unwrap()
}

#[track_caller]
pub(crate) fn assert_signed_out(answer: &Answer) {
    assert_eq!(answer.status, 401, "{}", answer.text);
    assert_eq!(
        answer.header("set-cookie"),
        "tkt_refresh=; HttpOnly; Secure; SameSite=Strict; Path=/api/sign-in; Max-Age=0"
    );
    assert_eq!(
        answer.json(),
        json!({
            "type": "urn:tkt:problem:unauthorized",
            "title": "Sign in first",
            "status": 401,
            "detail": "You are not signed in. Sign in to go on.",
            "errors": [],
        })
    );
}
