use domain::time::UtcTime;
use rstest::rstest;
use store::secrets::KeyKind;

use crate::{Office, ago, kid};

#[tokio::test]
async fn new_tokens_are_signed_by_the_new_key_and_old_ones_stay_good() {
    let office = Office::open().await;
    let old = office.token().await;
    let report = office.rotate(UtcTime::now()).await;
    let new = office.token().await;
    assert_eq!(kid(&new), report.signing);
    assert_ne!(kid(&old), report.signing);
    assert!(office.takes(&old).await && office.takes(&new).await);
}

#[rstest]
#[case::within_the_hour(59, true)]
#[case::after_it(61, false)]
#[tokio::test]
async fn an_old_keys_signatures_count_for_an_hour(#[case] minutes: i64, #[case] counts: bool) {
    let office = Office::open().await;
    office.makes_a_key(2).await;
    let old = office.token().await;
    office.rotate(ago(minutes)).await;
    assert_eq!(office.takes(&old).await, counts);
    let new = office.token().await;
    assert!(office.takes(&new).await);
}

#[tokio::test]
async fn an_old_private_key_is_removed_and_another_rotation_does_not_lengthen_its_hour() {
    let office = Office::open().await;
    office.makes_a_key(3).await;
    let old = office.token().await;
    let first = office.rotate(ago(90)).await;
    assert_eq!(first.removed, 1);
    office.rotate(UtcTime::now()).await;
    assert!(!office.takes(&old).await);
    let private = office.app.secrets.keys(KeyKind::Signing).await.unwrap();
    assert_eq!(private.len(), 1);
    let public = office.app.store.public_keys().await.unwrap();
    let mut kids: Vec<_> = public.into_iter().map(|key| key.kid).collect();
    let mut left = vec![first.signing, private[0].kid.clone()];
    kids.sort();
    left.sort();
    assert_eq!(kids, left, "the one whose hour is over is gone");
}

#[tokio::test]
async fn at_once_old_tokens_and_keys_of_strangers_count_no_more() {
    let office = Office::open().await;
    let old = office.token().await;
    let retired = office.rotate(UtcTime::now()).await.signing;
    office.rotate(UtcTime::now()).await;
    let report = office.rotate_at_once(UtcTime::now()).await;
    assert_ne!(report.signing, retired);
    assert!(!office.takes(&old).await);
    let new = office.token().await;
    assert!(office.takes(&new).await);
    let public = office.app.store.public_keys().await.unwrap();
    assert_eq!(public.len(), 1);
}

#[tokio::test]
async fn a_key_from_a_clock_that_is_ahead_is_taken_over_from_too() {
    let office = Office::open().await;
    office.makes_a_key(-5).await;
    let old = office.token().await;
    let report = office.rotate_at_once(UtcTime::now()).await;
    assert!(!office.takes(&old).await);
    assert_eq!(kid(&office.token().await), report.signing);
}

#[tokio::test]
async fn a_stack_that_nobody_has_signed_in_to_gets_its_keys() {
    let office = Office::open().await;
    let report = office.rotate(UtcTime::now()).await;
    assert_eq!(report.removed, 0);
    let token = office.token().await;
    assert_eq!(kid(&token), report.signing);
    assert!(office.takes(&token).await);
}
