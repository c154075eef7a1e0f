//! The second table: keys that tokens are signed with, and that codes and links are derived from.
//!
//! It has neither stream nor point-in-time recovery. Each kind of key is a partition of its own,
//! so that a function's permissions can name the kinds that it needs.

use std::fmt;

use aws_sdk_dynamodb::{
    Client,
    primitives::Blob,
    types::{AttributeValue, Select},
};
use boot::{
    aws::{Aws, DYNAMODB},
    environment::{ConfigError, required},
};
use domain::time::UtcTime;
use serde::Deserialize;

use crate::{
    StoreError,
    keys::{Key, PK},
    random,
    table::{Item, from_item, text},
};

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// Signs access tokens: an Ed25519 key pair in PKCS#8.
    Signing,
    /// Sign-in codes are derived from it.
    Code,
    /// Refresh tokens are derived from it.
    Refresh,
    /// Invitations' tokens are derived from it.
    Invitation,
}

/// A key.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey {
    /// The key's id.
    pub kid: String,
    /// The key itself.
    pub bytes: Vec<u8>,
    /// When it was made.
    pub created_at: UtcTime,
}

/// The table of secrets.
#[derive(Debug, Clone)]
pub struct Secrets {
    client: Client,
    table: String,
}

impl Secrets {
    /// The table that `SECRETS_TABLE_NAME` names.
    ///
    /// # Errors
    /// When the environment lacks the name.
    pub fn from_environment(aws: &Aws) -> Result<Self, ConfigError> {
        Ok(Self::new(
            Client::new(&aws.config(DYNAMODB)?),
            required("SECRETS_TABLE_NAME")?,
        ))
    }

    /// The table `table`, reached by `client`.
    pub fn new(client: Client, table: String) -> Self {
        Self { client, table }
    }

    /// All keys of a kind, the newest first.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn keys(&self, kind: KeyKind) -> Result<Vec<SecretKey>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("#pk = :pk")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_values(":pk", text(kind.partition()))
            .select(Select::AllAttributes)
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut keys = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(StoreError::unavailable("Query (secrets)"))?;
            keys.push(SecretKey::read(item)?);
        }
        // Of two keys of one moment, every copy of a function must take the same.
        keys.sort_by(|a, b| (b.created_at, &b.kid).cmp(&(a.created_at, &a.kid)));
        Ok(keys)
    }

    /// The newest key of a kind, if there is one.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn newest(&self, kind: KeyKind) -> Result<Option<SecretKey>, StoreError> {
        Ok(self.keys(kind).await?.into_iter().next())
    }

    /// The newest key of a kind that others are derived from; makes the first one.
    ///
    /// # Errors
    /// When the table does not answer, an item cannot be read, or the system gives no randomness.
    pub async fn newest_or_new(
        &self,
        kind: KeyKind,
        now: UtcTime,
    ) -> Result<SecretKey, StoreError> {
        if let Some(key) = self.newest(kind).await? {
            return Ok(key);
        }
        let key = SecretKey::random(now)?;
        self.put(kind, &key).await?;
        Ok(key)
    }

    /// The key with this id, if there is one.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn key(&self, kind: KeyKind, kid: &str) -> Result<Option<SecretKey>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(kind.key(kid).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (secret)"))?;
        found.item.map(SecretKey::read).transpose()
    }

    /// Keeps a key.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put(&self, kind: KeyKind, key: &SecretKey) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(key.item(kind)))
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (secret)"))?;
        Ok(())
    }

    /// Removes a key for good. What was made of it counts no more.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn remove(&self, kind: KeyKind, kid: &str) -> Result<(), StoreError> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(kind.key(kid).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("DeleteItem (secret)"))?;
        Ok(())
    }
}

impl KeyKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Signing, Self::Code, Self::Refresh, Self::Invitation];

    /// The partition that holds the keys of this kind. The functions' permissions in
    /// `template.yaml` name it too.
    fn partition(self) -> &'static str {
        match self {
            Self::Signing => "SECRET#SIGNING",
            Self::Code => "SECRET#CODE",
            Self::Refresh => "SECRET#REFRESH",
            Self::Invitation => "SECRET#INVITATION",
        }
    }

    fn key(self, kid: &str) -> Key {
        Key::new(self.partition(), kid)
    }
}

impl SecretKey {
    /// A new key that others can be derived from.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn random(now: UtcTime) -> Result<Self, StoreError> {
        Self::new(random::bytes::<32>()?.to_vec(), now)
    }

    /// A new key of these bytes, under an id of its own.
    pub(crate) fn new(bytes: Vec<u8>, now: UtcTime) -> Result<Self, StoreError> {
        Ok(Self {
            kid: random::id()?,
            bytes,
            created_at: now,
        })
    }

    fn item(&self, kind: KeyKind) -> Item {
        let mut item = kind.key(&self.kid).into_item();
        let bytes = AttributeValue::B(Blob::new(self.bytes.clone()));
        item.insert("bytes".to_owned(), bytes);
        item.insert("created_at".to_owned(), text(self.created_at.to_string()));
        item
    }

    fn read(mut item: Item) -> Result<Self, StoreError> {
        #[derive(Deserialize)]
        struct Stored {
            #[serde(rename = "sk")]
            kid: String,
            created_at: UtcTime,
        }
        // Signing keys that were made before there were others have it under the second name.
        let bytes = item.remove("bytes").or_else(|| item.remove("pkcs8"));
        let bytes = match bytes {
            Some(AttributeValue::B(bytes)) if !bytes.as_ref().is_empty() => bytes.into_inner(),
            _ => return Err(StoreError::corrupt("secret")(NoBytes)),
        };
        let Stored { kid, created_at } = from_item("secret", item)?;
        Ok(Self {
            kid,
            bytes,
            created_at,
        })
    }
}

/// The key itself must not reach a log by accident.
impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey")
            .field("kid", &self.kid)
            .field("created_at", &self.created_at)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("it holds no key")]
struct NoBytes;
