//! What the function's route answers, for the API's description.

use std::collections::BTreeMap;

use api::openapi::{answer::Answer, samples};
use serde_json::{Value, json};
use utoipa::{
    IntoResponses, OpenApi,
    openapi::{RefOr, Response},
};

use crate::{track_ticket, tracked_ticket::TrackedTicket};

/// The function's routes.
#[derive(OpenApi)]
#[openapi(paths(track_ticket::track_ticket), components(schemas(TrackedTicket)))]
pub struct Document;

pub(crate) const TRACK_TICKET: &str = "\
Needs no account. An unknown number, another customer's number, another workspace's and a deleted \
ticket's get the same answer, 404. Misses are counted for the ticket, the address that was typed and \
the network address, over 15 minutes; past a limit every question is refused with 429.";

pub(crate) fn question() -> Value {
    json!({ "ticket_number": samples::NUMBER, "email": "maria@example.com" })
}

pub(crate) struct Tracked;

impl IntoResponses for Tracked {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(200, "The ticket as its customer sees it.")
            .body::<TrackedTicket>(samples::tracked_ticket())
            .into_responses()
    }
}
