//! Headers of answers, each described once. A header's component bears its own name.

use serde_json::{Value, json};
use utoipa::openapi::{
    ObjectBuilder, Ref,
    header::{Header, HeaderBuilder},
    schema::{Schema, Type},
};

/// Where what was made can be read.
pub const LOCATION: &str = "Location";
/// The version of what is answered.
pub const ETAG: &str = "ETag";
/// How the answer may be kept.
pub const CACHE_CONTROL: &str = "Cache-Control";
/// How an answer may be kept that is the same for everybody. A component's name, beside that of
/// [`CACHE_CONTROL`].
pub const KEPT_BY_ALL: &str = "PublicCacheControl";
/// What a browser is to keep.
pub const SET_COOKIE: &str = "Set-Cookie";
/// When to come back.
pub const RETRY_AFTER: &str = "Retry-After";
/// Which credential is wanted.
pub const WWW_AUTHENTICATE: &str = "WWW-Authenticate";

/// All of them, by name.
pub fn all() -> [(&'static str, Header); 7] {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let seconds = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1));
    let tag = text().pattern(Some("^\"[^\"]+\"$"));
    [
        (
            LOCATION,
            header(
                text().into(),
                "The path of what was made, on this origin.",
                json!("/api/ticket/TKT-00003"),
            ),
        ),
        (
            ETAG,
            header(
                tag.into(),
                "The version, for `If-Match` and `If-None-Match`.",
                json!("\"3\""),
            ),
        ),
        (
            CACHE_CONTROL,
            header(
                text()
                    .enum_values(Some([crate::etag::CACHE_CONTROL]))
                    .into(),
                "To be kept by the caller alone, and asked about before it is used again.",
                json!(crate::etag::CACHE_CONTROL),
            ),
        ),
        (
            KEPT_BY_ALL,
            header(
                text().pattern(Some("^public, max-age=[0-9]+$")).into(),
                "To be kept by anybody, for so many seconds.",
                json!("public, max-age=300"),
            ),
        ),
        (
            SET_COOKIE,
            header(
                text().pattern(Some("^tkt_refresh=")).into(),
                "The refresh token, for this path and no script; empty to take it away.",
                json!(
                    "tkt_refresh=...; HttpOnly; Secure; SameSite=Strict; Path=/api/sign-in; \
                     Max-Age=2592000"
                ),
            ),
        ),
        (
            RETRY_AFTER,
            header(
                seconds.into(),
                "Seconds until a repeat may help.",
                json!(42),
            ),
        ),
        (
            WWW_AUTHENTICATE,
            header(
                text().enum_values(Some(["Bearer"])).into(),
                "The kind of credential that agents' routes take.",
                json!("Bearer"),
            ),
        ),
    ]
}

/// Under which name an answer sends it.
pub(super) fn sent_as(component: &str) -> &str {
    match component {
        KEPT_BY_ALL => CACHE_CONTROL,
        own => own,
    }
}

/// A reference to one of them.
pub(super) fn reference(name: &str) -> Ref {
    Ref::new(format!("#/components/headers/{name}"))
}

fn header(schema: Schema, description: &str, example: Value) -> Header {
    HeaderBuilder::new()
        .schema(Some(schema))
        .description(Some(description))
        .example(Some(example))
        .build()
}
