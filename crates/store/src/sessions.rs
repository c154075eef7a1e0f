//! Sessions: how long a browser stays signed in, by tokens of which each refresh gives the next.

use std::{fmt, str::FromStr};

use aws_sdk_dynamodb::{
    operation::update_item::UpdateItemError,
    types::{ReturnValue, ReturnValuesOnConditionCheckFailure},
};
use domain::{
    agent::{AgentId, SignedIn},
    email::EmailAddress,
    time::UtcTime,
    workspace::WorkspaceId,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    derived::RefreshToken,
    expiry,
    keys::{self, EXPIRES_AT},
    random,
    table::{Item, from_item, number, text, to_item},
};

/// How long a session lasts, however often it is refreshed.
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long the token before the newest still gives the newest: for tabs that refresh at once, and
/// for a browser that did not get the answer.
pub const GRACE: SignedDuration = SignedDuration::from_secs(30);

/// A session's random id: 128 bits, as 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyId(String);

/// The text is not a session's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 32 lower-case hexadecimal digits")]
pub struct InvalidFamilyId;

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, which all of its tokens share.
    pub family: FamilyId,
    /// The workspace that the agent signed in to.
    pub workspace: WorkspaceId,
    /// The agent. Whoever is added again under the same address is another.
    pub agent: AgentId,
    /// The agent's address.
    pub email: EmailAddress,
    /// The how-manieth token is the newest.
    pub generation: u64,
    /// The id of the key that the newest token is derived from.
    pub key: String,
    /// When the agent signed in.
    pub started_at: UtcTime,
    /// When the newest token came.
    pub rotated_at: UtcTime,
    /// When it ends.
    pub expires_at: UtcTime,
}

/// What comes of a token that a browser shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotation {
    /// The session goes on, with another newest token.
    Next(Session),
    /// The token was replaced some time ago, so it is in two places: its session is ended.
    Reused,
    /// There is no such session, or its time is over.
    Gone,
}

/// A session's attributes, without its key.
#[derive(Debug, Serialize, Deserialize)]
struct SessionItem {
    workspace: WorkspaceId,
    agent: AgentId,
    email: EmailAddress,
    generation: u64,
    key: String,
    started_at: UtcTime,
    rotated_at: UtcTime,
    #[serde(with = "expiry")]
    expires_at: UtcTime,
}

impl Store {
    /// Saves a new session.
    ///
    /// # Errors
    /// When the table does not answer, or a session with this id exists.
    pub async fn put_session(&self, session: &Session) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(session.item()?))
            .condition_expression("attribute_not_exists(pk)")
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (session)"))?;
        Ok(())
    }

    /// Replaces the token, which must be derived from one of our keys, by the next; `key` is the
    /// newest of them. A token that was replaced a moment ago gives the same next one again; any
    /// older one ends the session, for whoever holds the others may have stolen them.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn rotate(
        &self,
        token: &RefreshToken,
        key: &str,
        now: UtcTime,
    ) -> Result<Rotation, StoreError> {
        let rotated = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::session(&token.family).into_item()))
            .update_expression("SET generation = generation + :one, rotated_at = :at, #key = :key")
            .condition_expression("generation = :shown AND #expires > :now")
            .expression_attribute_names("#key", "key")
            .expression_attribute_names("#expires", EXPIRES_AT)
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":at", text(now.to_string()))
            .expression_attribute_values(":key", text(key))
            .expression_attribute_values(":shown", number(token.generation))
            .expression_attribute_values(":now", number(now.epoch_seconds()))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let refused = match rotated {
            Ok(rotated) => {
                let item = rotated.attributes.unwrap_or_default();
                return Ok(Rotation::Next(Session::read(&token.family, item)?));
            }
            Err(error) => error,
        };
        let Some(UpdateItemError::ConditionalCheckFailedException(failed)) =
            refused.as_service_error()
        else {
            return Err(StoreError::unavailable("UpdateItem (session)")(refused));
        };
        self.judge(token, failed.item.clone(), now).await
    }

    /// What comes of a token that is not the newest of a session that goes on.
    async fn judge(
        &self,
        token: &RefreshToken,
        found: Option<Item>,
        now: UtcTime,
    ) -> Result<Rotation, StoreError> {
        let Some(item) = found else {
            return Ok(Rotation::Gone);
        };
        let session = Session::read(&token.family, item)?;
        if session.expires_at <= now {
            return Ok(Rotation::Gone);
        }
        let is_the_one_before = session.generation == token.generation.saturating_add(1);
        if is_the_one_before && now <= session.rotated_at.plus(GRACE) {
            return Ok(Rotation::Next(session));
        }
        self.end_session(&token.family).await?;
        Ok(Rotation::Reused)
    }

    /// Ends a session, if there is one. None of its tokens counts any more.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn end_session(&self, family: &FamilyId) -> Result<(), StoreError> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(keys::session(family).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("DeleteItem (session)"))?;
        Ok(())
    }
}

impl Session {
    /// A new session of an agent, whose first token is derived from the key of this id.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn begin(agent: &SignedIn, key: &str, now: UtcTime) -> Result<Self, StoreError> {
        Ok(Self {
            family: FamilyId(random::id()?),
            workspace: agent.workspace.clone(),
            agent: agent.id.clone(),
            email: agent.email.clone(),
            generation: 1,
            key: key.to_owned(),
            started_at: now,
            rotated_at: now,
            expires_at: now.plus(LIFETIME),
        })
    }

    pub(crate) fn item(&self) -> Result<Item, StoreError> {
        let item = SessionItem {
            workspace: self.workspace.clone(),
            agent: self.agent.clone(),
            email: self.email.clone(),
            generation: self.generation,
            key: self.key.clone(),
            started_at: self.started_at,
            rotated_at: self.rotated_at,
            expires_at: self.expires_at,
        };
        to_item("session", keys::session(&self.family), &item)
    }

    fn read(family: &FamilyId, item: Item) -> Result<Self, StoreError> {
        let item: SessionItem = from_item("session", item)?;
        Ok(Self {
            family: family.clone(),
            workspace: item.workspace,
            agent: item.agent,
            email: item.email,
            generation: item.generation,
            key: item.key,
            started_at: item.started_at,
            rotated_at: item.rotated_at,
            expires_at: item.expires_at,
        })
    }
}

impl FromStr for FamilyId {
    type Err = InvalidFamilyId;

    fn from_str(text: &str) -> Result<Self, InvalidFamilyId> {
        let is_hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == 32 && text.bytes().all(is_hexadecimal) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidFamilyId)
        }
    }
}

impl fmt::Display for FamilyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
