//! A conversation's head item: the conversation, and the attributes that its index is made of.

use domain::{
    chat::{ChatState, Conversation},
    time::UtcTime,
    workspace::WorkspaceId,
};

use crate::{
    StoreError, heads, keys,
    table::{Item, from_item, text, to_item},
    transaction::{Part, Transaction},
};

/// The head, index attributes included.
pub(super) fn item(
    workspace: &WorkspaceId,
    conversation: &Conversation,
) -> Result<Item, StoreError> {
    let key = keys::conversation(workspace, &conversation.id);
    let mut item = to_item("conversation", key, conversation)?;
    let active = active_key(conversation.active_at, conversation.id.as_str());
    item.insert(
        "chats".to_owned(),
        text(by_state(workspace, conversation.state)),
    );
    item.insert("active_key".to_owned(), text(active));
    Ok(item)
}

/// Writes a head over the one that it was made of.
pub(crate) fn put_over(
    writes: &mut Transaction<'_>,
    part: Part,
    workspace: &WorkspaceId,
    before: &Conversation,
    after: &Conversation,
) -> Result<(), StoreError> {
    writes.put_over(part, item(workspace, after)?, before.version)
}

pub(super) fn read(item: Item) -> Result<Conversation, StoreError> {
    from_item("conversation", item)
}

/// Partition of `ByActivity`.
pub(super) fn by_state(workspace: &WorkspaceId, state: ChatState) -> String {
    format!("{workspace}#{}", state.name())
}

/// Sort key of `ByActivity`.
pub(super) fn active_key(at: UtcTime, id: &str) -> String {
    format!("{}#{id}", heads::moment(at))
}
