//! Holding a call at a point of the test's choice.

use std::{fmt, panic::Location, time::Duration};

use serde_json::Value;
use tokio::{sync::oneshot, time::timeout};

use super::{Call, peer::Ends};

/// How long a held call may take to arrive before its test fails.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) type Fits = Box<dyn Fn(&Value) -> bool + Send>;

/// A call that is held, or will be. When this is dropped, the call is lost: it goes no further,
/// and its caller hears nothing.
#[derive(Debug)]
pub struct Held {
    what: String,
    arrival: oneshot::Receiver<Call>,
    release: oneshot::Sender<()>,
}

/// Where a call is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// The wire's end of a [`Held`].
pub(super) struct Hold {
    pub(super) side: Side,
    operation: String,
    fits: Fits,
    arrival: oneshot::Sender<Call>,
    release: oneshot::Receiver<()>,
}

/// The holds that wait for their call.
#[derive(Debug, Default)]
pub(super) struct Holds(Vec<Hold>);

impl Held {
    /// Waits until the call is held.
    ///
    /// # Panics
    /// When no such call arrives in time.
    #[track_caller]
    pub fn arrived(&mut self) -> impl Future<Output = Call> {
        let place = Location::caller();
        async move {
            match timeout(PATIENCE, &mut self.arrival).await {
                Ok(Ok(call)) => call,
                _ => panic!("no {} to hold, at {place}", self.what),
            }
        }
    }

    /// Lets the call go on as if nothing had been.
    pub fn let_go(self) {
        // The call may be over by now, and its wire too.
        let _ = self.release.send(());
    }
}

impl Holds {
    pub(super) fn add(&mut self, side: Side, operation: &str, fits: Fits) -> Held {
        let (arrived, arrival) = oneshot::channel();
        let (release, released) = oneshot::channel();
        self.0.push(Hold {
            side,
            operation: operation.to_owned(),
            fits,
            arrival: arrived,
            release: released,
        });
        Held {
            what: operation.to_owned(),
            arrival,
            release,
        }
    }

    /// The first hold that fits this call; each holds one call.
    pub(super) fn take(&mut self, call: &Call) -> Option<Hold> {
        self.0.retain(|hold| !hold.arrival.is_closed());
        let fits = |hold: &Hold| hold.operation == call.operation && (hold.fits)(&call.body);
        let index = self.0.iter().position(fits)?;
        Some(self.0.remove(index))
    }
}

impl Hold {
    /// Holds the call. Returns whether it may go on.
    pub(super) async fn stop(self, call: &Call, ends: Ends) -> bool {
        let call = Call {
            caller: ends.process(),
            ..call.clone()
        };
        self.arrival.send(call).is_ok() && self.release.await.is_ok()
    }
}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.side, self.operation)
    }
}
