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
    keys::{EXPIRES_AT, Key, PK, PUBLIC_KEYS},
    secrets::{KeyKind, SecretKey, Secrets},
    table::{from_item, number, text, to_item},
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
    /// The public half of a key of the kind [`KeyKind::Signing`].
    ///
    /// # Errors
    /// When it is none.
    pub fn of(private: &SecretKey) -> Result<Self, StoreError> {
        let pair = Ed25519KeyPair::from_pkcs8(&private.bytes);
        let pair = pair.map_err(|_| StoreError::corrupt("signing key")(NoKeyPair))?;
        Ok(Self {
            kid: private.kid.clone(),
            x: BASE64URL_NOPAD.encode(pair.public_key().as_ref()),
            expires_at: None,
        })
    }

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

    /// Publishes the public half of a key.
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

    /// Says when a public key stops counting, unless it is said already. A key that is gone stays
    /// gone.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn end_public_key(&self, kid: &str, ends: UtcTime) -> Result<(), StoreError> {
        let ended = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(Key::new(PUBLIC_KEYS, kid).into_item()))
            .update_expression("SET #expires = :ends")
            .condition_expression("attribute_exists(#pk) AND attribute_not_exists(#expires)")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#expires", EXPIRES_AT)
            .expression_attribute_values(":ends", number(ends.epoch_seconds()))
            .send()
            .await;
        StoreError::unless_refused("UpdateItem (public key)", ended)?;
        Ok(())
    }

    /// Takes a public key back. What its other half signed counts no more.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn remove_public_key(&self, kid: &str) -> Result<(), StoreError> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(Key::new(PUBLIC_KEYS, kid).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("DeleteItem (public key)"))?;
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
    let private = SecretKey::new(pkcs8.as_ref().to_vec(), now)?;
    Ok((PublicKey::of(&private)?, private))
}

#[derive(Debug, thiserror::Error)]
#[error("it is no Ed25519 key")]
struct NoKeyPair;
