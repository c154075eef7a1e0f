//! From an HTTP request to an operation and back: AWS JSON 1.0, one path, the operation in a header.

use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::ops::{self, Context, receive};
use super::{Queues, SqsError};

/// A message of 1 MiB may come escaped, at six characters for one.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// How long a waiting receive sleeps at most before it looks again, since a clock may be moved under it.
const LONGEST_NAP: Duration = Duration::from_secs(1);

pub(super) fn router(queues: Queues) -> Router {
    // The SDK sends everything to `/`; some tools send it to the queue's own URL.
    Router::new()
        .route("/", post(answer))
        .route("/{account}/{queue}", post(answer))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(queues)
}

async fn answer(State(queues): State<Queues>, headers: HeaderMap, body: Bytes) -> Response {
    match perform(&queues, &headers, body).await {
        Ok(output) => respond(StatusCode::OK, &output),
        Err(error) => refuse(&error),
    }
}

async fn perform(queues: &Queues, headers: &HeaderMap, body: Bytes) -> Result<Value, SqsError> {
    let operation = operation_of(headers)?.to_owned();
    let base_url = base_url(queues, headers);
    if operation == "ReceiveMessage" {
        return receive_waiting(queues, base_url, &body).await;
    }
    let context = Context {
        now_ms: queues.clock.now_ms(),
        base_url,
    };
    let rings = ops::may_bring_a_message(&operation);
    let output = queues
        .database
        .run(move |tx| ops::perform(tx, &context, &operation, &body))
        .await?;
    if rings {
        queues.look_again();
    }
    Ok(output)
}

/// Receives, and while there is nothing to receive waits as long as the request or the queue says:
/// for a message to arrive, for a delay or a visibility timeout to end, or for the time to pass.
async fn receive_waiting(
    queues: &Queues,
    base_url: String,
    body: &[u8],
) -> Result<Value, SqsError> {
    let request: receive::ReceiveMessage = ops::parse(body)?;
    let started = Instant::now();
    loop {
        // Listening begins before looking, or a message could arrive between the two unheard.
        let mut arrival = pin!(queues.arrivals.notified());
        arrival.as_mut().enable();
        let context = Context {
            now_ms: queues.clock.now_ms(),
            base_url: base_url.clone(),
        };
        let request = request.clone();
        let found = queues
            .database
            .run(move |tx| receive::look(tx, &context, &request))
            .await?;
        if found.moved_to_dead_letters {
            queues.look_again();
        }
        let left = found.wait.saturating_sub(started.elapsed());
        if !found.messages.is_empty() || left.is_zero() {
            return Ok(receive::output(&found.messages));
        }
        let nap = found
            .next_due_in
            .unwrap_or(LONGEST_NAP)
            .min(LONGEST_NAP)
            .min(left);
        let _ = tokio::time::timeout(nap, arrival).await;
    }
}

fn operation_of(headers: &HeaderMap) -> Result<&str, SqsError> {
    headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok())
        .and_then(|target| target.strip_prefix("AmazonSQS."))
        .ok_or_else(|| {
            SqsError::UnsupportedOperation("X-Amz-Target must be AmazonSQS.<operation>.".into())
        })
}

fn base_url(queues: &Queues, headers: &HeaderMap) -> String {
    if let Some(base_url) = &queues.base_url {
        return base_url.to_string();
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    format!("http://{}", host.unwrap_or("127.0.0.1"))
}

fn refuse(error: &SqsError) -> Response {
    if let SqsError::Storage(cause) = error {
        tracing::error!(error = ?cause, "the queue service's database failed");
    }
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
    let body = json!({
        "__type": format!("com.amazonaws.sqs#{}", error.shape()),
        "message": error.to_string(),
    });
    let whose = if error.is_senders_fault() {
        "Sender"
    } else {
        "Receiver"
    };
    let mut response = respond(status, &body);
    if let Ok(value) = HeaderValue::from_str(&format!("{};{whose}", error.code())) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-amzn-query-error"), value);
    }
    response
}

fn respond(status: StatusCode, body: &Value) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/x-amz-json-1.0".to_owned(),
        ),
        (
            HeaderName::from_static("x-amzn-requestid"),
            uuid::Uuid::new_v4().to_string(),
        ),
    ];
    (status, headers, body.to_string()).into_response()
}
