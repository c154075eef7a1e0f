//! The history checker: a test records each of its calls, reads the stack once it is at rest, and
//! holds the one against the other.
//!
//! It knows the table, the queues and the mailbox by their documented form alone. It shares no
//! code with what it checks, so that a mistake there is not repeated here.
//!
//! ```no_run
//! # use tests::{TestApp, history::{Allowed, History}};
//! # async fn test() {
//! let app = TestApp::start().await;
//! let history = History::starting_at(&app).await;
//! let outcome = history.raise(&app, Some("k1"), "Ann", "ann@example.com", "It broke.").await;
//! history.check_at_rest(&app, &Allowed::default()).await;
//! # }
//! ```

#![allow(
    clippy::expect_used,
    reason = "a harness that cannot go on fails its test with the reason"
)]

mod allowed;
mod call;
mod check;
mod drive;
mod found;
mod number;
mod record;
mod snapshot;
mod state;
#[cfg(test)]
mod tests;
mod violation;

pub use allowed::{Allowed, Poison};
pub use call::{Act, Action, Creation, Operation, Outcome, Request, Source};
pub use found::{Found, ItemKey, QueueCounts, Queues};
pub use record::{Begun, History};
pub use state::TicketId;
pub use violation::Violation;
