//! Making tokens. Only the function `sign-in` can: no other may read the keys.

use domain::{agent::SignedIn, time::UtcTime};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use store::{
    Store, StoreError,
    secrets::{KeyKind, SecretKey, Secrets},
};

use super::claims::{Claims, TYPE};
use crate::ring_provider;

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum MintError {
    /// Signing failed: the stored key is broken.
    #[error("the token could not be signed")]
    Signing(#[from] jsonwebtoken::errors::Error),
    /// The keys could not be read or made.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a token for an agent, with the newest key; makes the first key where there is none.
///
/// # Errors
/// When keys cannot be read, made or used.
pub async fn mint(
    store: &Store,
    secrets: &Secrets,
    agent: &SignedIn,
    now: UtcTime,
) -> Result<String, MintError> {
    ring_provider::install();
    let key = match secrets.newest(KeyKind::Signing).await? {
        Some(key) => key,
        None => store.make_signing_key(secrets, now).await?,
    };
    sign(key, agent, now)
}

fn sign(key: SecretKey, agent: &SignedIn, now: UtcTime) -> Result<String, MintError> {
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key.kid);
    let claims = Claims::of(agent, now);
    let key = EncodingKey::from_ed_der(&key.bytes);
    Ok(encode(&header, &claims, &key)?)
}
