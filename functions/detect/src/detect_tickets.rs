//! `POST /detect`: status cards for the numbers in a text.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfCredentials};
use api::{
    agent_auth::{AuthenticatedAgent, settings_of},
    card_body::{CardBody, Cards, Viewer},
    fields::Fields,
    json_body::JsonBody,
    problem::Problem,
    query,
};
use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use domain::{
    detect::{Mention, mentions},
    email::EmailAddress,
    text::DetectText,
};
use serde::{Deserialize, Serialize};

use crate::App;

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct DetectTickets {
    #[cfg_attr(feature = "openapi", schema(value_type = DetectText))]
    text: Option<String>,
    /// The person who is going to see the cards; required without conversation_id.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<EmailAddress>))]
    customer_email: Option<String>,
    /// A conversation of the workspace, in place of customer_email.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<domain::text::ForeignId>))]
    conversation_id: Option<String>,
}

/// The text, and the person who is going to see the cards.
struct Message {
    text: DetectText,
    customer: EmailAddress,
}

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Cards))]
pub(crate) struct Detected<'a> {
    /// One for each number, in the order in which the numbers appear.
    cards: Vec<CardBody<'a>>,
}

/// Answers a card for each ticket number in a text, as the customer may see it.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/detect", tag = "tickets", security(("access_token" = [])),
    summary = "Find ticket numbers in a text",
    description = crate::openapi::DETECT_TICKETS,
    request_body(content = DetectTickets, example = crate::openapi::message),
    responses(crate::openapi::Detected, Always, OfCredentials, OfBodies),
))]
pub(crate) async fn detect_tickets(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let settings = settings_of(&app.store, &agent).await?;
    let message = body.read::<DetectTickets>()?.parse()?;
    let prefixes: Vec<_> = settings.prefixes().cloned().collect();
    let mentions = mentions(message.text.as_str(), &prefixes);
    let numbers: Vec<_> = mentions.iter().map(Mention::to_string).collect();
    let viewer = Viewer {
        workspace: &agent.workspace,
        settings: &settings,
        email: &message.customer,
    };
    let cards = Cards::read(&app.store, viewer, &numbers).await?;
    let cards = cards.of(&numbers, false);
    Ok(Json(Detected { cards }).into_response())
}

impl DetectTickets {
    fn parse(self) -> Result<Message, Problem> {
        let mut fields = Fields::default();
        let text = fields.required("text", self.text, DetectText::parse);
        if self.conversation_id.is_some() {
            fields.wrong(
                "conversation_id",
                "must be a conversation of this workspace, and come without customer_email",
            );
        } else if self.customer_email.is_none() {
            fields.wrong("customer_email", "is required without conversation_id");
        }
        let customer = fields.optional("customer_email", self.customer_email, str::parse);
        let (Some(text), Some(customer)) = (text, customer) else {
            return Err(fields.into());
        };
        fields.finish()?;
        Ok(Message { text, customer })
    }
}
