//! The `{number}` of a path.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use domain::number::TicketNumber;

use crate::problem::Problem;

/// The ticket that the path names. What is no number names no ticket: 404, as for a number that
/// was never given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberInPath(pub TicketNumber);

impl<S: Send + Sync> FromRequestParts<S> for NumberInPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        text.ok()
            .and_then(|Path(text)| text.parse().ok())
            .map(Self)
            .ok_or_else(Problem::no_ticket)
    }
}
