//! `POST /chat/{id}/read`: an agent has read what the visitor wrote.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfCredentials, OfNames};
use api::{
    agent_auth::AuthenticatedAgent, fields::Fields, json_body::JsonBody, problem::Problem, query,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
};
use domain::{
    chat::{Conversation, ConversationId},
    workspace::WorkspaceId,
};
use serde::Deserialize;
use store::Store;

use crate::{App, change::change, conversation_in_path::ConversationInPath};

/// The body, as it may be sent. It may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct ReadMessages {
    /// The last message that was read; all of them unless given.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    seq: Option<u64>,
}

/// Notes that the visitor's messages were read.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/chat/{id}/read", tag = "chat", security(("access_token" = [])),
    summary = "Say that messages were read",
    description = crate::openapi::READ_MESSAGES,
    params(ConversationInPath),
    request_body(content = Option<ReadMessages>, example = crate::openapi::last_read),
    responses(crate::openapi::Done, Always, OfCredentials, OfNames, OfBodies),
))]
pub(crate) async fn read_messages(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    ConversationInPath(id): ConversationInPath,
    State(app): State<App>,
    uri: Uri,
    body: Option<JsonBody>,
) -> Result<StatusCode, Problem> {
    query::refuse_parameters(&uri)?;
    let body = body.map(JsonBody::read::<ReadMessages>).transpose()?;
    let read = match body.and_then(|body| body.seq) {
        None => None,
        Some(seq) => Some(visitors_up_to(&app.store, &agent.workspace, &id, seq).await?),
    };
    // So many, or all that there are.
    let read = read.unwrap_or(u64::MAX);
    let note = |before: &Conversation| before.read_up_to(read);
    change(&app.store, &agent.workspace, &id, note).await
}

/// How many of the messages up to this one are the visitor's.
async fn visitors_up_to(
    store: &Store,
    workspace: &WorkspaceId,
    id: &ConversationId,
    seq: u64,
) -> Result<u64, Problem> {
    if let Some(message) = store.message(workspace, id, seq).await? {
        return Ok(message.visitor_messages);
    }
    let found = store.conversation(workspace, id).await?;
    found.ok_or_else(Problem::no_conversation)?;
    let mut fields = Fields::default();
    fields.wrong("seq", "must be the number of a message of the conversation");
    Err(fields.into())
}
