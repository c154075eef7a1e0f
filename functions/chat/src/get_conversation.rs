//! `GET /chat/{id}`: a conversation, and who is at it.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials, OfNames};
use api::{agent_auth::AuthenticatedAgent, problem::Problem, query};
use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use domain::{email::EmailAddress, time::UtcTime};
use serde::Serialize;
use store::chat::Presence;

use crate::{
    App, conversation_body::ConversationBody, conversation_in_path::ConversationInPath,
    note_presence::PresenceState,
};

/// The answer: a row of the list and the agents at the conversation.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct ConversationWithPresence<'a> {
    #[serde(flatten)]
    conversation: ConversationBody<'a>,
    /// The other agents who are at it just now; the caller is left out.
    presence: Vec<PresenceBody<'a>>,
}

/// An agent at a conversation.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Presence))]
struct PresenceBody<'a> {
    email: &'a EmailAddress,
    state: PresenceState,
}

/// Answers the conversation as it stands now.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/chat/{id}", tag = "chat", security(("access_token" = [])),
    summary = "Show a conversation",
    description = crate::openapi::GET_CONVERSATION,
    params(ConversationInPath),
    responses(crate::openapi::Shown, Always, OfCredentials, OfNames),
))]
pub(crate) async fn get_conversation(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    ConversationInPath(id): ConversationInPath,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let found = app
        .store
        .conversation_with_presence(&agent.workspace, &id, UtcTime::now())
        .await?;
    let (conversation, presence) = found.ok_or_else(Problem::no_conversation)?;
    let others = presence.iter().filter(|other| other.email != agent.email);
    let answer = ConversationWithPresence {
        conversation: ConversationBody::new(&conversation),
        presence: others.map(PresenceBody::new).collect(),
    };
    Ok(Json(answer).into_response())
}

impl<'a> PresenceBody<'a> {
    fn new(presence: &'a Presence) -> Self {
        Self {
            email: &presence.email,
            state: presence.state.into(),
        }
    }
}
