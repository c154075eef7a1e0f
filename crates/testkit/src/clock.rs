use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use local::services::clock::Clock;

/// A clock that stands still unless the test moves it: no test waits for a delay to end, and none
/// fails because the machine was slow. Clones are the same.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that shows the present.
    pub fn start() -> Self {
        Self(Arc::new(AtomicI64::new(Timestamp::now().as_millisecond())))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_millis()).unwrap();
        self.0.fetch_add(by, Ordering::SeqCst);
    }

    /// The clock as the local services take it.
    pub(crate) fn service(&self) -> Clock {
        let shown = Arc::clone(&self.0);
        Clock::from_fn(move || Timestamp::from_millisecond(shown.load(Ordering::SeqCst)).unwrap())
    }
}
