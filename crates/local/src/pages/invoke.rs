//! Invokes a function that has no trigger, as `aws lambda invoke` does in the cloud.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::Sources;
use super::data::{refuse, refuse_body};
use crate::lambda::InvokeError;

/// Why a function was not invoked, or has no answer.
#[derive(Debug, thiserror::Error)]
pub enum NotInvoked {
    /// There is no such function, or it has a trigger and waits for nobody's hand.
    #[error("no function of this name is invoked by hand")]
    NotByHand,
    /// The function was given the payload, or should have been.
    #[error(transparent)]
    Failed(#[from] InvokeError),
}

/// Hands the body to the function and answers what the function answers.
///
/// A page elsewhere can post a form or plain text without asking first, but no JSON: a browser asks
/// before it sends that type to another origin, and nothing here says yes.
pub(super) async fn invoke<S: Sources>(
    State(sources): State<S>,
    Path(function): Path<String>,
    headers: HeaderMap,
    payload: Bytes,
) -> Response {
    if !is_json(&headers) {
        let detail = "The payload is JSON: send it with the content type application/json.";
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail);
    }
    if let Err(error) = serde_json::from_slice::<Value>(&payload) {
        return refuse_body(&error);
    }
    match sources.invoke(&function, payload).await {
        Ok(answer) => json(answer),
        Err(error @ NotInvoked::NotByHand) => refuse(StatusCode::NOT_FOUND, &error.to_string()),
        Err(NotInvoked::Failed(error)) => refuse(StatusCode::BAD_GATEWAY, &error.to_string()),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let named = headers
        .get(header::CONTENT_TYPE)
        .and_then(|named| named.to_str().ok());
    let media_type = named.and_then(|named| named.split(';').next());
    media_type.is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json"))
}

fn json(answer: Bytes) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, answer).into_response()
}
