use domain::time::UtcTime;
use rstest::rstest;
use store::secrets::KeyKind;

use crate::{Office, ago};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

#[rstest]
#[tokio::test]
async fn a_new_key_is_the_newest_and_the_old_one_is_still_found(
    #[values(KeyKind::Code, KeyKind::Refresh, KeyKind::Invitation)] kind: KeyKind,
) {
    let office = Office::open().await;
    let secrets = &office.app.secrets;
    let old = secrets.newest_or_new(kind, UtcTime::now()).await.unwrap();
    office.rotate(UtcTime::now()).await;
    let new = secrets.newest_or_new(kind, UtcTime::now()).await.unwrap();
    assert_ne!((&new.kid, &new.bytes), (&old.kid, &old.bytes));
    let found = secrets.key(kind, &old.kid).await.unwrap();
    assert!(found.is_some_and(|found| found == old));
}

/// A key is needed as long as what was made of it last: so long after another took over.
#[rstest]
#[case::a_code_lives_ten_minutes(KeyKind::Code, 59, true)]
#[case::a_code_is_gone_after_an_hour(KeyKind::Code, HOUR + 1, false)]
#[case::a_session_lives_thirty_days(KeyKind::Refresh, 30 * DAY, true)]
#[case::a_session_is_over(KeyKind::Refresh, 30 * DAY + HOUR + 1, false)]
#[case::an_invitation_lives_seven_days(KeyKind::Invitation, 8 * DAY - 1, true)]
#[case::an_invitation_has_expired(KeyKind::Invitation, 8 * DAY + 1, false)]
#[tokio::test]
async fn an_old_key_goes_when_nothing_of_it_can_be_left(
    #[case] kind: KeyKind,
    #[case] taken_over: i64,
    #[case] stays: bool,
) {
    let office = Office::open().await;
    let secrets = &office.app.secrets;
    let old = secrets.newest_or_new(kind, ago(365 * DAY)).await.unwrap();
    office.rotate(ago(taken_over)).await;
    let second = secrets.newest(kind).await.unwrap().unwrap();
    office.rotate(UtcTime::now()).await;
    let found = secrets.key(kind, &old.kid).await.unwrap();
    assert_eq!(found.is_some(), stays);
    let found = secrets.key(kind, &second.kid).await.unwrap();
    assert!(found.is_some(), "it was the newest until now");
}

#[rstest]
#[tokio::test]
async fn at_once_nothing_made_of_an_old_key_counts(
    #[values(KeyKind::Code, KeyKind::Refresh, KeyKind::Invitation)] kind: KeyKind,
) {
    let office = Office::open().await;
    let secrets = &office.app.secrets;
    let old = secrets.newest_or_new(kind, UtcTime::now()).await.unwrap();
    let report = office.rotate_at_once(UtcTime::now()).await;
    assert_eq!(report.removed, 1);
    assert_eq!(secrets.key(kind, &old.kid).await.unwrap(), None);
    assert_eq!(secrets.keys(kind).await.unwrap().len(), 1);
}
