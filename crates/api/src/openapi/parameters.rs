//! Headers, paths and queries of requests, described beside the types that read them.

use domain::number::TicketNumber;
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        ObjectBuilder, Ref, RefOr, Required,
        path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle},
        schema::{ArrayBuilder, Schema, Type},
    },
};

use crate::{
    etag::{IfMatch, IfNoneMatch},
    idempotency_key::{self, IdempotencyKey},
    number_in_path::NumberInPath,
};

impl IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let key = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(idempotency_key::MAX_LENGTH))
            .pattern(Some("^[!-~]+$"));
        let key = header(
            "Idempotency-Key",
            key.into(),
            "Makes a repeat safe: for 24 hours the same key with the same body gets the first \
             answer again and makes nothing new. With another body it is refused. A random UUID \
             serves well.",
        );
        vec![key.build()]
    }
}

impl IntoParams for NumberInPath {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let number = ParameterBuilder::new()
            .name("number")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(
                "The ticket's number, as its prefix and digits are written.",
            ))
            .schema(Some(Ref::from_schema_name(TicketNumber::name())))
            .example(Some(super::samples::NUMBER.into()));
        vec![number.build()]
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let version = header(
            "If-Match",
            tags(),
            "The version that the change starts from, as `ETag` gave it. Refused with 412 when \
             somebody was faster. `*` and no header at all mean any version; a weak tag never \
             fits.",
        );
        vec![version.example(Some("*".into())).build()]
    }
}

impl IntoParams for IfNoneMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let version = header(
            "If-None-Match",
            ObjectBuilder::new().schema_type(Type::String).into(),
            "The `ETag` of the answer that the caller still has: 304 without a body when it would \
             be the same. What cannot be read counts as none.",
        );
        vec![version.build()]
    }
}

/// A query parameter.
pub fn query(name: &str, schema: impl Into<RefOr<Schema>>, description: &str) -> Parameter {
    in_query(name, schema, description).build()
}

/// A query parameter that may have several values, with commas between them.
pub fn query_of_several(name: &str, item: RefOr<Schema>, description: &str) -> Parameter {
    let values = ArrayBuilder::new().items(item).min_items(Some(1)).build();
    in_query(name, Schema::Array(values), description)
        .style(Some(ParameterStyle::Form))
        .explode(Some(false))
        .build()
}

fn in_query(name: &str, schema: impl Into<RefOr<Schema>>, description: &str) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
}

/// `*`, or entity tags with commas between them.
fn tags() -> Schema {
    let tag = r#"(W/)?"[!#-~]*""#;
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(format!(r"^(\*|{tag}(, *{tag})*)$")))
        .into()
}

fn header(name: &str, schema: Schema, description: &str) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
}
