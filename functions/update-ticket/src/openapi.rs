//! What the function's routes answer, for the API's description.

use std::collections::BTreeMap;

use api::{
    openapi::{answer::Answer, samples},
    ticket_body::TicketBody,
    timeline::TimelineEntry,
};
use serde_json::{Value, json};
use utoipa::{
    IntoResponses, OpenApi,
    openapi::{RefOr, Response},
};

use crate::{add_message, delete_ticket, update_ticket};

/// The function's routes.
#[derive(OpenApi)]
#[openapi(
    paths(
        update_ticket::update_ticket,
        add_message::add_message,
        delete_ticket::delete_ticket
    ),
    components(schemas(TicketBody, TimelineEntry))
)]
pub struct Document;

pub(crate) const UPDATE_TICKET: &str = "\
A field that is absent stays as it is; null clears `assigned_to` and `resolution_notes`. Any status may \
follow any other. Without `If-Match` the fields are laid over the newest version. What customers can see \
of the changes is mailed to them.";

pub(crate) const ADD_MESSAGE: &str = "\
A public message is mailed to the customer and shown by the tracker; an internal one is a note for the \
agents. Either is an event of the ticket and raises its version.";

pub(crate) const DELETE_TICKET: &str = "\
The ticket is found by nobody from then on. Its texts and events are cleared shortly after.";

pub(crate) fn edit() -> Value {
    json!({ "status": "in_progress", "assigned_to": "agent@example.com" })
}

pub(crate) fn answer() -> Value {
    json!({ "body": "We have sent you a new invoice.", "visibility": "public" })
}

pub(crate) struct Updated;

impl IntoResponses for Updated {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(
            200,
            "The ticket as it is now. At the same version when nothing was to be changed.",
        )
        .body::<TicketBody>(samples::edited_ticket())
        .with_entity_tag()
        .into_responses()
    }
}

pub(crate) struct Added;

impl IntoResponses for Added {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(
            201,
            "The new event. The entity tag is the ticket's new version.",
        )
        .body::<TimelineEntry>(samples::answered())
        .with_entity_tag()
        .into_responses()
    }
}

pub(crate) struct Deleted;

impl IntoResponses for Deleted {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(
            204,
            "The ticket is gone, and its number is never given again.",
        )
        .into_responses()
    }
}
