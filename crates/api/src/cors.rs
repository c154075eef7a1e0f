//! Cross-origin rules of the widget's routes.
//!
//! The widget stands on pages of other origins. A preflight carries no token, so it cannot know
//! the workspace and lets the request through; the real answer can be read only by pages of an
//! origin that the token's workspace lists.

use axum::{
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            ORIGIN, VARY,
        },
    },
    response::{IntoResponse, Response},
};
use domain::workspace::Settings;

/// Answers a browser's preflight for a route that takes `POST`.
pub async fn preflight(headers: HeaderMap) -> Response {
    allow(
        &headers,
        "POST",
        "authorization, content-type, idempotency-key",
    )
}

/// Answers a browser's preflight for the messages of a conversation, which are read and sent.
pub async fn preflight_for_messages(headers: HeaderMap) -> Response {
    allow(
        &headers,
        "GET, POST",
        "authorization, content-type, if-none-match",
    )
}

fn allow(request: &HeaderMap, methods: &'static str, headers: &'static str) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let answer = response.headers_mut();
    answer.insert(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = request.get(ORIGIN) {
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        answer.insert(
            ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static(methods),
        );
        answer.insert(
            ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static(headers),
        );
        answer.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    response
}

/// Lets the page that asked read the answer, if the workspace lists the page's origin.
pub fn share(mut response: Response, request: &HeaderMap, settings: &Settings) -> Response {
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("origin"));
    let listed = |origin: &&HeaderValue| {
        settings
            .allowed_origins
            .iter()
            .any(|allowed| allowed.as_str().as_bytes() == origin.as_bytes())
    };
    if let Some(origin) = request.get(ORIGIN).filter(listed) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("etag, retry-after"),
        );
    }
    response
}
