//! Forged access tokens: what an attacker could make of a genuine one, of a public key, and of
//! every key that lies open in the repository.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a harness that cannot go on fails its test with the reason"
)]

mod faults;
mod jwt;
mod repository;

pub use faults::{Forgery, forgeries};
pub use jwt::{Jwt, Key};
pub use repository::{Candidate, candidates, in_repository, tracked_files};

use ring::signature::{Ed25519KeyPair, KeyPair};
use store::secrets::{KeyKind, Secrets};

use crate::TestApp;

/// The key that a stack signs its access tokens with. Only a test ever reads it.
#[derive(Debug)]
pub struct SigningKey {
    /// Its id, as tokens name it.
    pub kid: String,
    /// The pair.
    pub pair: Ed25519KeyPair,
    /// The pair as it is stored.
    pub pkcs8: Vec<u8>,
}

impl SigningKey {
    /// The newest key of a stack that has made a token already.
    pub async fn of(app: &TestApp) -> Self {
        let (services, tables) = (app.services().await, app.tables().await);
        let secrets = Secrets::new(services.dynamodb(), tables.secrets);
        let key = secrets.newest(KeyKind::Signing).await.expect("the secrets");
        let key = key.expect("the stack has made a token");
        Self {
            pair: Ed25519KeyPair::from_pkcs8(&key.bytes).expect("a key pair"),
            kid: key.kid,
            pkcs8: key.bytes,
        }
    }

    /// The 32 bytes that everyone may read.
    pub fn public(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }
}
