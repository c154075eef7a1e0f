//! The loop of an HTTP function: event, router, answer.

use std::time::Instant;

use axum::{
    Router,
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use tower::ServiceExt;

use crate::{
    gateway::{Answer, Event},
    problem::Problem,
};

/// Answers requests by `router` until Lambda ends the process.
///
/// # Errors
/// When the Runtime API cannot be reached.
pub async fn serve(router: Router) -> Result<(), Error> {
    let router = router
        .fallback(no_route)
        .method_not_allowed_fallback(no_method);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Event>| {
        let router = router.clone();
        async move { answer(router, event).await }
    }))
    .await
}

async fn answer(router: Router, event: LambdaEvent<Event>) -> Result<Answer, Error> {
    let started = Instant::now();
    let route = event.payload.route_key.clone();
    let response = router.oneshot(event.payload.into_request()).await?;
    let answer = Answer::of(with_common_headers(response)).await?;
    log(
        &route,
        answer.status_code,
        started,
        &event.context.request_id,
    );
    Ok(answer)
}

/// Nothing is cached unless a route says otherwise, and nothing is taken for another type.
fn with_common_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn log(route: &str, status: u16, started: Instant, request_id: &str) {
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::warn!(
            route,
            status,
            ms,
            request_id,
            "{route} failed with {status}"
        );
    } else {
        tracing::info!(route, status, ms, request_id, "{route} answered {status}");
    }
}

async fn no_route() -> Problem {
    Problem::not_found("There is no such route.")
}

async fn no_method() -> Problem {
    Problem::method_not_allowed("This route does not take this method.")
}
