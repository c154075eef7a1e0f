//! Makes a new key of every kind, and removes old ones when nothing needs them any more.
//!
//! For operators, by hand: now and then without anybody noticing, or at once, after a leak. It may
//! end anywhere and run beside another of its kind: a key is put before what it takes over from is
//! touched, and of all keys that there are the newest one is never removed.

mod derived;
mod signing;

use domain::time::UtcTime;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::{
    Store, StoreError,
    secrets::{SecretKey, Secrets},
};

/// What the function works with.
#[derive(Debug)]
pub struct App {
    /// The product's table, which holds the public keys.
    pub store: Store,
    /// The table of secrets.
    pub secrets: Secrets,
}

/// How to go about it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Whether all old keys go now, with everything that was made of them.
    #[serde(default)]
    pub at_once: bool,
}

/// What was done.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The id of the key that signs from now on.
    pub signing: String,
    /// How many keys were removed.
    pub removed: usize,
}

/// Rotates the keys of every kind.
///
/// # Errors
/// When a table does not answer. What was done by then is whole; the next rotation does the rest.
pub async fn handle(app: &App, request: Request, now: UtcTime) -> Result<Report, StoreError> {
    let at_once = request.at_once;
    let (signing, mut removed) = signing::rotate(app, at_once, now).await?;
    for (kind, needed_for) in derived::KINDS {
        removed += derived::rotate(app, kind, needed_for, at_once, now).await?;
    }
    tracing::info!(signing, removed, at_once, "rotated the keys");
    Ok(Report { signing, removed })
}

/// The moment at which a key is made that is to be the newest. Another copy's clock may be ahead.
fn after(newest: Option<&SecretKey>, now: UtcTime) -> UtcTime {
    let tick = SignedDuration::from_millis(1);
    newest.map_or(now, |newest| now.max(newest.created_at.plus(tick)))
}
