//! Lists of conversations: the newest activity first.

use std::{cmp::Reverse, collections::HashSet};

use aws_sdk_dynamodb::types::Select;
use domain::{
    chat::{ChatState, Conversation, ConversationId},
    workspace::WorkspaceId,
};
use futures_util::future::try_join_all;

use super::heads::{self, active_key, by_state};
use crate::{
    Store, StoreError,
    cursor::{self, ForeignCursor},
    heads::is_moment,
    keys,
    table::text,
};

/// The index of conversations.
const INDEX: &str = "ByActivity";
/// Conversations of a page.
const PAGE: usize = 20;
/// Follows every sort key.
const END: &str = "~";

/// Some conversations.
#[derive(Debug, Clone)]
pub struct ChatPage {
    /// The conversations.
    pub conversations: Vec<Conversation>,
    /// Where the next page begins; none after the last one.
    pub next_cursor: Option<String>,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ChatListError {
    /// The cursor is damaged, or of another list.
    #[error("the cursor does not belong to this list")]
    ForeignCursor,
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// A page of the workspace's conversations of this state, or of all, behind `cursor` or from the
    /// one that was active last. One call for each state, side by side. A conversation in which
    /// something happens moves to the front: between two pages it may be seen twice or missed.
    ///
    /// # Errors
    /// When the cursor is that of another list, or the table does not answer.
    pub async fn conversations(
        &self,
        workspace: &WorkspaceId,
        state: Option<ChatState>,
        cursor: Option<&str>,
    ) -> Result<ChatPage, ChatListError> {
        let of = state.map_or("all", ChatState::name);
        let fingerprint = keys::sha256_hex(&format!("chat {workspace} {of}"));
        let fingerprint = &fingerprint[..32];
        let before = cursor
            .map(|cursor| position(cursor, fingerprint))
            .transpose()
            .map_err(|ForeignCursor| ChatListError::ForeignCursor)?;
        let before = before.as_deref().unwrap_or(END);
        let states = ChatState::ALL.into_iter();
        let wanted = states.filter(|one| state.is_none_or(|state| state == *one));
        let found =
            try_join_all(wanted.map(|state| self.first_behind(workspace, state, before))).await?;
        let mut conversations: Vec<_> = found.into_iter().flatten().collect();
        let key = |it: &Conversation| active_key(it.active_at, it.id.as_str());
        conversations.sort_by_key(|it| Reverse((key(it), it.version)));
        // One that is closed or opened just now may be found in both states.
        let mut shown = HashSet::new();
        conversations.retain(|it| shown.insert(it.id.clone()));
        let is_last = conversations.len() <= PAGE;
        conversations.truncate(PAGE);
        let last = conversations.last().filter(|_| !is_last);
        Ok(ChatPage {
            next_cursor: last.map(|last| cursor::write(fingerprint, key(last))),
            conversations,
        })
    }

    /// One more than a page, so that it is known whether there is another.
    async fn first_behind(
        &self,
        workspace: &WorkspaceId,
        state: ChatState,
        before: &str,
    ) -> Result<Vec<Conversation>, StoreError> {
        let found = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(INDEX)
            .key_condition_expression("#chats = :chats AND #active < :before")
            .expression_attribute_names("#chats", "chats")
            .expression_attribute_names("#active", "active_key")
            .expression_attribute_values(":chats", text(by_state(workspace, state)))
            .expression_attribute_values(":before", text(before))
            .select(Select::AllProjectedAttributes)
            .scan_index_forward(false)
            .limit(i32::try_from(PAGE + 1).unwrap_or(i32::MAX))
            .send()
            .await
            .map_err(StoreError::unavailable("Query (conversations)"))?;
        let items = found.items.unwrap_or_default().into_iter();
        items.map(heads::read).collect()
    }
}

/// The sort key at which a page ended.
fn position(cursor: &str, fingerprint: &str) -> Result<String, ForeignCursor> {
    let key: String = cursor::read(cursor, fingerprint)?;
    let is_sort_key = key
        .split_once('#')
        .is_some_and(|(moment, id)| is_moment(moment) && id.parse::<ConversationId>().is_ok());
    is_sort_key.then_some(key).ok_or(ForeignCursor)
}
