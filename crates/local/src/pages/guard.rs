//! The pages show e-mails and processes, so they answer only to this machine under its own name.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses requests that name another host, which a page elsewhere could make by pointing its own name at
/// 127.0.0.1, and requests that a page of another origin sent.
pub(super) async fn only_this_machine(request: Request, next: Next) -> Response {
    let host = host_of(request.uri(), request.headers());
    if !host.is_some_and(|host| is_this_machine(host_name(host))) {
        return refuse("The pages under /_local/ answer only to 127.0.0.1 and localhost.\n");
    }
    if !origin_is_this_machine(request.headers()) {
        return refuse("The pages under /_local/ do not answer pages of another origin.\n");
    }
    next.run(request).await
}

fn refuse(why: &'static str) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}

fn host_of<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let named = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    named.or_else(|| uri.authority().map(|authority| authority.as_str()))
}

/// The host without its port.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_this_machine(name: &str) -> bool {
    name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")
}

fn origin_is_this_machine(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let host = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.strip_prefix("http://"));
    host.is_some_and(|host| is_this_machine(host_name(host)))
}
