//! Tickets: agents', visitors' and customers' routes.

use serde_json::{Value, json};

use super::{Row, Who};
use crate::authorization::subjects::{About, ticket};

pub(super) const TICKETS: &[Row] = &[
    // list-tickets
    Row {
        route: "GET /health",
        who: Who::Anyone,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "GET /ticket",
        who: Who::Agents,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "GET /ticket/{number}",
        who: Who::Agents,
        about: About::Ticket,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 404,
    },
    // create-ticket
    Row {
        route: "POST /ticket",
        who: Who::Agents,
        about: About::Nothing,
        body: |_| ticket(),
        granted: 201,
        elsewhere: 201,
    },
    Row {
        route: "POST /tickets/create",
        who: Who::Widget,
        about: About::Nothing,
        body: |_| json!({"issue": "Help", "visitor_name": "Vera", "visitor_email": "vera@example.com"}),
        granted: 201,
        elsewhere: 201,
    },
    Row {
        // A browser's question before the request proper; it changes nothing.
        route: "OPTIONS /tickets/create",
        who: Who::Anyone,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 204,
    },
    // update-ticket
    Row {
        route: "PUT /ticket/{number}",
        who: Who::Agents,
        about: About::Ticket,
        body: |_| json!({"status": "pending"}),
        granted: 200,
        elsewhere: 404,
    },
    Row {
        route: "POST /ticket/{number}/messages",
        who: Who::Agents,
        about: About::Ticket,
        body: |_| json!({"body": "Hello", "visibility": "public"}),
        granted: 201,
        elsewhere: 404,
    },
    Row {
        route: "DELETE /ticket/{number}",
        who: Who::Agents,
        about: About::Ticket,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 404,
    },
    // track: the customer has no account. The number and the address together are the credential.
    Row {
        route: "POST /track",
        who: Who::Anyone,
        about: About::Ticket,
        body: |ticket| json!({"ticket_number": ticket.id, "email": "carla@example.com"}),
        granted: 200,
        elsewhere: 200,
    },
    // detect
    Row {
        route: "POST /detect",
        who: Who::Speakers,
        about: About::Conversation,
        body: |it| json!({"text": "TKT-00001", "conversation_id": it.id}),
        granted: 200,
        // It stands in the body, as a field that may be wrong.
        elsewhere: 422,
    },
    Row {
        route: "OPTIONS /detect",
        who: Who::Anyone,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 204,
    },
];
