//! What the function's routes answer, for the API's description.

use std::collections::BTreeMap;

use api::{
    openapi::{
        answer::{Answer, link, link_to_ticket},
        headers, samples,
    },
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

pub(crate) const CREATE_TICKET: &str = "\
The customer gets an e-mail with the number. `category` must be one of the workspace's; when it is \
absent, it is `general` where the workspace has that. `assigned_to` must be an agent of the workspace.\n\n\
With `conversation_id` the ticket is made of a conversation: its `source` is `chat`, `customer_name` and \
`customer_email` are the visitor's unless they are sent, and the conversation gets a message with the number.";

pub(crate) const RAISE_TICKET: &str = "\
For the chat widget: whoever has the widget's token may raise tickets, and learns nothing but the number. \
The owners and the visitor get an e-mail. Tickets are counted for the network address and for the \
workspace; past a limit the answer is 429.\n\n\
Where `session_id` is the id of a conversation and `Authorization: Bearer` carries that conversation's \
visitor token, the ticket and the conversation are linked and the conversation gets a message with the \
number. Without that token, and for a conversation of 100 tickets, `session_id` is a text like any other, and nothing refuses the ticket.";

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
        let edit = link_to_ticket("update_ticket", "Edit it, unless somebody was faster.")
            .parameter("If-Match", "$response.header.ETag");
        let track = link("track_ticket", "See it as its customer.").request_body(Some(json!({
            "ticket_number": "$response.body#/ticket_number",
            "email": "$response.body#/customer_email",
        })));
        Answer::new(201, "The new ticket.")
            .body::<TicketBody>(samples::ticket())
            .header(headers::LOCATION)
            .with_entity_tag()
            .link(
                "show",
                link_to_ticket("get_ticket", "Show it with its timeline."),
            )
            .link("edit", edit)
            .link(
                "answer",
                link_to_ticket("add_message", "Answer it, or note something."),
            )
            .link("delete", link_to_ticket("delete_ticket", "Delete it."))
            .link("track", track)
            .into_responses()
    }
}

pub(crate) struct Raised;

impl IntoResponses for Raised {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let track = link("track_ticket", "See it as its customer.").request_body(Some(json!({
            "ticket_number": "$response.body#/ticket_id",
            "email": "$request.body#/visitor_email",
        })));
        Answer::new(201, "The number of the new ticket.")
            .body::<RaisedTicket>(json!({ "ticket_id": samples::NUMBER, "status": "open" }))
            .link("track", track)
            .into_responses()
    }
}
