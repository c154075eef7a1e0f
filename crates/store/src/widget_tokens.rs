//! Widget tokens: the public secret that a web page's widget shows.
//!
//! A token is stored nowhere. Its hash is the key of a small item by which requests find the
//! workspace; what owners see of it lies in a record beside their agents.

mod uses;

use aws_sdk_dynamodb::types::Update;
use data_encoding::BASE64URL_NOPAD;
use domain::{
    audit::AuditedChange, email::EmailAddress, text::PersonName, time::UtcTime,
    workspace::WorkspaceId,
};
use serde::{Deserialize, Serialize};

pub(crate) use self::uses::Uses;
use crate::{
    Store, StoreError,
    audit::{Act, ActError},
    keys::{self, PK, SK, TOKENS},
    random,
    table::{from_item, text, to_item},
    transaction::{Part, Refusal, Transaction},
};

/// How many tokens of a workspace may count at a time.
pub const MAX_ACTIVE: usize = 50;

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetToken {
    /// The token's id, which is not secret.
    pub id: String,
    /// The workspace that the token speaks for.
    pub workspace: WorkspaceId,
    /// Whether it was taken back. A record is kept, so that the refusal can be read by the
    /// pages that still use the token.
    pub revoked: bool,
}

/// What owners see of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// The token's id, which is not secret.
    pub id: String,
    /// What its owners call it.
    pub name: PersonName,
    /// Since when it counts.
    pub created_at: UtcTime,
    /// Who made it.
    pub created_by: EmailAddress,
    /// When it was last used, to the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<UtcTime>,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<UtcTime>,
    /// Finds the item by which requests find it.
    hash: String,
}

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum NewTokenError {
    /// The workspace has as many as may count at a time.
    #[error("the workspace has {MAX_ACTIVE} widget tokens")]
    TooMany,
    /// Nothing was done, as for any act.
    #[error(transparent)]
    Act(#[from] ActError),
}

impl Store {
    /// What `token` stands for; none for an unknown one.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn widget_token(&self, token: &str) -> Result<Option<WidgetToken>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(
                keys::widget_token_lookup(&keys::sha256_hex(token)).into_item(),
            ))
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (widget token)"))?;
        found
            .item
            .map(|item| from_item("widget token", item))
            .transpose()
    }

    /// The records of all tokens that the workspace ever had, the newest first.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn widget_tokens(
        &self,
        workspace: &WorkspaceId,
    ) -> Result<Vec<TokenRecord>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("#pk = :pk AND begins_with(#sk, :tokens)")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_values(":pk", text(keys::workspace(workspace)))
            .expression_attribute_values(":tokens", text(TOKENS))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut records = Vec::<TokenRecord>::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(StoreError::unavailable("Query (widget tokens)"))?;
            records.push(from_item("widget token", item)?);
        }
        records.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
        Ok(records)
    }

    /// The record of one token of the workspace.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn widget_token_record(
        &self,
        workspace: &WorkspaceId,
        id: &str,
    ) -> Result<Option<TokenRecord>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::widget_token(workspace, id).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (widget token)"))?;
        let record = found.item.map(|item| from_item("widget token", item));
        record.transpose()
    }

    /// Makes a new token. The token itself is known to nobody but the caller from then on.
    ///
    /// # Errors
    /// When the workspace has enough of them or is another by now, whoever acts is no owner or the
    /// table does not answer.
    pub async fn create_widget_token(
        &self,
        act: &Act<'_>,
        name: PersonName,
    ) -> Result<(TokenRecord, String), NewTokenError> {
        let known = self.widget_tokens(act.workspace()).await;
        let known = known.map_err(ActError::from)?;
        let active = known.iter().filter(|known| known.revoked_at.is_none());
        if active.count() >= MAX_ACTIVE {
            return Err(NewTokenError::TooMany);
        }
        let new = || -> Result<_, StoreError> {
            let token = BASE64URL_NOPAD.encode(&random::bytes::<16>()?);
            let id = random::id()?;
            Ok((
                TokenRecord::new(&token, id, name, act.by.email.clone(), act.at),
                token,
            ))
        };
        let (record, token) = new().map_err(ActError::from)?;
        self.save_new(act, &record).await?;
        Ok((record, token))
    }

    async fn save_new(&self, act: &Act<'_>, record: &TokenRecord) -> Result<(), ActError> {
        let mut writes = self.transaction();
        act.demand_owner(&mut writes)?;
        put(&mut writes, act.workspace(), record)?;
        let (id, name) = (record.id.clone(), record.name.clone());
        act.log(&mut writes, AuditedChange::WidgetTokenCreated { id, name })?;
        Ok(writes.commit().await??)
    }

    /// Takes a token back. Its record stays.
    ///
    /// # Errors
    /// When the workspace is another by now, whoever acts is no owner or the table does not answer.
    pub async fn revoke_widget_token(
        &self,
        act: &Act<'_>,
        record: &TokenRecord,
    ) -> Result<(), ActError> {
        let mut writes = self.transaction();
        act.demand_owner(&mut writes)?;
        let key = keys::widget_token(act.workspace(), &record.id);
        let revoke = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key.into_item()))
            .update_expression("SET revoked_at = :now")
            .expression_attribute_values(":now", text(act.at.to_string()))
            .build()
            .map_err(StoreError::corrupt("widget token"))?;
        writes.update(Part::WidgetToken, revoke);
        let lookup = lookup(act.workspace(), record, true);
        let key = keys::widget_token_lookup(&record.hash);
        writes.put(Part::WidgetToken, to_item("widget token", key, &lookup)?)?;
        let (id, name) = (record.id.clone(), record.name.clone());
        act.log(&mut writes, AuditedChange::WidgetTokenRevoked { id, name })?;
        Ok(writes.commit().await??)
    }

    /// Makes a token known that was chosen beforehand, such as a demonstration's.
    ///
    /// # Errors
    /// When the token, or one with its id, is known already, or the table does not answer.
    pub async fn put_widget_token(
        &self,
        workspace: &WorkspaceId,
        record: &TokenRecord,
    ) -> Result<(), StoreError> {
        let mut writes = self.transaction();
        put(&mut writes, workspace, record)?;
        match writes.commit().await? {
            Ok(()) => Ok(()),
            Err(Refusal::Condition(_)) => Err(StoreError::Exists {
                item: "widget token",
            }),
            Err(Refusal::Conflict(error)) => Err(error),
        }
    }
}

impl TokenRecord {
    /// The record of a new token.
    pub fn new(
        token: &str,
        id: String,
        name: PersonName,
        created_by: EmailAddress,
        created_at: UtcTime,
    ) -> Self {
        Self {
            id,
            name,
            created_at,
            created_by,
            last_used_at: None,
            revoked_at: None,
            hash: keys::sha256_hex(token),
        }
    }
}

fn put(
    writes: &mut Transaction<'_>,
    workspace: &WorkspaceId,
    record: &TokenRecord,
) -> Result<(), StoreError> {
    let key = keys::widget_token(workspace, &record.id);
    writes.put_new(Part::WidgetToken, to_item("widget token", key, record)?)?;
    let lookup = lookup(workspace, record, false);
    let key = keys::widget_token_lookup(&record.hash);
    writes.put_new(Part::WidgetToken, to_item("widget token", key, &lookup)?)
}

fn lookup(workspace: &WorkspaceId, record: &TokenRecord, revoked: bool) -> WidgetToken {
    WidgetToken {
        id: record.id.clone(),
        workspace: workspace.clone(),
        revoked,
    }
}
