//! The files of the pages, embedded: no build step, no framework, nothing from elsewhere.

use axum::Router;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

/// Scripts and styles only from here; frames only for the mails' own documents.
pub(super) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";

/// The page at `/_local/` and what it loads.
pub(super) fn local_page() -> Router {
    Router::new()
        .route("/_local", get(|| async { Redirect::permanent("/_local/") }))
        .route(
            "/_local/",
            get(|| async { file(HTML, PAGE_POLICY, include_str!("assets/local.html")) }),
        )
        .route("/_local/local.css", get(style))
        .route("/_local/local.js", get(script))
}

/// The page at `/` of a stack without built pages.
pub(super) fn start_page() -> Response {
    file(HTML, PAGE_POLICY, include_str!("assets/start.html"))
}

async fn style() -> impl IntoResponse {
    file(
        "text/css; charset=utf-8",
        PAGE_POLICY,
        include_str!("assets/local.css"),
    )
}

async fn script() -> impl IntoResponse {
    file(
        "text/javascript; charset=utf-8",
        PAGE_POLICY,
        include_str!("assets/local.js"),
    )
}

/// A file with the headers that every one has.
pub(super) fn file(content_type: &str, policy: &str, content: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
    ];
    (headers, content).into_response()
}
