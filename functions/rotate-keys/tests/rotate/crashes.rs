//! A rotation that ends after any of its calls.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use domain::time::UtcTime;
use rotate_keys::{App, Request, handle};
use rstest::rstest;
use store::secrets::KeyKind;
use testkit::Spy;

use crate::Office;

/// More calls than a rotation makes.
const MOST_CALLS: usize = 60;

#[rstest]
#[tokio::test]
async fn wherever_a_rotation_ends_tokens_can_be_verified_and_the_next_one_does_the_rest(
    #[values(false, true)] at_once: bool,
) {
    let office = Office::open().await;
    office.rotate(UtcTime::now()).await;
    for calls in 0..MOST_CALLS {
        let old = office.token().await;
        let ended = breaks_off_after(&office, calls, at_once).await;
        assert!(at_once || office.takes(&old).await, "after {calls} calls");
        let between = office.token().await;
        assert!(office.takes(&between).await, "after {calls} calls");
        for kind in KeyKind::ALL {
            let newest = office.app.secrets.newest(kind).await.unwrap();
            assert!(newest.is_some(), "{kind:?} after {calls} calls");
        }
        if ended {
            return;
        }
        office.rotate_at_once(UtcTime::now()).await;
        assert!(!office.takes(&old).await, "after {calls} calls");
    }
    panic!("a rotation takes more than {MOST_CALLS} calls");
}

/// Runs a rotation whose calls fail after the first few. Returns whether these were enough.
async fn breaks_off_after(office: &Office, calls: usize, at_once: bool) -> bool {
    let made = Arc::<AtomicUsize>::default();
    let (store, secrets) = office.table.both_spied(Spy::new(move |_| {
        match made.fetch_add(1, Ordering::Relaxed) < calls {
            true => Ok(()),
            false => Err("the function was ended".into()),
        }
    }));
    let app = App { store, secrets };
    handle(&app, Request { at_once }, UtcTime::now())
        .await
        .is_ok()
}
