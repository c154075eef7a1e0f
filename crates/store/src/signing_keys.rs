//! The keys that sign agents' tokens: the public halves, in the product's table. The private ones
//! are [`secrets`](crate::secrets) of the kind [`KeyKind::Signing`].

use aws_sdk_dynamodb::types::Select;
use data_encoding::BASE64URL_NOPAD;
use domain::time::UtcTime;
use ring::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair},
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError, expiry,
    keys::{Key, PK, PUBLIC_KEYS},
    secrets::{KeyKind, SecretKey, Secrets},
    table::{from_item, text, to_item},
};

/// The public half of a signing key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// The key's id, as tokens name it.
    pub kid: String,
    /// The 32 bytes of an Ed25519 public key, base64url without padding (RFC 8037, `x`).
    pub x: String,
    /// When it stops counting, of a key that another has taken over from.
    #[serde(
        default,
        with = "expiry::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub expires_at: Option<UtcTime>,
}

impl PublicKey {
    /// Whether what the key signed counts at this moment.
    pub fn counts_at(&self, now: UtcTime) -> bool {
        self.expires_at.is_none_or(|ends| now < ends)
    }
}

impl Store {
    /// All public keys that lie in the table. Whether a key still counts is for the caller to ask,
    /// at the moment of use.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn public_keys(&self) -> Result<Vec<PublicKey>, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("#pk = :pk")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_values(":pk", text(PUBLIC_KEYS))
            .select(Select::AllAttributes)
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("Query (public keys)"))?;
        let items = answer.items.unwrap_or_default().into_iter();
        items.map(|item| from_item("public key", item)).collect()
    }

    /// Publishes the public half of a key, or says when it ends.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_public_key(&self, key: &PublicKey) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(to_item(
                "public key",
                Key::new(PUBLIC_KEYS, &key.kid),
                key,
            )?))
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (public key)"))?;
        Ok(())
    }

    /// Makes a new key to sign with. The newest one signs.
    ///
    /// # Errors
    /// When a table does not answer, or the system gives no randomness.
    pub async fn make_signing_key(
        &self,
        secrets: &Secrets,
        now: UtcTime,
    ) -> Result<SecretKey, StoreError> {
        let (public, private) = new_pair(now)?;
        // Public first: whatever is signed can be verified, also when we die in between.
        self.put_public_key(&public).await?;
        secrets.put(KeyKind::Signing, &private).await?;
        Ok(private)
    }
}

fn new_pair(now: UtcTime) -> Result<(PublicKey, SecretKey), StoreError> {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
    let pkcs8 = pkcs8.map_err(|_| StoreError::NoRandomness)?;
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref());
    let pair = pair.map_err(|_| StoreError::NoRandomness)?;
    let private = SecretKey::new(pkcs8.as_ref().to_vec(), now)?;
    let public = PublicKey {
        kid: private.kid.clone(),
        x: BASE64URL_NOPAD.encode(pair.public_key().as_ref()),
        expires_at: None,
    };
    Ok((public, private))
}
