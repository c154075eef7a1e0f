//! Answers of a route that did what it was asked.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::{
    ToSchema,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder, link::LinkBuilder},
};

use super::headers;

/// One answer in the making.
pub struct Answer {
    status: u16,
    response: ResponseBuilder,
}

impl Answer {
    /// An answer without a body.
    pub fn new(status: u16, description: &str) -> Self {
        let response = ResponseBuilder::new().description(description);
        Self { status, response }
    }

    /// Its JSON body. The type is to be listed among its document's schemas, too.
    #[must_use]
    pub fn body<T: ToSchema>(mut self, sample: Value) -> Self {
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name(T::name())))
            .example(Some(sample))
            .build();
        self.response = self.response.content("application/json", content);
        self
    }

    /// A header of the answer, one of [`super::headers`].
    #[must_use]
    pub fn header(mut self, name: &str) -> Self {
        let (sent_as, header) = (headers::sent_as(name), headers::reference(name));
        self.response = self.response.header_ref(sent_as, header);
        self
    }

    /// The headers of an answer that has a version.
    #[must_use]
    pub fn with_entity_tag(self) -> Self {
        self.header(headers::ETAG).header(headers::CACHE_CONTROL)
    }

    /// What can be done next with what the answer names.
    #[must_use]
    pub fn link(mut self, name: &str, link: LinkBuilder) -> Self {
        self.response = self.response.link(name, link.build());
        self
    }

    /// As `utoipa::IntoResponses` wants it.
    pub fn into_responses(self) -> BTreeMap<String, RefOr<Response>> {
        BTreeMap::from([(self.status.to_string(), self.response.into())])
    }
}

/// The answer to a caller who has what it asks for.
pub fn not_modified() -> Answer {
    Answer::new(304, "The caller has it already.").with_entity_tag()
}

/// A link to the operation of that id.
pub fn link(operation: &str, description: &str) -> LinkBuilder {
    LinkBuilder::new()
        .operation_id(operation)
        .description(description)
}

/// A link to an operation on the ticket that the answer shows.
pub fn link_to_ticket(operation: &str, description: &str) -> LinkBuilder {
    link(operation, description).parameter("number", "$response.body#/ticket_number")
}
