//! Conversations: their heads, their messages, the tokens of their visitors, who looks at them.
//!
//! A conversation's items share a partition. Its head is written only over the version that was
//! read, and each message together with it: so messages are numbered without a hole, and whoever
//! has seen one has been able to see all before it.

mod heads;
mod list;
mod messages;
mod presence;
mod visitors;

use domain::{chat::Conversation, chat::ConversationId, workspace::WorkspaceId};

pub(crate) use self::{heads::put_over, messages::put_message};
pub use self::{
    list::{ChatListError, ChatPage},
    messages::{MessagePage, SendError, SendKey, Sending},
    presence::{Activity, Presence},
    visitors::VisitorAccess,
};
use crate::{
    Store, StoreError, keys,
    transaction::{Part, Refusal},
};

/// Why a conversation was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// It is another by now than the one that was read.
    #[error("the conversation changed meanwhile")]
    Stale,
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// The conversation as it stands now; none when there is no such conversation.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn conversation(
        &self,
        workspace: &WorkspaceId,
        id: &ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::conversation(workspace, id).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (conversation)"))?;
        found.item.map(heads::read).transpose()
    }

    /// Saves a conversation that was made of `before`: read, closed, opened.
    ///
    /// # Errors
    /// When it is another by now, or the table does not answer.
    pub async fn save_conversation(
        &self,
        workspace: &WorkspaceId,
        before: &Conversation,
        after: &Conversation,
    ) -> Result<(), ChangeError> {
        let mut writes = self.transaction();
        put_over(&mut writes, Part::Conversation, workspace, before, after)?;
        match writes.commit().await? {
            Ok(()) => Ok(()),
            Err(Refusal::Condition(_) | Refusal::Conflict(_)) => Err(ChangeError::Stale),
        }
    }
}
