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
/// When to come back.
pub const RETRY_AFTER: &str = "Retry-After";
/// Which credential is wanted.
pub const WWW_AUTHENTICATE: &str = "WWW-Authenticate";

/// All of them, by name.
pub fn all() -> [(&'static str, Header); 5] {
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
