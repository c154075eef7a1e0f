//! Idempotency keys: the first answer, kept for a repeat of the same request.

use domain::{time::UtcTime, workspace::WorkspaceId};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    keys::{self, Key},
    table::{Item, from_item, to_item},
};

/// How long a key is remembered.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// A request that may come twice.
#[derive(Debug, Clone, Copy)]
pub struct IdempotentRequest<'a> {
    /// The workspace that the request acts in.
    pub workspace: &'a WorkspaceId,
    /// Who sends it: keys of two credentials never meet.
    pub credential: &'a str,
    /// The key that the caller chose.
    pub key: &'a str,
    /// The request's body, in a form that does not depend on its spelling.
    pub body: &'a str,
}

/// What was answered the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstAnswer {
    /// To the same body: this text.
    Same(String),
    /// The key came with another body.
    OtherBody,
}

#[derive(Debug, Serialize, Deserialize)]
struct Record {
    body_hash: String,
    answer: String,
    expires_at: i64,
}

impl Store {
    /// What was answered to this request before, if it was.
    ///
    /// # Errors
    /// When the table does not answer or the record cannot be read.
    pub async fn first_answer(
        &self,
        request: &IdempotentRequest<'_>,
        now: UtcTime,
    ) -> Result<Option<FirstAnswer>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(request.record_key().into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (idempotency)"))?;
        match found.item {
            None => Ok(None),
            Some(item) => request.read(item, now),
        }
    }
}

impl IdempotentRequest<'_> {
    pub(crate) fn record_key(&self) -> Key {
        keys::idempotency(self.workspace, self.credential, self.key)
    }

    /// The item that remembers `answer`.
    pub(crate) fn record(&self, answer: String, now: UtcTime) -> Result<Item, StoreError> {
        let record = Record {
            body_hash: keys::sha256_hex(self.body),
            answer,
            expires_at: now.plus(LIFETIME).epoch_seconds(),
        };
        to_item("idempotency record", self.record_key(), &record)
    }

    /// Reads a record that was found under this request's key. TTL may remove an item two days
    /// late, so the expiry is compared here too.
    pub(crate) fn read(&self, item: Item, now: UtcTime) -> Result<Option<FirstAnswer>, StoreError> {
        let record: Record = from_item("idempotency record", item)?;
        if record.expires_at <= now.epoch_seconds() {
            return Ok(None);
        }
        if record.body_hash != keys::sha256_hex(self.body) {
            return Ok(Some(FirstAnswer::OtherBody));
        }
        Ok(Some(FirstAnswer::Same(record.answer)))
    }
}
