//! What the function's route answers, for the API's description.

use std::collections::BTreeMap;

use api::openapi::{answer::Answer, samples};
use serde_json::{Value, json};
use utoipa::{
    IntoResponses, OpenApi,
    openapi::{RefOr, Response},
};

use crate::detect_tickets;

/// The function's routes.
#[derive(OpenApi)]
#[openapi(
    paths(detect_tickets::detect_tickets),
    components(schemas(detect_tickets::Detected))
)]
pub struct Document;

pub(crate) const DETECT_TICKETS: &str = "\
Finds full ticket numbers in a text, in any case, each once and at most ten, and answers a card for each. \
The ticket's customer gets its status; anybody else gets a card that does not say whether there is such a \
ticket. Of an agent, the customer is whom customer_email or conversation_id names; of a visitor it is the \
visitor, whose wrong numbers are counted for the ticket, the conversation's address and the network address, \
over 15 minutes; past a limit every text with a number is refused with 429.";

pub(crate) fn message() -> Value {
    json!({
        "text": "Is there any news of TKT-00003? And of TKT-00009?",
        "customer_email": "maria@example.com",
    })
}

pub(crate) struct Found;

impl IntoResponses for Found {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let cards = json!({ "cards": [samples::card(), samples::error_card()] });
        Answer::new(
            200,
            "A card for each number, in the order in which they appear.",
        )
        .body::<detect_tickets::Detected>(cards)
        .into_responses()
    }
}
