//! From an HTTP request to the mailbox: SES v2's REST JSON.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::json;

use super::request::SendEmail;
use super::{FaultKind, Mailbox};

/// SES's 40 MB, base64 in JSON.
const MOST_BYTES: usize = 56 * 1024 * 1024;

/// Longer than any client waits.
const HANG: Duration = Duration::from_secs(30);

pub(super) fn router(mailbox: Mailbox) -> Router {
    Router::new()
        .route("/v2/email/outbound-emails", post(send_email))
        .fallback(unknown)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(mailbox)
}

async fn send_email(State(mailbox): State<Mailbox>, body: Bytes) -> Response {
    let read = std::str::from_utf8(&body)
        .map_err(|error| error.to_string())
        .and_then(|whole| {
            Ok((
                serde_json::from_str::<SendEmail>(whole).map_err(|e| e.to_string())?,
                whole,
            ))
        });
    let (request, whole) = match read {
        Ok(read) => read,
        Err(reason) => return refuse(StatusCode::BAD_REQUEST, "BadRequestException", &reason),
    };
    if let Some(kind) = mailbox.faults().take(&request.recipients()) {
        return fail(kind).await;
    }
    if let Err(reason) = request.check() {
        return refuse(StatusCode::BAD_REQUEST, "BadRequestException", &reason);
    }
    match mailbox.keep(request, whole.to_owned()).await {
        Ok(id) => Json(json!({ "MessageId": id })).into_response(),
        Err(error) => {
            tracing::error!(error = ?error, "the mailbox's database failed");
            fail(FaultKind::Error).await
        }
    }
}

/// When the client gives up on a hanging request, the server drops this future.
async fn fail(kind: FaultKind) -> Response {
    match kind {
        FaultKind::Throttle => refuse(
            StatusCode::TOO_MANY_REQUESTS,
            "TooManyRequestsException",
            "Maximum sending rate exceeded.",
        ),
        FaultKind::Error => refuse(
            StatusCode::INTERNAL_SERVER_ERROR,
            "InternalServiceErrorException",
            "The service failed.",
        ),
        FaultKind::Hang => {
            tokio::time::sleep(HANG).await;
            refuse(
                StatusCode::SERVICE_UNAVAILABLE,
                "ServiceUnavailable",
                "The service hung.",
            )
        }
        FaultKind::Reject => refuse(
            StatusCode::BAD_REQUEST,
            "MessageRejected",
            "Message content was rejected.",
        ),
    }
}

async fn unknown() -> Response {
    refuse(
        StatusCode::NOT_FOUND,
        "NotFoundException",
        "Only SendEmail is kept here.",
    )
}

fn refuse(status: StatusCode, kind: &str, message: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (HeaderName::from_static("x-amzn-errortype"), kind.to_owned()),
        (
            HeaderName::from_static("x-amzn-requestid"),
            uuid::Uuid::new_v4().to_string(),
        ),
    ];
    (status, headers, json!({ "message": message }).to_string()).into_response()
}
