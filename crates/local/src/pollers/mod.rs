//! What Lambda's event source mappings do: read streams and queues, invoke functions, and judge
//! their answers.

pub mod queue;
mod report;
pub mod stream;

use std::time::Duration;

pub use report::{Failures, failures};

/// How long an event of a poller waits for a free copy. It has nowhere else to be.
const WAIT_FOR_COPY: Duration = Duration::from_secs(15 * 60);

/// The pause before the next try after `failures` in a row.
fn backoff(failures: u32) -> Duration {
    let shortest = Duration::from_millis(100);
    (shortest * 2_u32.saturating_pow(failures.min(7))).min(Duration::from_secs(10))
}
