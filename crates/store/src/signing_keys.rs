//! The keys that sign agents' tokens: public halves in the product's table, private ones in a
//! second table that only `sign-in` may read.

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
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    keys::{Key, PK, PUBLIC_KEYS, SIGNING_KEYS},
    table::{Item, from_item, text, to_item},
};

/// The public half of a signing key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// The key's id, as tokens name it.
    pub kid: String,
    /// The 32 bytes of an Ed25519 public key, base64url without padding (RFC 8037, `x`).
    pub x: String,
}

/// The private half of a signing key.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKey {
    /// The key's id.
    pub kid: String,
    /// The key pair in PKCS#8.
    pub pkcs8: Vec<u8>,
    /// When it was made.
    pub created_at: UtcTime,
}

/// The table of secrets.
#[derive(Debug, Clone)]
pub struct Secrets {
    client: Client,
    table: String,
}

impl Store {
    /// All public keys that tokens may be signed with.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn public_keys(&self) -> Result<Vec<PublicKey>, StoreError> {
        partition(&self.client, &self.table, PUBLIC_KEYS)
            .await?
            .into_iter()
            .map(|item| from_item("public key", item))
            .collect()
    }

    /// Publishes the public half of a key, before anything is signed with it.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_public_key(&self, key: &PublicKey) -> Result<(), StoreError> {
        let item = to_item("public key", Key::new(PUBLIC_KEYS, &key.kid), key)?;
        put(&self.client, &self.table, item).await
    }
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

    /// The newest private key, if there is one.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn newest_private_key(&self) -> Result<Option<PrivateKey>, StoreError> {
        #[derive(Deserialize)]
        struct Stored {
            created_at: UtcTime,
        }
        let mut newest: Option<PrivateKey> = None;
        for item in partition(&self.client, &self.table, SIGNING_KEYS).await? {
            let kid = Key::of(&item).map(|key| key.sk).unwrap_or_default();
            let pkcs8 = item.get("pkcs8").and_then(|value| value.as_b().ok());
            let pkcs8 = pkcs8
                .map(|blob| blob.clone().into_inner())
                .unwrap_or_default();
            let Stored { created_at } = from_item("private key", item)?;
            if newest
                .as_ref()
                .is_none_or(|key| key.created_at < created_at)
            {
                newest = Some(PrivateKey {
                    kid,
                    pkcs8,
                    created_at,
                });
            }
        }
        Ok(newest)
    }

    /// Keeps the private half of a key.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_private_key(&self, key: &PrivateKey) -> Result<(), StoreError> {
        let mut item = Key::new(SIGNING_KEYS, &key.kid).into_item();
        item.insert(
            "pkcs8".to_owned(),
            AttributeValue::B(Blob::new(key.pkcs8.clone())),
        );
        item.insert("created_at".to_owned(), text(key.created_at.to_string()));
        put(&self.client, &self.table, item).await
    }
}

async fn partition(client: &Client, table: &str, pk: &str) -> Result<Vec<Item>, StoreError> {
    let answer = client
        .query()
        .table_name(table)
        .key_condition_expression("#pk = :pk")
        .expression_attribute_names("#pk", PK)
        .expression_attribute_values(":pk", text(pk))
        .select(Select::AllAttributes)
        .consistent_read(true)
        .send()
        .await
        .map_err(StoreError::unavailable("Query (keys)"))?;
    Ok(answer.items.unwrap_or_default())
}

async fn put(client: &Client, table: &str, item: Item) -> Result<(), StoreError> {
    client
        .put_item()
        .table_name(table)
        .set_item(Some(item))
        .send()
        .await
        .map_err(StoreError::unavailable("PutItem (key)"))?;
    Ok(())
}
