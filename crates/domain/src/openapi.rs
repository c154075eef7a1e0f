//! The domain's types in the API's description: their bounds are the ones that parsing holds.
//!
//! Compiled with the feature `openapi` only, which no function is shipped with. The patterns allow
//! a little more than parsing does (a blank text, a lone carriage return): what regular expressions
//! of different languages disagree on is said in words.

use std::borrow::Cow;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

use crate::{
    chat::ConversationId,
    email::{self, EmailAddress},
    number::{Prefix, TicketNumber},
    origin::Origin,
    text::{LongText, OneLine},
    time::UtcTime,
    time_zone::TimeZoneName,
    workspace::WorkspaceId,
};

impl<const MAX: usize> PartialSchema for OneLine<MAX> {
    fn schema() -> RefOr<Schema> {
        let words = format!(
            "One line of at most {MAX} characters, not blank, without control characters. White \
             space around it is removed."
        );
        text(words)
            .min_length(Some(1))
            .max_length(Some(MAX))
            .pattern(Some(r"^[^\u0000-\u001f\u007f-\u009f]+$"))
            .into()
    }
}

impl<const MAX: usize> ToSchema for OneLine<MAX> {
    fn name() -> Cow<'static, str> {
        format!("Line{MAX}").into()
    }
}

impl<const MAX: usize> PartialSchema for LongText<MAX> {
    fn schema() -> RefOr<Schema> {
        let words = format!(
            "Text of at most {MAX} characters, not blank. Line feeds and tabs are its only control \
             characters; a carriage return before a line feed is removed."
        );
        text(words)
            .min_length(Some(1))
            .max_length(Some(MAX))
            .pattern(Some(
                r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]+$",
            ))
            .into()
    }
}

impl<const MAX: usize> ToSchema for LongText<MAX> {
    fn name() -> Cow<'static, str> {
        format!("Text{MAX}").into()
    }
}

impl PartialSchema for EmailAddress {
    fn schema() -> RefOr<Schema> {
        text("An e-mail address of the plain form, in ASCII. Compared without case.")
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Email)))
            .max_length(Some(email::MAX_LENGTH))
            .examples(["maria@example.com"])
            .into()
    }
}

impl ToSchema for EmailAddress {}

impl PartialSchema for TicketNumber {
    fn schema() -> RefOr<Schema> {
        text("A ticket's number, unique in its workspace and never given again.")
            .pattern(Some("^[A-Z][A-Z0-9]{1,9}-([0-9]{8}-[0-9]{4,}|[0-9]{5,})$"))
            .examples(["TKT-00003", "TKT-20240115-0001"])
            .into()
    }
}

impl ToSchema for TicketNumber {}

impl PartialSchema for Prefix {
    fn schema() -> RefOr<Schema> {
        text("Leads a ticket's number.")
            .pattern(Some("^[A-Z][A-Z0-9]{1,9}$"))
            .examples(["TKT"])
            .into()
    }
}

impl ToSchema for Prefix {}

impl PartialSchema for WorkspaceId {
    fn schema() -> RefOr<Schema> {
        text("A workspace's id, as links carry it.")
            .pattern(Some("^[a-z0-9-]{1,40}$"))
            .examples(["demo"])
            .into()
    }
}

impl ToSchema for WorkspaceId {}

impl PartialSchema for ConversationId {
    fn schema() -> RefOr<Schema> {
        text("A conversation's id.")
            .pattern(Some("^[0-9a-f]{32}$"))
            .examples(["6f1c0f7a3f0e4d6b9a6f1f0c2b7d5e84"])
            .into()
    }
}

impl ToSchema for ConversationId {}

impl PartialSchema for Origin {
    fn schema() -> RefOr<Schema> {
        text(
            "A web origin as browsers send it: lower case, without a path, without the port when \
             it is the usual one.",
        )
        .pattern(Some(r"^https?://[a-z0-9._:\[\]-]+$"))
        .examples(["https://shop.example", "http://localhost:8080"])
        .into()
    }
}

impl ToSchema for Origin {}

impl PartialSchema for TimeZoneName {
    fn schema() -> RefOr<Schema> {
        text("A zone of the IANA time zone database.")
            .min_length(Some(1))
            .examples(["Europe/Berlin", "UTC"])
            .into()
    }
}

impl ToSchema for TimeZoneName {}

impl PartialSchema for UtcTime {
    fn schema() -> RefOr<Schema> {
        text("A moment in UTC, to the millisecond (RFC 3339).")
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .examples(["2024-01-15T09:30:00.000Z"])
            .into()
    }
}

impl ToSchema for UtcTime {}

fn text(description: impl Into<String>) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
}
