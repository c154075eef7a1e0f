//! `POST /detect`: status cards for the numbers in a text.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfCredentials, OfLimits, OfNames};
use api::{
    card_body::{CardBody, Cards, Viewer},
    chat_auth::{Speaker, Who},
    client_address::SourceAddress,
    fields::Fields,
    json_body::JsonBody,
    problem::Problem,
    query,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, Uri},
    response::{IntoResponse, Response},
};
use domain::{
    chat::ConversationId,
    detect::{Mention, mentions},
    email::EmailAddress,
    text::DetectText,
    time::UtcTime,
};
use serde::{Deserialize, Serialize};
use store::{Store, guesses::Guesses};

use crate::App;

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct DetectTickets {
    #[cfg_attr(feature = "openapi", schema(value_type = DetectText))]
    text: Option<String>,
    /// The person who is going to see the cards; required from agents without conversation_id, and
    /// not for visitors to send.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<EmailAddress>))]
    customer_email: Option<String>,
    /// A conversation of the workspace, whose visitor is going to see the cards, in place of
    /// customer_email. A visitor names their own.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ConversationId>))]
    conversation_id: Option<String>,
}

/// The text, and whose tickets may be shown.
struct Message {
    text: DetectText,
    customer: Customer,
}

/// The person who is going to see the cards.
enum Customer {
    /// Whoever has this address.
    Named(EmailAddress),
    /// The visitor of this conversation.
    VisitorOf(ConversationId),
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
    post, path = "/detect", tag = "tickets",
    security(("access_token" = []), ("visitor_token" = [])),
    summary = "Find ticket numbers in a text",
    description = crate::openapi::DETECT_TICKETS,
    request_body(content = DetectTickets, example = crate::openapi::message),
    responses(crate::openapi::Found, Always, OfCredentials, OfNames, OfBodies, OfLimits),
))]
pub(crate) async fn detect_tickets(
    speaker: Speaker,
    address: Result<SourceAddress, Problem>,
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<JsonBody, Problem>,
) -> Response {
    let detected = async {
        query::refuse_parameters(&uri)?;
        let message = body?.read::<DetectTickets>()?.parse(&speaker.who)?;
        detect(&app.store, &speaker, address, message).await
    };
    let detected = detected.await;
    speaker.share(detected.into_response(), &headers)
}

async fn detect(
    store: &Store,
    speaker: &Speaker,
    address: Result<SourceAddress, Problem>,
    message: Message,
) -> Result<Response, Problem> {
    let (workspace, settings) = (speaker.workspace(), &speaker.settings);
    let customer = match message.customer {
        Customer::Named(email) => email,
        Customer::VisitorOf(id) => visitor_of(store, speaker, &id).await?,
    };
    let prefixes: Vec<_> = settings.prefixes().cloned().collect();
    let mentions = mentions(message.text.as_str(), &prefixes);
    if let Who::Visitor(_) = speaker.who {
        let SourceAddress(client) = address?;
        let numbers = mentions.iter().filter_map(Mention::number).cloned();
        let numbers: Vec<_> = numbers.collect();
        let guesses = Guesses {
            workspace,
            numbers: &numbers,
            email: &customer,
            client: &client,
            at: UtcTime::now(),
        };
        store.guess_all(&guesses).await?;
    }
    let numbers: Vec<_> = mentions.iter().map(Mention::to_string).collect();
    let viewer = Viewer {
        workspace,
        settings,
        email: &customer,
    };
    let cards = Cards::read(store, viewer, &numbers).await?;
    let cards = cards.of(&numbers, false);
    Ok(Json(Detected { cards }).into_response())
}

/// The address of a conversation's visitor. Agents learn that there is no such conversation by the
/// field that names it; for a visitor there is none but their own.
async fn visitor_of(
    store: &Store,
    speaker: &Speaker,
    id: &ConversationId,
) -> Result<EmailAddress, Problem> {
    speaker.check_may_enter(id)?;
    let found = store.conversation(speaker.workspace(), id).await?;
    let conversation = found.ok_or_else(|| match &speaker.who {
        Who::Visitor(_) => Problem::no_conversation(),
        Who::Agent(_) => {
            let mut fields = Fields::default();
            fields.wrong(
                "conversation_id",
                "must be a conversation of this workspace",
            );
            fields.into()
        }
    })?;
    Ok(conversation.visitor.email)
}

impl DetectTickets {
    fn parse(self, who: &Who) -> Result<Message, Problem> {
        let mut fields = Fields::default();
        let text = fields.required("text", self.text, DetectText::parse);
        let names_both = self.customer_email.is_some() && self.conversation_id.is_some();
        let customer = match who {
            Who::Agent(_) if names_both => {
                fields.wrong("conversation_id", "must come without customer_email");
                None
            }
            Who::Agent(_) if self.conversation_id.is_none() => {
                if self.customer_email.is_none() {
                    fields.wrong("customer_email", "is required without conversation_id");
                }
                let email = fields.optional("customer_email", self.customer_email, str::parse);
                email.map(Customer::Named)
            }
            Who::Agent(_) | Who::Visitor(_) => {
                let id = fields.required("conversation_id", self.conversation_id, str::parse);
                // A visitor sees what belongs to the address that the conversation has.
                if self.customer_email.is_some() {
                    fields.wrong("customer_email", "is not a visitor's to choose");
                }
                id.map(Customer::VisitorOf)
            }
        };
        let (Some(text), Some(customer)) = (text, customer) else {
            return Err(fields.into());
        };
        fields.finish()?;
        Ok(Message { text, customer })
    }
}
