//! Moves the services' time, so that no test waits for a delay to end or a day to pass.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Sources;
use super::data::{answer, refuse, refuse_body, unavailable};
use crate::services::clock::NotMoved;

/// Why the time stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ClockRefused {
    /// SQS is not this stack's own.
    #[error("this stack uses another SQS, whose time cannot be moved")]
    Elsewhere,
    /// The clock did not move.
    #[error(transparent)]
    NotMoved(#[from] NotMoved),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    advance_seconds: u64,
}

/// Moves the clock of the services ahead: `{advance_seconds}`. What goes by it are the queues' delays,
/// visibility and retention, the mails' `sent_at`, and the age of stream records. The functions' own
/// clock is the machine's and stays.
pub(super) async fn advance<S: Sources>(State(sources): State<S>, body: Bytes) -> Response {
    let Move { advance_seconds } = match serde_json::from_slice(&body) {
        Ok(asked) => asked,
        Err(error) => return refuse_body(&error),
    };
    match sources.advance(advance_seconds).await {
        Ok(now) => answer(&now),
        Err(error @ ClockRefused::Elsewhere) => refuse(StatusCode::CONFLICT, &error.to_string()),
        Err(ClockRefused::NotMoved(error @ NotMoved::TooFar { .. })) => {
            refuse(StatusCode::UNPROCESSABLE_ENTITY, &error.to_string())
        }
        Err(error) => unavailable(&error),
    }
}
