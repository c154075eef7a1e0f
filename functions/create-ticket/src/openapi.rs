//! What the function's routes answer, for the API's description.

use std::collections::BTreeMap;

use api::{
    openapi::{answer::Answer, headers, samples},
    ticket_body::TicketBody,
};
use serde_json::{Value, json};
use utoipa::{
    IntoResponses, OpenApi,
    openapi::{RefOr, Response},
};

use crate::{create_ticket, raise_ticket, raise_ticket::RaisedTicket};

/// The function's routes.
#[derive(OpenApi)]
#[openapi(
    paths(create_ticket::create_ticket, raise_ticket::raise_ticket),
    components(schemas(TicketBody, RaisedTicket))
)]
pub struct Document;

pub(crate) fn new_ticket() -> Value {
    json!({
        "title": "Wrong invoice",
        "description": "The invoice of January shows two amounts.",
        "priority": "high",
        "category": "billing",
        "customer_name": "Maria Rossi",
        "customer_email": "maria@example.com",
    })
}

pub(crate) fn new_issue() -> Value {
    json!({
        "bot_token": "demo-widget-token",
        "issue": "The printer prints nothing since Monday.",
        "visitor_name": "Maria Rossi",
        "visitor_email": "maria@example.com",
        "visitor_phone": "+39 055 000000",
    })
}

pub(crate) struct Created;

impl IntoResponses for Created {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(201, "The new ticket.")
            .body::<TicketBody>(samples::ticket())
            .header(headers::LOCATION)
            .with_entity_tag()
            .into_responses()
    }
}

pub(crate) struct Raised;

impl IntoResponses for Raised {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(201, "The number of the new ticket.")
            .body::<RaisedTicket>(json!({ "ticket_id": samples::NUMBER, "status": "open" }))
            .into_responses()
    }
}
