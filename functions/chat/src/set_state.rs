//! `POST /chat/{id}/close` and `POST /chat/{id}/reopen`: an agent ends a conversation, or goes on.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials, OfNames};
use api::{agent_auth::AuthenticatedAgent, problem::Problem, query};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
};
use domain::{
    chat::{ChatState, Conversation, ConversationId},
    time::UtcTime,
    workspace::WorkspaceId,
};
use store::Store;

use crate::{App, change::change, conversation_in_path::ConversationInPath};

/// Closes the conversation, unless it is closed.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/chat/{id}/close", tag = "chat", security(("access_token" = [])),
    summary = "Close a conversation",
    description = crate::openapi::CLOSE_CONVERSATION,
    params(ConversationInPath),
    responses(crate::openapi::Done, Always, OfCredentials, OfNames),
))]
pub(crate) async fn close_conversation(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    ConversationInPath(id): ConversationInPath,
    State(app): State<App>,
    uri: Uri,
) -> Result<StatusCode, Problem> {
    query::refuse_parameters(&uri)?;
    set(&app.store, &agent.workspace, &id, ChatState::Closed).await
}

/// Opens the conversation again, unless it is open.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/chat/{id}/reopen", tag = "chat", security(("access_token" = [])),
    summary = "Open a conversation again",
    description = crate::openapi::REOPEN_CONVERSATION,
    params(ConversationInPath),
    responses(crate::openapi::Done, Always, OfCredentials, OfNames),
))]
pub(crate) async fn reopen_conversation(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    ConversationInPath(id): ConversationInPath,
    State(app): State<App>,
    uri: Uri,
) -> Result<StatusCode, Problem> {
    query::refuse_parameters(&uri)?;
    set(&app.store, &agent.workspace, &id, ChatState::Open).await
}

async fn set(
    store: &Store,
    workspace: &WorkspaceId,
    id: &ConversationId,
    state: ChatState,
) -> Result<StatusCode, Problem> {
    let set = |before: &Conversation| before.set_state(state, UtcTime::now());
    change(store, workspace, id, set).await
}
