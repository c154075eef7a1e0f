//! Messages: sent once, numbered without a hole, read from where a reader stands.

use domain::{
    chat::{ChatMessage, ClientId, Conversation, ConversationId, NewMessage},
    workspace::WorkspaceId,
};
use serde::{Deserialize, Serialize};

use super::{heads, put_over};
use crate::{
    Store, StoreError,
    keys::{self, HEAD, MESSAGES, PK, SK},
    table::{Item, from_item, text, to_item},
    transaction::{Part, Refusal, Transaction},
};

/// How many messages a reader gets at a time.
const PAGE: usize = 100;

/// What makes a send safe to repeat: who sends, and what they call the message.
#[derive(Debug, Clone, Copy)]
pub struct SendKey<'a> {
    /// The visitor's conversation or the agent's id: keys of two senders never meet.
    pub sender: &'a str,
    /// The client's name for the message.
    pub client_id: &'a ClientId,
}

/// What a send begins with.
#[derive(Debug, Clone)]
pub struct Sending {
    /// The conversation as it stands.
    pub conversation: Conversation,
    /// The message that was sent under the same key before, if there was one.
    pub earlier: Option<ChatMessage>,
}

/// Why a message was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The conversation is another by now than the one that was read, or the message was sent
    /// meanwhile: begin again.
    #[error("the conversation changed meanwhile")]
    Stale,
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Messages behind the one that a reader has.
#[derive(Debug, Clone)]
pub struct MessagePage {
    /// The conversation, as it stands with these messages or after them.
    pub conversation: Conversation,
    /// At most 100, the oldest first.
    pub messages: Vec<ChatMessage>,
}

/// Where the message of a key lies.
#[derive(Debug, Serialize, Deserialize)]
struct Sent {
    seq: u64,
}

impl Store {
    /// Reads what a send needs; none when there is no such conversation. One call, and one more for
    /// a message that was sent before.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn begin_send(
        &self,
        workspace: &WorkspaceId,
        id: &ConversationId,
        key: &SendKey<'_>,
    ) -> Result<Option<Sending>, StoreError> {
        let keys = [
            keys::conversation(workspace, id),
            keys::sent(workspace, id, key.sender, key.client_id.as_str()),
        ];
        let [Some(head), sent] = self.items(keys).await? else {
            return Ok(None);
        };
        let earlier = match sent {
            None => None,
            Some(sent) => {
                let Sent { seq } = from_item("sent message", sent)?;
                self.message(workspace, id, seq).await?
            }
        };
        Ok(Some(Sending {
            conversation: heads::read(head)?,
            earlier,
        }))
    }

    /// Appends a message to the conversation that was read.
    ///
    /// # Errors
    /// When the conversation is another by now, or the table does not answer.
    pub async fn send(
        &self,
        workspace: &WorkspaceId,
        before: &Conversation,
        new: NewMessage,
        key: &SendKey<'_>,
    ) -> Result<ChatMessage, SendError> {
        let (after, message) = before.append(new);
        let mut writes = self.transaction();
        put_over(&mut writes, Part::Conversation, workspace, before, &after)?;
        put_message(&mut writes, workspace, &before.id, &message)?;
        let sent = keys::sent(workspace, &before.id, key.sender, key.client_id.as_str());
        let seq = message.seq;
        writes.put_new(
            Part::Conversation,
            to_item("sent message", sent, &Sent { seq })?,
        )?;
        match writes.commit().await? {
            Ok(()) => Ok(message),
            Err(Refusal::Condition(_) | Refusal::Conflict(_)) => Err(SendError::Stale),
        }
    }

    /// One message; none when there is no such message.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn message(
        &self,
        workspace: &WorkspaceId,
        id: &ConversationId,
        seq: u64,
    ) -> Result<Option<ChatMessage>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::message(workspace, id, seq).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (message)"))?;
        found
            .item
            .map(|item| from_item("message", item))
            .transpose()
    }

    /// The messages behind number `after`, with the conversation; none when there is no such
    /// conversation. One call; a second where a page is full.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn messages_after(
        &self,
        workspace: &WorkspaceId,
        id: &ConversationId,
        after: u64,
    ) -> Result<Option<MessagePage>, StoreError> {
        let head = keys::conversation(workspace, id);
        let first = keys::message(workspace, id, after.saturating_add(1));
        let found = self
            .client
            .query()
            .table_name(&self.table)
            // The head's sort key follows those of all messages.
            .key_condition_expression("#pk = :pk AND #sk BETWEEN :first AND :head")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_values(":pk", text(head.pk))
            .expression_attribute_values(":first", text(first.sk))
            .expression_attribute_values(":head", text(HEAD))
            .limit(i32::try_from(PAGE + 1).unwrap_or(i32::MAX))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("Query (messages)"))?;
        let items = found.items.unwrap_or_default();
        let (heads, messages): (Vec<_>, Vec<_>) = items.into_iter().partition(is_head);
        let messages = messages.into_iter().take(PAGE);
        let messages = messages.map(|item| from_item("message", item));
        let messages = messages.collect::<Result<Vec<_>, _>>()?;
        let conversation = match heads.into_iter().next() {
            Some(head) => Some(heads::read(head)?),
            None => self.conversation(workspace, id).await?,
        };
        Ok(conversation.map(|conversation| MessagePage {
            conversation,
            messages,
        }))
    }
}

/// Adds a message, whose number no other has.
pub(crate) fn put_message(
    writes: &mut Transaction<'_>,
    workspace: &WorkspaceId,
    id: &ConversationId,
    message: &ChatMessage,
) -> Result<(), StoreError> {
    let key = keys::message(workspace, id, message.seq);
    writes.put_new(Part::Conversation, to_item("message", key, message)?)
}

fn is_head(item: &Item) -> bool {
    let sk = item.get(SK).and_then(|sk| sk.as_s().ok());
    sk.is_some_and(|sk| !sk.starts_with(MESSAGES))
}
