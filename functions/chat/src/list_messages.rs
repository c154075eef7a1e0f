//! `GET /chat/{id}/messages`: what was said since a reader last looked.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials, OfNames};
use api::{
    chat_auth::Speaker,
    etag::{self, IfNoneMatch},
    problem::Problem,
    query::Parameters,
};
use axum::{
    extract::State,
    http::{HeaderMap, Uri, header},
    response::{IntoResponse, Response},
};
use domain::chat::ChatState;
use serde::Serialize;
use store::Store;

use crate::{
    App,
    conversation_in_path::ConversationInPath,
    message_body::{MessageBody, Reader},
};

/// The longest number of a message, in digits.
const LONGEST: usize = 10;

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct Messages<'a> {
    /// The oldest first, at most 100: where there are more, the next question gets them.
    messages: Vec<MessageBody<'a>>,
    /// Whether the conversation goes on.
    state: ChatState,
}

/// Answers the messages, or 304 when the caller has this answer.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/chat/{id}/messages", tag = "chat",
    security(("access_token" = []), ("visitor_token" = [])),
    summary = "Read a conversation",
    description = crate::openapi::LIST_MESSAGES,
    params(ConversationInPath, crate::openapi::MessageParameters, IfNoneMatch),
    responses(crate::openapi::Read, Always, OfCredentials, OfNames),
))]
pub(crate) async fn list_messages(
    speaker: Speaker,
    id: Result<ConversationInPath, Problem>,
    if_none_match: IfNoneMatch,
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let read = match id {
        Ok(id) => read(&app.store, &speaker, id, &uri, &if_none_match).await,
        Err(problem) => Err(problem),
    };
    speaker.share(read.into_response(), &headers)
}

async fn read(
    store: &Store,
    speaker: &Speaker,
    ConversationInPath(id): ConversationInPath,
    uri: &Uri,
    if_none_match: &IfNoneMatch,
) -> Result<Response, Problem> {
    speaker.check_may_enter(&id)?;
    let after = Parameters::read(uri, &["after"])?.one("after", seq)?;
    let found = store
        .messages_after(speaker.workspace(), &id, after.unwrap_or_default())
        .await?;
    let page = found.ok_or_else(Problem::no_conversation)?;
    let reader = Reader::of(store, speaker, &page.conversation, &page.messages).await?;
    let answer = Messages {
        messages: page.messages.iter().map(|one| reader.show(one)).collect(),
        state: page.conversation.state,
    };
    let body = serde_json::to_vec(&answer).unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, "application/json")];
    Ok(if_none_match.answer(&etag::of_body(&body), (headers, body)))
}

fn seq(text: &str) -> Result<u64, &'static str> {
    // `parse` would take a plus sign, too.
    let is_number = text.len() <= LONGEST && text.bytes().all(|b| b.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number);
    number.ok_or("must be the number of a message, or 0")
}
