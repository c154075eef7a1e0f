//! Keys that sign agents' tokens.

use domain::time::UtcTime;
use jiff::SignedDuration;
use store::{
    StoreError,
    secrets::{KeyKind, SecretKey},
    signing_keys::PublicKey,
};

use crate::{App, after};

/// How long an old key's signatures count. A token lives 15 minutes, and a copy of a function may
/// sign with a key that it has read a minute ago.
const OVERLAP: SignedDuration = SignedDuration::from_hours(1);

/// Returns the id of the key that signs from now on, and how many were removed.
pub(crate) async fn rotate(
    app: &App,
    at_once: bool,
    now: UtcTime,
) -> Result<(String, usize), StoreError> {
    let before = app.secrets.newest(KeyKind::Signing).await?;
    let made_at = after(before.as_ref(), now);
    let made = app.store.make_signing_key(&app.secrets, made_at).await?;
    let mut keys = app.secrets.keys(KeyKind::Signing).await?.into_iter();
    let newest = keys.next();
    let mut removed = 0;
    for old in keys {
        take_over(app, &old, at_once, now).await?;
        removed += 1;
    }
    tidy_up(app, newest.as_ref(), at_once, now).await?;
    let newest = publish_newest(app, made).await?;
    Ok((newest.kid, removed))
}

/// The public half first: should the rotation end here, the private one says to the next rotation
/// that there is something left to do.
async fn take_over(
    app: &App,
    old: &SecretKey,
    at_once: bool,
    now: UtcTime,
) -> Result<(), StoreError> {
    if at_once {
        app.store.remove_public_key(&old.kid).await?;
    } else {
        let ends = now.plus(OVERLAP);
        app.store.end_public_key(&old.kid, ends).await?;
    }
    app.secrets.remove(KeyKind::Signing, &old.kid).await
}

/// Removes public keys whose time is over. At once, all but the newest: after a leak, also one that
/// nobody here has made must not count.
async fn tidy_up(
    app: &App,
    newest: Option<&SecretKey>,
    at_once: bool,
    now: UtcTime,
) -> Result<(), StoreError> {
    for public in app.store.public_keys().await? {
        let is_newest = newest.is_some_and(|newest| newest.kid == public.kid);
        if !is_newest && (at_once || !public.counts_at(now)) {
            app.store.remove_public_key(&public.kid).await?;
        }
    }
    Ok(())
}

/// Another rotation may have removed the public half of a key that was being made. Whoever is last
/// publishes it again, so whatever is signed can be verified.
async fn publish_newest(app: &App, made: SecretKey) -> Result<SecretKey, StoreError> {
    let newest = app.secrets.newest(KeyKind::Signing).await?;
    let newest = newest.unwrap_or(made);
    app.store.put_public_key(&PublicKey::of(&newest)?).await?;
    Ok(newest)
}
