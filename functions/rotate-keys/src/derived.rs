//! Keys that codes, refresh tokens and invitations are derived from.

use domain::time::UtcTime;
use jiff::SignedDuration;
use store::{
    StoreError,
    secrets::{KeyKind, SecretKey},
};

use crate::{App, after};

/// How long a key is needed after another took over: the life of what was made of it last, and
/// some more. A refresh token is made anew, of the newest key, each time that it is used; a session
/// ends 30 days after the sign-in.
pub(crate) const KINDS: [(KeyKind, SignedDuration); 3] = [
    (KeyKind::Code, SignedDuration::from_hours(1)),
    (KeyKind::Refresh, SignedDuration::from_hours(30 * 24 + 1)),
    (KeyKind::Invitation, SignedDuration::from_hours(8 * 24)),
];

/// Returns how many keys were removed.
pub(crate) async fn rotate(
    app: &App,
    kind: KeyKind,
    needed_for: SignedDuration,
    at_once: bool,
    now: UtcTime,
) -> Result<usize, StoreError> {
    let before = app.secrets.newest(kind).await?;
    let new = SecretKey::random(after(before.as_ref(), now))?;
    app.secrets.put(kind, &new).await?;
    let keys = app.secrets.keys(kind).await?;
    let mut removed = 0;
    for (newer, old) in keys.iter().zip(keys.iter().skip(1)) {
        if at_once || newer.created_at.plus(needed_for) < now {
            app.secrets.remove(kind, &old.kid).await?;
            removed += 1;
        }
    }
    Ok(removed)
}
