use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use local::services::clock::Clock;

/// A clock that a test moves, so that no test waits for a delay to end. Clones are the same.
#[derive(Debug, Clone, Default)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// Moves the clock forward.
    pub fn advance(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_millis()).unwrap();
        self.0.fetch_add(by, Ordering::SeqCst);
    }

    /// The clock as the local services take it: the machine's, and how far it was moved.
    pub(crate) fn service(&self) -> Clock {
        let moved = Arc::clone(&self.0);
        Clock::from_fn(move || {
            Timestamp::now() + SignedDuration::from_millis(moved.load(Ordering::SeqCst))
        })
    }
}
