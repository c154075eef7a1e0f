//! One e-mail: as JSON for the page, and its HTML as a document of its own that may do nothing.

use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Sources, data};

/// A mail brings inline styles and nothing else: no script, no form, no request. Its links open beside the page.
const MAIL_POLICY: &str = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
     style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

pub(super) async fn one<S: Sources>(State(sources): State<S>, Path(id): Path<String>) -> Response {
    match sources.mailbox().find(&id).await {
        Ok(Some(mail)) => data::answer(&mail),
        Ok(None) => no_such_mail(),
        Err(error) => data::unavailable(&error),
    }
}

pub(super) async fn html<S: Sources>(State(sources): State<S>, Path(id): Path<String>) -> Response {
    match sources.mailbox().find(&id).await {
        Ok(Some(mail)) => match mail.html {
            Some(html) => document(&html),
            None => data::refuse(StatusCode::NOT_FOUND, "This e-mail has no HTML."),
        },
        Ok(None) => no_such_mail(),
        Err(error) => data::unavailable(&error),
    }
}

fn no_such_mail() -> Response {
    data::refuse(StatusCode::NOT_FOUND, "There is no such e-mail.")
}

fn document(html: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, MAIL_POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
    ];
    (headers, with_links_in_a_new_tab(html)).into_response()
}

/// The frame may not leave the mail, so a link without a target would lead nowhere.
fn with_links_in_a_new_tab(html: &str) -> String {
    let at = end_of_head_tag(html).unwrap_or(0);
    let (before, after) = html.split_at(at);
    format!("{before}<base target=\"_blank\">{after}")
}

fn end_of_head_tag(html: &str) -> Option<usize> {
    let lower = html.to_ascii_lowercase();
    let start = lower.match_indices("<head").map(|(at, tag)| at + tag.len());
    let mut whole = start.filter(|&end| lower[end..].starts_with(['>', ' ', '\n', '\r', '\t']));
    let end = whole.next()?;
    Some(end + lower[end..].find('>')? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_document(
        "<!doctype html><head lang=en><title>x</title>",
        "<!doctype html><head lang=en><base target=\"_blank\"><title>x</title>"
    )]
    #[case::a_header_is_no_head("<header>x", "<base target=\"_blank\"><header>x")]
    #[case::a_fragment("<p>x", "<base target=\"_blank\"><p>x")]
    fn links_of_a_mail_open_in_a_new_tab(#[case] html: &str, #[case] expected: &str) {
        assert_eq!(with_links_in_a_new_tab(html), expected);
    }
}
