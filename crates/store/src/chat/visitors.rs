//! Visitors' tokens: each opens one conversation, for thirty days.

use data_encoding::BASE64URL_NOPAD;
use domain::{
    chat::{Conversation, ConversationId},
    time::UtcTime,
    workspace::WorkspaceId,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::heads;
use crate::{
    Store, StoreError, expiry, keys, random,
    table::{from_item, to_item},
    transaction::{Part, Refusal},
};

/// How long a token is good for.
const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What a visitor's token opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorAccess {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The conversation, and no other.
    pub conversation: ConversationId,
    /// When the token ends.
    #[serde(with = "expiry")]
    pub expires_at: UtcTime,
}

impl Store {
    /// Saves a new conversation and a token for its visitor, which is known to nobody but the caller
    /// from then on: its hash alone is stored.
    ///
    /// # Errors
    /// When the table does not answer, or the system gives no randomness.
    pub async fn start_conversation(
        &self,
        workspace: &WorkspaceId,
        conversation: &Conversation,
    ) -> Result<(String, VisitorAccess), StoreError> {
        let token = BASE64URL_NOPAD.encode(&random::bytes::<16>()?);
        let ends = conversation.created_at.plus(LIFETIME);
        let access = VisitorAccess {
            workspace: workspace.clone(),
            conversation: conversation.id.clone(),
            // Items end in whole seconds: it is to be answered as it will be read.
            expires_at: UtcTime::from_epoch_seconds(ends.epoch_seconds()),
        };
        let mut writes = self.transaction();
        writes.put_new(Part::Conversation, heads::item(workspace, conversation)?)?;
        let lookup = keys::visitor_token_lookup(&token);
        writes.put_new(
            Part::Conversation,
            to_item("visitor token", lookup, &access)?,
        )?;
        match writes.commit().await? {
            Ok(()) => Ok((token, access)),
            Err(Refusal::Condition(_)) => Err(StoreError::Exists {
                item: "conversation",
            }),
            Err(Refusal::Conflict(error)) => Err(error),
        }
    }

    /// What `token` opens at `now`; none for an unknown one and for one that is over.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn visitor(
        &self,
        token: &str,
        now: UtcTime,
    ) -> Result<Option<VisitorAccess>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::visitor_token_lookup(token).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (visitor token)"))?;
        let access = found.item.map(|item| from_item("visitor token", item));
        let access: Option<VisitorAccess> = access.transpose()?;
        Ok(access.filter(|access| now < access.expires_at))
    }
}
