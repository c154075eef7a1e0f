use domain::{
    event::AnyEvent,
    sign_in::{Applicant, CODE_LIFETIME, SignInId, SignInRequest},
    time::UtcTime,
};
use futures_util::future::join_all;
use jiff::SignedDuration;
use rstest::rstest;
use store::{events::read_event, random, sessions::Session};
use testkit::{
    Table,
    samples::{OWNER, email, signed_in, time, workspace},
};

#[rstest]
#[case::of_an_agent(Some(Applicant { email: email(OWNER), workspace: Some(workspace("w1")) }))]
#[case::of_the_founder(Some(Applicant { email: email(OWNER), workspace: None }))]
#[case::of_nobody(None)]
#[tokio::test]
async fn a_request_is_read_back_by_whoever_mails_and_by_whoever_tries(
    #[case] applicant: Option<Applicant>,
) {
    let table = Table::start().await;
    let request = SignInRequest {
        applicant,
        ..request()
    };
    table.store.put_sign_in(&request).await.unwrap();
    let records = table.stream_records().await;
    assert_eq!(records.len(), 1);
    let image = records[0]["dynamodb"]["NewImage"].clone();
    let image: serde_dynamo::Item = serde_json::from_value(image).unwrap();
    assert_eq!(
        read_event(image).unwrap(),
        AnyEvent::SignIn(request.clone())
    );
    let tried = table.store.try_code(&request.id, now()).await.unwrap();
    assert_eq!(tried, Some(request));
}

#[tokio::test]
async fn a_request_has_five_tries() {
    let table = Table::start().await;
    let request = request();
    table.store.put_sign_in(&request).await.unwrap();
    for attempt in 1..=8 {
        let tried = table.store.try_code(&request.id, now()).await.unwrap();
        assert_eq!(tried.is_some(), attempt <= 5, "{attempt}");
    }
}

#[tokio::test]
async fn of_many_tries_at_once_five_are_granted() {
    let table = Table::start().await;
    let request = request();
    table.store.put_sign_in(&request).await.unwrap();
    let tries = (0..50).map(|_| table.store.try_code(&request.id, now()));
    let granted = join_all(tries).await.into_iter();
    assert_eq!(
        granted
            .filter(|tried| tried.as_ref().unwrap().is_some())
            .count(),
        5
    );
}

#[rstest]
#[case::at_once(0, true)]
#[case::in_the_last_second(599, true)]
#[case::after_ten_minutes(600, false)]
#[case::after_a_year(365 * 24 * 3_600, false)]
#[tokio::test]
async fn a_request_ends_after_ten_minutes(#[case] seconds: i64, #[case] expected: bool) {
    let table = Table::start().await;
    let request = request();
    table.store.put_sign_in(&request).await.unwrap();
    let later = now().plus(SignedDuration::from_secs(seconds));
    let tried = table.store.try_code(&request.id, later).await.unwrap();
    assert_eq!(tried.is_some(), expected);
}

#[tokio::test]
async fn an_unknown_request_has_no_tries_and_leaves_no_item() {
    let table = Table::start().await;
    let tried = table.store.try_code(&id(), now()).await.unwrap();
    assert_eq!(tried, None);
    assert_eq!(table.keys().await, []);
}

#[tokio::test]
async fn a_used_request_has_no_tries_left() {
    let table = Table::start().await;
    let request = request();
    table.store.put_sign_in(&request).await.unwrap();
    let session = Session::begin(&signed_in(), "k1", now()).unwrap();
    let used = table.store.use_code(&request.id, &session, now()).await;
    assert!(used.unwrap());
    assert_eq!(
        table.store.try_code(&request.id, now()).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn of_many_uses_at_once_one_begins_its_session() {
    let table = Table::start().await;
    let request = request();
    table.store.put_sign_in(&request).await.unwrap();
    let sessions: Vec<_> = (0..6)
        .map(|_| Session::begin(&signed_in(), "k1", now()).unwrap())
        .collect();
    let uses = sessions.iter();
    let uses = uses.map(|session| table.store.use_code(&request.id, session, now()));
    let used: Vec<_> = join_all(uses)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(used.iter().filter(|used| **used).count(), 1);
    let winner = used.iter().position(|used| *used).unwrap();
    let keys = table.keys().await.into_iter();
    let begun: Vec<_> = keys.filter(|(pk, _)| pk.starts_with("F#")).collect();
    let pk = format!("F#{}", sessions[winner].family);
    assert_eq!(begun, [(pk, "S".to_owned())]);
}

#[tokio::test]
async fn a_request_that_never_was_begins_nothing() {
    let table = Table::start().await;
    let session = Session::begin(&signed_in(), "k1", now()).unwrap();
    let used = table.store.use_code(&id(), &session, now()).await;
    assert!(!used.unwrap());
    assert_eq!(table.keys().await, []);
}

#[tokio::test]
async fn an_id_is_used_once() {
    let table = Table::start().await;
    let request = request();
    table.store.put_sign_in(&request).await.unwrap();
    table.store.try_code(&request.id, now()).await.unwrap();
    table.store.put_sign_in(&request).await.unwrap_err();
}

fn request() -> SignInRequest {
    SignInRequest {
        id: id(),
        at: now(),
        applicant: None,
        code_key: "k1".to_owned(),
        expires_at: now().plus(CODE_LIFETIME),
    }
}

fn id() -> SignInId {
    SignInId::from_bits(random::bits().unwrap())
}

fn now() -> UtcTime {
    time("2024-01-15T09:30:00Z")
}
