//! Where a conversation's items lie.

use domain::{agent::AgentId, chat::ConversationId, workspace::WorkspaceId};

use super::{HEAD, Key, sha256_hex};

/// Sort key prefix of messages in their conversation's partition.
pub(crate) const MESSAGES: &str = "M#";
/// Sort key prefix of who looks at a conversation, in its partition.
pub(crate) const PRESENCES: &str = "P#";

/// The head of a conversation.
pub(crate) fn conversation(workspace: &WorkspaceId, id: &ConversationId) -> Key {
    Key::new(format!("W#{workspace}#C#{}", id.as_str()), HEAD)
}

pub(crate) fn message(workspace: &WorkspaceId, id: &ConversationId, seq: u64) -> Key {
    let Key { pk, .. } = conversation(workspace, id);
    Key::new(pk, format!("{MESSAGES}{seq:010}"))
}

/// Which message a sender sent under a name of their own.
pub(crate) fn sent(
    workspace: &WorkspaceId,
    id: &ConversationId,
    sender: &str,
    client_id: &str,
) -> Key {
    let Key { pk, .. } = conversation(workspace, id);
    let hash = sha256_hex(&format!("{}:{sender}:{client_id}", sender.len()));
    Key::new(pk, format!("D#{hash}"))
}

pub(crate) fn presence(workspace: &WorkspaceId, id: &ConversationId, agent: &AgentId) -> Key {
    let Key { pk, .. } = conversation(workspace, id);
    Key::new(pk, format!("{PRESENCES}{}", agent.as_str()))
}

pub(crate) fn visitor_token_lookup(token: &str) -> Key {
    Key::new(format!("L#VISITOR#{}", sha256_hex(token)), "L")
}
