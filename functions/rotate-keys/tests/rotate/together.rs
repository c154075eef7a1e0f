use domain::time::UtcTime;
use futures_util::future::join_all;
use store::secrets::KeyKind;

use crate::Office;

#[tokio::test]
async fn rotations_at_the_same_time_leave_a_key_that_counts_and_the_old_token_good() {
    let office = Office::open().await;
    let old = office.token().await;
    let now = UtcTime::now();
    join_all((0..6).map(|_| office.rotate(now))).await;
    assert!(office.takes(&old).await);
    let new = office.token().await;
    assert!(office.takes(&new).await);
}

#[tokio::test]
async fn rotations_at_once_at_the_same_time_leave_one_key_of_each_kind_and_it_counts() {
    for _ in 0..5 {
        let office = Office::open().await;
        let old = office.token().await;
        let now = UtcTime::now();
        join_all((0..6).map(|_| office.rotate_at_once(now))).await;
        for kind in KeyKind::ALL {
            let left = office.app.secrets.keys(kind).await.unwrap();
            assert_eq!(left.len(), 1, "{kind:?}");
        }
        assert!(!office.takes(&old).await);
        let new = office.token().await;
        assert!(office.takes(&new).await);
    }
}
