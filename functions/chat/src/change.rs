//! How an agent changes a conversation: from how it stands, and again when others were faster.

use api::{
    attempt::{Attempts, Interrupted},
    problem::Problem,
};
use axum::http::StatusCode;
use domain::{
    chat::{Conversation, ConversationId},
    workspace::WorkspaceId,
};
use store::Store;

/// Saves what `change` makes of the conversation; nothing where that changes nothing.
pub(crate) async fn change(
    store: &Store,
    workspace: &WorkspaceId,
    id: &ConversationId,
    change: impl Fn(&Conversation) -> Option<Conversation>,
) -> Result<StatusCode, Problem> {
    let mut attempts = Attempts::default();
    loop {
        match attempt(store, workspace, id, &change).await {
            Ok(()) => return Ok(StatusCode::NO_CONTENT),
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    }
}

async fn attempt(
    store: &Store,
    workspace: &WorkspaceId,
    id: &ConversationId,
    change: impl Fn(&Conversation) -> Option<Conversation>,
) -> Result<(), Interrupted> {
    let found = store.conversation(workspace, id).await?;
    let before = found.ok_or_else(Problem::no_conversation)?;
    if let Some(after) = change(&before) {
        store.save_conversation(workspace, &before, &after).await?;
    }
    Ok(())
}
