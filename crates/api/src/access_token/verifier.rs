//! Checking tokens against the public keys in the table.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{agent::SignedIn, time::UtcTime};
use jsonwebtoken::{DecodingKey, decode};
use store::{Store, StoreError, signing_keys::PublicKey};
use tokio::sync::Mutex;

use super::claims::{Claims, TYPE, validation};
use crate::ring_provider;

/// How long public keys are used without asking again.
const KEYS_LIFETIME: Duration = Duration::from_secs(60);
/// How often an unknown key id may make us ask at most: a forger must not choose our reads.
const UNKNOWN_KEY_PAUSE: Duration = Duration::from_secs(5);

/// Why a token is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// It is not one of ours, not meant for us, or its time is over.
    #[error("the token is not valid")]
    Invalid(#[from] jsonwebtoken::errors::Error),
    /// Its key is not one of ours, or no longer.
    #[error("the token's key is unknown")]
    UnknownKey,
    /// The keys could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Checks tokens against the public keys in the table.
#[derive(Clone)]
pub struct Verifier {
    store: Store,
    keys: Arc<Mutex<KnownKeys>>,
}

#[derive(Default)]
struct KnownKeys {
    by_kid: HashMap<String, KnownKey>,
    read_at: Option<Instant>,
    /// When an unknown key id last made us ask. Apart from `read_at`: a key that was made right
    /// after a planned read, or after the first, must count at once.
    asked_at: Option<Instant>,
}

struct KnownKey {
    public: PublicKey,
    decoding: DecodingKey,
}

impl Verifier {
    /// Checks against the keys that `store` holds.
    pub fn new(store: Store) -> Self {
        ring_provider::install();
        Self {
            store,
            keys: Arc::default(),
        }
    }

    /// Reads the keys ahead of the first request.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn warm_up(&self) -> Result<(), StoreError> {
        self.keys.lock().await.read(&self.store).await
    }

    /// Who the token says its bearer is.
    ///
    /// # Errors
    /// When the token does not count, for whatever reason.
    pub async fn verify(&self, token: &str) -> Result<SignedIn, TokenError> {
        let header = jsonwebtoken::decode_header(token)?;
        if header.typ.as_deref() != Some(TYPE) {
            return Err(TokenError::UnknownKey);
        }
        let key = self.key(&header.kid.unwrap_or_default()).await?;
        let claims = decode::<Claims>(token, &key, &validation())?.claims;
        Ok(claims.into_bearer())
    }

    async fn key(&self, kid: &str) -> Result<DecodingKey, TokenError> {
        let mut keys = self.keys.lock().await;
        let is_old = |at: Option<Instant>, age| at.is_none_or(|at| at.elapsed() >= age);
        if keys.by_kid.contains_key(kid) {
            if is_old(keys.read_at, KEYS_LIFETIME) {
                keys.read(&self.store).await?;
            }
        } else if keys.read_at.is_none() {
            keys.read(&self.store).await?;
        } else if is_old(keys.asked_at, UNKNOWN_KEY_PAUSE) {
            keys.asked_at = Some(Instant::now());
            keys.read(&self.store).await?;
        }
        // Whether a key still counts is asked at each use: it may end while it is known.
        let key = keys.by_kid.get(kid);
        let key = key.filter(|key| key.public.counts_at(UtcTime::now()));
        key.map(|key| key.decoding.clone())
            .ok_or(TokenError::UnknownKey)
    }
}

impl KnownKeys {
    async fn read(&mut self, store: &Store) -> Result<(), StoreError> {
        let keys = store.public_keys().await?.into_iter();
        self.by_kid = keys
            .filter_map(|public| {
                let decoding = DecodingKey::from_ed_components(&public.x).ok()?;
                Some((public.kid.clone(), KnownKey { public, decoding }))
            })
            .collect();
        self.read_at = Some(Instant::now());
        Ok(())
    }
}
