//! Agents' access tokens: EdDSA JWTs of fifteen minutes.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use data_encoding::BASE64URL_NOPAD;
use domain::{
    agent::{AgentId, Role, SignedIn},
    email::EmailAddress,
    time::UtcTime,
    workspace::WorkspaceId,
};
use jiff::SignedDuration;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use ring::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair},
};
use serde::{Deserialize, Serialize};
use store::{
    Store, StoreError,
    signing_keys::{PrivateKey, PublicKey, Secrets},
};
use tokio::sync::Mutex;

use crate::ring_provider;

/// How long a token is good for.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(15);

const ISSUER: &str = "tkt";
const AUDIENCE: &str = "tkt-api";
/// The token's own type (RFC 9068), so that no other JWT of the same keys passes for one.
const TYPE: &str = "at+jwt";
/// How far two clocks may differ, in seconds.
const LEEWAY: u64 = 5;
/// How long public keys are used without asking again.
const KEYS_LIFETIME: Duration = Duration::from_secs(60);
/// How often an unknown key id may make us ask at most: a forger must not choose our reads.
const UNKNOWN_KEY_PAUSE: Duration = Duration::from_secs(5);

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: AgentId,
    email: EmailAddress,
    workspace: WorkspaceId,
    role: Role,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Why a token is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// It is not one of ours, not meant for us, or its time is over.
    #[error("the token is not valid")]
    Invalid(#[from] jsonwebtoken::errors::Error),
    /// Its key is not one of ours.
    #[error("the token's key is unknown")]
    UnknownKey,
    /// The keys could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum MintError {
    /// The system gave no randomness, or the stored key is broken.
    #[error("no signing key can be made or read")]
    Key,
    /// Signing failed.
    #[error("the token could not be signed")]
    Signing(#[from] jsonwebtoken::errors::Error),
    /// The keys could not be read or written.
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
    by_kid: HashMap<String, DecodingKey>,
    read_at: Option<Instant>,
    /// When an unknown key id last made us ask. Apart from `read_at`: a key that was made right
    /// after a planned read must count at once.
    asked_at: Option<Instant>,
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
        Ok(SignedIn {
            workspace: claims.workspace,
            id: claims.sub,
            email: claims.email,
            role: claims.role,
        })
    }

    async fn key(&self, kid: &str) -> Result<DecodingKey, TokenError> {
        let mut keys = self.keys.lock().await;
        let is_old = |at: Option<Instant>, age| at.is_none_or(|at| at.elapsed() >= age);
        if keys.by_kid.contains_key(kid) {
            if is_old(keys.read_at, KEYS_LIFETIME) {
                keys.read(&self.store).await?;
            }
        } else if is_old(keys.asked_at, UNKNOWN_KEY_PAUSE) {
            keys.asked_at = Some(Instant::now());
            keys.read(&self.store).await?;
        }
        keys.by_kid.get(kid).cloned().ok_or(TokenError::UnknownKey)
    }
}

impl KnownKeys {
    async fn read(&mut self, store: &Store) -> Result<(), StoreError> {
        let keys = store.public_keys().await?;
        self.by_kid = keys
            .into_iter()
            .filter_map(|key| Some((key.kid, DecodingKey::from_ed_components(&key.x).ok()?)))
            .collect();
        self.read_at = Some(Instant::now());
        Ok(())
    }
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
    let key = match secrets.newest_private_key().await? {
        Some(key) => key,
        None => make_key(store, secrets, now).await?,
    };
    sign(&key, agent, now)
}

fn sign(key: &PrivateKey, agent: &SignedIn, now: UtcTime) -> Result<String, MintError> {
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: agent.id.clone(),
        email: agent.email.clone(),
        workspace: agent.workspace.clone(),
        role: agent.role,
        iat: now.epoch_seconds(),
        nbf: now.epoch_seconds(),
        exp: now.plus(LIFETIME).epoch_seconds(),
    };
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(key.kid.clone());
    Ok(encode(
        &header,
        &claims,
        &EncodingKey::from_ed_der(&key.pkcs8),
    )?)
}

async fn make_key(store: &Store, secrets: &Secrets, now: UtcTime) -> Result<PrivateKey, MintError> {
    let (public, private) = new_key(now)?;
    // Public first: whatever is signed can be verified, also when we die in between.
    store.put_public_key(&public).await?;
    secrets.put_private_key(&private).await?;
    Ok(private)
}

fn new_key(now: UtcTime) -> Result<(PublicKey, PrivateKey), MintError> {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| MintError::Key)?;
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(|_| MintError::Key)?;
    let x = BASE64URL_NOPAD.encode(pair.public_key().as_ref());
    let kid = uuid::Uuid::new_v4().to_string();
    let private = PrivateKey {
        kid: kid.clone(),
        pkcs8: pkcs8.as_ref().to_vec(),
        created_at: now,
    };
    Ok((PublicKey { kid, x }, private))
}

fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "nbf", "exp"]);
    validation.validate_nbf = true;
    validation.leeway = LEEWAY;
    validation
}
