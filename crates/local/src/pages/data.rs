//! The JSON under `/_local/`, for tests and for the page itself.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::error::Category;
use serde_json::{Value, json};

use super::Sources;
use crate::services::ses::Fault;

/// More lines than anyone scrolls through; `/_local/mailbox` has them all.
const MOST_LINES: u32 = 200;

/// Everything that the page shows beside a chosen e-mail, in one answer.
pub(super) async fn overview<S: Sources>(State(sources): State<S>) -> Response {
    let (mailbox, jobs, functions) = tokio::join!(
        sources.mailbox().newest(MOST_LINES),
        sources.jobs(),
        sources.functions()
    );
    match mailbox {
        Ok(mailbox) => answer(&json!({
            "mailbox": mailbox,
            "queues": jobs.ok().map(|jobs| json!({ "jobs": jobs })),
            "functions": functions,
        })),
        Err(error) => unavailable(&error),
    }
}

/// Every e-mail, newest last.
pub(super) async fn mailbox<S: Sources>(State(sources): State<S>) -> Response {
    match sources.mailbox().list().await {
        Ok(mails) => answer(&mails),
        Err(error) => unavailable(&error),
    }
}

pub(super) async fn queues<S: Sources>(State(sources): State<S>) -> Response {
    match sources.jobs().await {
        Ok(jobs) => answer(&json!({ "jobs": jobs })),
        Err(error) => unavailable(&error),
    }
}

pub(super) async fn functions<S: Sources>(State(sources): State<S>) -> Response {
    answer(&sources.functions().await)
}

pub(super) async fn health<S: Sources>(State(sources): State<S>) -> Response {
    answer(&sources.health().await)
}

/// The faults that still wait for an e-mail.
pub(super) async fn faults<S: Sources>(State(sources): State<S>) -> Response {
    answer(&json!({ "faults": sources.mailbox().faults().list() }))
}

/// Makes the next e-mails fail: `{kind, count, to?}`. A count of 0 ends all faults.
pub(super) async fn set_fault<S: Sources>(state: State<S>, body: Bytes) -> Response {
    match serde_json::from_slice::<Fault>(&body) {
        Ok(fault) => {
            state.mailbox().faults().set(fault);
            faults(state).await
        }
        Err(error) => refuse_body(&error),
    }
}

pub(super) async fn unknown() -> Response {
    refuse(StatusCode::NOT_FOUND, "There is nothing here.")
}

pub(super) fn answer(body: &impl Serialize) -> Response {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    (
        no_store,
        Json(serde_json::to_value(body).unwrap_or(Value::Null)),
    )
        .into_response()
}

pub(super) fn refuse(status: StatusCode, detail: &str) -> Response {
    (status, Json(json!({ "error": detail }))).into_response()
}

/// Refuses a body that is no JSON, or JSON of another shape.
pub(super) fn refuse_body(error: &serde_json::Error) -> Response {
    let status = match error.classify() {
        Category::Data => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::BAD_REQUEST,
    };
    refuse(status, &error.to_string())
}

pub(super) fn unavailable(error: &dyn std::error::Error) -> Response {
    tracing::warn!(error = ?error, "a page of the local stack could not be filled");
    refuse(StatusCode::SERVICE_UNAVAILABLE, &error.to_string())
}
