//! The `{id}` of a path.

use api::problem::Problem;
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::chat::ConversationId;

/// The conversation that the path names. What is no id names no conversation: 404, as for one that
/// never was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConversationInPath(pub(crate) ConversationId);

impl<S: Send + Sync> FromRequestParts<S> for ConversationInPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        text.ok()
            .and_then(|Path(text)| text.parse().ok())
            .map(Self)
            .ok_or_else(Problem::no_conversation)
    }
}
