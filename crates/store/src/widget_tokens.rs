//! Widget tokens: the public secret that a web page's widget shows.

use domain::workspace::WorkspaceId;
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError, keys,
    table::{from_item, to_item},
};

/// What is known of a token. The token itself is stored nowhere: its hash is the key.
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

impl Store {
    /// What is known of `token`; none for an unknown one.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn widget_token(&self, token: &str) -> Result<Option<WidgetToken>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::widget_token_lookup(token).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (widget token)"))?;
        found
            .item
            .map(|item| from_item("widget token", item))
            .transpose()
    }

    /// Makes `token` known.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_widget_token(
        &self,
        token: &str,
        record: &WidgetToken,
    ) -> Result<(), StoreError> {
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(to_item(
                "widget token",
                keys::widget_token_lookup(token),
                record,
            )?))
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (widget token)"))?;
        Ok(())
    }
}
