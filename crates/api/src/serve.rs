//! The loop of an HTTP function: event, router, answer.

use std::time::{Duration, Instant};

use axum::{
    Router,
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS},
    },
    response::{IntoResponse, Response},
};
use boot::deadline::left;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use tokio::time::timeout;
use tower::ServiceExt;

use crate::{
    client_address::{OriginSecret, settle},
    gateway::{Answer, Event},
    problem::{Problem, TRY_AGAIN},
};

/// What is kept of the function's time to bring an answer out.
const TIME_TO_ANSWER: Duration = Duration::from_secs(1);

/// Answers requests by `router` until Lambda ends the process.
///
/// # Errors
/// When `ORIGIN_SECRET` is set to no secret, or the Runtime API cannot be reached.
pub async fn serve(router: Router) -> Result<(), Error> {
    let secret = OriginSecret::from_environment()?;
    let router = router
        .fallback(no_route)
        .method_not_allowed_fallback(no_method);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Event>| {
        let (router, secret) = (router.clone(), secret.clone());
        async move { answer(router, secret.as_ref(), event).await }
    }))
    .await
}

async fn answer(
    router: Router,
    secret: Option<&OriginSecret>,
    event: LambdaEvent<Event>,
) -> Result<Answer, Error> {
    let started = Instant::now();
    let route = event.payload.route_key.clone();
    let left = left(event.context.deadline(), TIME_TO_ANSWER);
    let mut request = event.payload.into_request();
    settle(&mut request, secret);
    let working = router.oneshot(request);
    let response = match timeout(left, working).await {
        Ok(response) => response?,
        Err(_) => too_late(),
    };
    let answer = Answer::of(with_common_headers(response)).await?;
    log(
        &route,
        answer.status_code,
        started,
        &event.context.request_id,
    );
    Ok(answer)
}

/// A table that hangs at every call takes more time than a function has. Whoever asked learns that
/// it may ask again; Lambda itself would end the process, and the gateway would say nothing.
fn too_late() -> Response {
    tracing::error!("a request was given up, since the function's time runs out");
    Problem::unavailable(TRY_AGAIN)
        .retry_after(2)
        .into_response()
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

#[cfg(test)]
mod tests {
    use std::{future::pending, time::SystemTime};

    use axum::{http::HeaderMap, routing::any};
    use lambda_runtime::Context;

    use super::*;
    use crate::client_address::SourceAddress;

    const EVENT: &str = include_str!("../tests/fixtures/http-api-v2.json");

    #[tokio::test]
    async fn a_handler_sees_whom_cloudfront_names_and_nothing_of_its_secret() {
        const SECRET: &str = "hw6hVnE1cDcG3aTn0sPqRZkXo2LmYb8uIfQ4rJtWvNe";
        let seen = |SourceAddress(address): SourceAddress, headers: HeaderMap| async move {
            format!("{address} {}", headers.len())
        };
        let router = Router::new().fallback(any(seen));
        let mut payload: serde_json::Value = serde_json::from_str(EVENT).unwrap();
        let mut context = Context::default();
        context.deadline = u64::MAX / 2;
        let mut bodies = Vec::new();
        for through_cloudfront in [false, true] {
            if through_cloudfront {
                payload["headers"]["x-origin-secret"] = SECRET.into();
                payload["headers"]["x-viewer-address"] = "2001:db8::9".into();
            }
            let event = serde_json::from_value(payload.clone()).unwrap();
            let event = LambdaEvent::new(event, context.clone());
            let secret = SECRET.parse().ok();
            let answer = answer(router.clone(), secret.as_ref(), event).await;
            let answer = serde_json::to_value(answer.unwrap()).unwrap();
            bodies.push(answer["body"].as_str().unwrap().to_owned());
        }
        let (_, headers) = bodies[0].split_once(' ').unwrap();
        assert_eq!(bodies[0], format!("203.0.113.7 {headers}"));
        assert_eq!(bodies[1], format!("2001:db8::9 {headers}"));
    }

    #[tokio::test]
    async fn a_request_that_takes_too_long_is_answered_before_the_function_is_killed() {
        let mut context = Context::default();
        let deadline = SystemTime::now() + TIME_TO_ANSWER + Duration::from_millis(50);
        let deadline = deadline.duration_since(SystemTime::UNIX_EPOCH);
        context.deadline = u64::try_from(deadline.unwrap().as_millis()).unwrap();
        let router = Router::new().fallback(any(pending::<Response>));
        let event = LambdaEvent::new(serde_json::from_str(EVENT).unwrap(), context.clone());
        let answer = answer(router, None, event).await.unwrap();
        assert!(SystemTime::now() < context.deadline());
        assert_eq!(answer.status_code, 503);
        let answer = serde_json::to_value(answer).unwrap();
        assert_eq!(answer["headers"]["retry-after"], "2");
    }
}
