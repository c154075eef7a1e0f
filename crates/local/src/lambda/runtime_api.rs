//! Lambda's Runtime API, for each copy under a path of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::function::FunctionHost;
use super::pool::WrongRequest;
use super::{InvokeError, PAYLOAD_LIMIT};
use crate::template::{ACCOUNT, REGION};

type Functions = Arc<BTreeMap<String, Arc<FunctionHost>>>;

/// The routes of the Runtime API below `/<function>/<copy>`.
pub(super) fn router(functions: Functions) -> Router {
    let base = "/{function}/{copy}/2018-06-01/runtime";
    Router::new()
        .route(&format!("{base}/invocation/next"), get(next))
        .route(
            &format!("{base}/invocation/{{request}}/response"),
            post(response),
        )
        .route(&format!("{base}/invocation/{{request}}/error"), post(error))
        .route(&format!("{base}/init/error"), post(init_error))
        .with_state(functions)
}

#[derive(Deserialize)]
struct Copy {
    function: String,
    copy: String,
}

#[derive(Deserialize)]
struct Request {
    function: String,
    copy: String,
    request: String,
}

async fn next(State(functions): State<Functions>, Path(path): Path<Copy>) -> Response {
    let Some(host) = functions.get(&path.function) else {
        return forbidden();
    };
    let delivery = host.next(&path.copy).await;
    let timeout = i64::try_from(host.function.timeout.as_millis()).unwrap_or(i64::MAX);
    let deadline = Timestamp::now().as_millisecond().saturating_add(timeout);
    let arn = format!(
        "arn:aws:lambda:{REGION}:{ACCOUNT}:function:{}",
        path.function
    );
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("lambda-runtime-aws-request-id", delivery.request_id),
        ("lambda-runtime-deadline-ms", deadline.to_string()),
        ("lambda-runtime-invoked-function-arn", arn),
        ("lambda-runtime-trace-id", trace_id()),
    ];
    (headers, delivery.payload).into_response()
}

async fn response(
    State(functions): State<Functions>,
    Path(path): Path<Request>,
    body: Body,
) -> Response {
    let Some(host) = functions.get(&path.function) else {
        return forbidden();
    };
    match to_bytes(body, PAYLOAD_LIMIT).await {
        Ok(answer) => accepted(&host.answer(&path.copy, &path.request, Ok(answer))),
        Err(_) => {
            let told = host.answer(&path.copy, &path.request, Err(InvokeError::AnswerTooLarge));
            match told {
                Ok(()) => refusal(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "RequestEntityTooLarge",
                    "the response is over 6 MB",
                ),
                wrong => accepted(&wrong),
            }
        }
    }
}

async fn error(
    State(functions): State<Functions>,
    Path(path): Path<Request>,
    body: Body,
) -> Response {
    let Some(host) = functions.get(&path.function) else {
        return forbidden();
    };
    let failure = reported(body).await;
    accepted(&host.answer(&path.copy, &path.request, Err(failure)))
}

async fn init_error(
    State(functions): State<Functions>,
    Path(path): Path<Copy>,
    body: Body,
) -> Response {
    let Some(host) = functions.get(&path.function) else {
        return forbidden();
    };
    // The copy ends after this, and its end fails the waiting event.
    host.log.error(&format!(
        "the function reported at its start: {}",
        reported(body).await
    ));
    status_ok()
}

/// The error that a function reports: `{errorType, errorMessage}`.
async fn reported(body: Body) -> InvokeError {
    #[derive(Deserialize, Default)]
    #[serde(rename_all = "camelCase", default)]
    struct Report {
        error_type: String,
        error_message: String,
    }
    let bytes = to_bytes(body, PAYLOAD_LIMIT).await.unwrap_or_default();
    let report: Report = serde_json::from_slice(&bytes).unwrap_or_default();
    InvokeError::FunctionError {
        kind: report.error_type,
        message: report.error_message,
    }
}

fn accepted(told: &Result<(), WrongRequest>) -> Response {
    match told {
        Ok(()) => status_ok(),
        Err(WrongRequest) => refusal(
            StatusCode::BAD_REQUEST,
            "InvalidRequestID",
            "Invalid request ID",
        ),
    }
}

fn status_ok() -> Response {
    (StatusCode::ACCEPTED, Json(json!({ "status": "OK" }))).into_response()
}

fn forbidden() -> Response {
    refusal(
        StatusCode::FORBIDDEN,
        "Forbidden",
        "there is no such function",
    )
}

fn refusal(status: StatusCode, kind: &str, message: &str) -> Response {
    (
        status,
        Json(json!({ "errorType": kind, "errorMessage": message })),
    )
        .into_response()
}

fn trace_id() -> String {
    let seconds = Timestamp::now().as_second();
    let random = Uuid::new_v4().simple().to_string();
    let (root, parent) = (&random[..24], &random[16..]);
    format!("Root=1-{seconds:08x}-{root};Parent={parent};Sampled=0")
}
