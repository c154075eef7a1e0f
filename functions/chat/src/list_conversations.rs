//! `GET /chat`: a page of the workspace's conversations.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials};
use api::{
    agent_auth::AuthenticatedAgent,
    etag::{self, IfNoneMatch},
    problem::Problem,
    query::Parameters,
};
use axum::{
    extract::State,
    http::{Uri, header},
    response::Response,
};
use domain::chat::ChatState;
use serde::Serialize;
use store::chat::ChatListError;

use crate::{App, conversation_body::ConversationBody};

/// A page of conversations.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct ConversationList<'a> {
    items: Vec<ConversationBody<'a>>,
    /// Where the next page begins; null after the last one.
    next_cursor: Option<&'a str>,
}

/// Answers the page, or 304 when the caller has it.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/chat", tag = "chat", security(("access_token" = [])),
    summary = "List conversations",
    description = crate::openapi::LIST_CONVERSATIONS,
    params(crate::openapi::ListParameters, IfNoneMatch),
    responses(crate::openapi::Listed, Always, OfCredentials),
))]
pub(crate) async fn list_conversations(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    if_none_match: IfNoneMatch,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::read(&uri, &["state", "cursor"])?;
    let state = parameters.one("state", str::parse::<ChatState>)?;
    let cursor = parameters.one("cursor", |text| Ok::<_, String>(text.to_owned()))?;
    let page = app
        .store
        .conversations(&agent.workspace, state, cursor.as_deref());
    let page = page.await.map_err(not_listed)?;
    let list = ConversationList {
        items: page
            .conversations
            .iter()
            .map(ConversationBody::new)
            .collect(),
        next_cursor: page.next_cursor.as_deref(),
    };
    let body = serde_json::to_vec(&list).unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, "application/json")];
    Ok(if_none_match.answer(&etag::of_body(&body), (headers, body)))
}

fn not_listed(error: ChatListError) -> Problem {
    match error {
        ChatListError::ForeignCursor => Problem::malformed(
            "The query parameter cursor must be the next_cursor of the same list: leave it out to begin again.",
        ),
        ChatListError::Store(error) => error.into(),
    }
}
