//! `POST /ticket/{number}/messages`: an agent answers the customer, or notes something.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials, OfNumbers, OfRepeatableBodies, OfVersions};
use api::{
    agent_auth::AuthenticatedAgent,
    attempt::{Attempts, Interrupted},
    etag::{self, IfMatch},
    fields::Fields,
    idempotency_key::{IdempotencyKey, answer_again},
    json_body::JsonBody,
    number_in_path::NumberInPath,
    problem::Problem,
    query,
    timeline::TimelineEntry,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use domain::{
    agent::SignedIn, edit::Visibility, event::Event, number::TicketNumber, text::MessageText,
    time::UtcTime,
};
use serde::Deserialize;
use store::{Store, changes::SaveError, idempotency::IdempotentRequest};

use crate::App;

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct AddMessage {
    #[cfg_attr(feature = "openapi", schema(value_type = MessageText))]
    body: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Sight))]
    visibility: Option<Sight>,
}

/// Who sees the message.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Visibility))]
enum Sight {
    /// The customer too: it is mailed.
    Public,
    /// Agents alone.
    Internal,
}

/// A message to one ticket.
struct Message<'a> {
    number: &'a TicketNumber,
    body: MessageText,
    visibility: Visibility,
}

/// Adds the message and answers its event.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/ticket/{number}/messages", tag = "tickets", security(("access_token" = [])),
    summary = "Answer the customer, or note something",
    description = crate::openapi::ADD_MESSAGE,
    params(NumberInPath, IfMatch, IdempotencyKey),
    request_body(content = AddMessage, example = crate::openapi::answer),
    responses(
        crate::openapi::Added, Always, OfCredentials, OfNumbers, OfVersions, OfRepeatableBodies
    ),
))]
pub(crate) async fn add_message(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    IdempotencyKey(key): IdempotencyKey,
    if_match: IfMatch,
    NumberInPath(number): NumberInPath,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    // One key sent to two tickets is two requests, even with the same words.
    let canonical = format!("{number} {}", body.canonical());
    let message = body.read::<AddMessage>()?.parse(&number)?;
    let request = key.as_deref().map(|key| IdempotentRequest {
        workspace: &agent.workspace,
        credential: agent.id.as_str(),
        key,
        body: &canonical,
    });
    if let Some(request) = &request
        && let Some(first) = app.store.first_answer(request, UtcTime::now()).await?
    {
        return answer_again(first).map(created);
    }
    let mut attempts = Attempts::default();
    loop {
        match add(&app.store, &agent, &message, &if_match, request.as_ref()).await {
            Ok(event) => return Ok(created(event)),
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    }
}

/// Adds the message to the ticket as it is now. Returns its event as it is answered.
async fn add(
    store: &Store,
    agent: &SignedIn,
    message: &Message<'_>,
    if_match: &IfMatch,
    request: Option<&IdempotentRequest<'_>>,
) -> Result<String, Interrupted> {
    let found = store.ticket(&agent.workspace, message.number).await?;
    let before = found.ok_or_else(Problem::no_ticket)?;
    if_match.check("ticket", before.version)?;
    let (body, visibility) = (message.body.clone(), message.visibility);
    let changed = before.with_message(body, visibility, agent, UtcTime::now());
    let answer = shown(&changed.event);
    let request = request.map(|request| (request, answer.clone()));
    let saved = store.save_change(&agent.workspace, &before, &changed, request);
    match saved.await {
        Ok(()) => Ok(answer),
        Err(SaveError::KeyTaken(first)) => Ok(answer_again(first)?),
        Err(error) => Err(error.into()),
    }
}

impl AddMessage {
    fn parse(self, number: &TicketNumber) -> Result<Message<'_>, Problem> {
        let mut fields = Fields::default();
        let body = fields.required("body", self.body, MessageText::parse);
        if self.visibility.is_none() {
            fields.wrong("visibility", "is required: public or internal");
        }
        let (Some(body), Some(sight)) = (body, self.visibility) else {
            return Err(fields.into());
        };
        fields.finish()?;
        let visibility = match sight {
            Sight::Public => Visibility::Public,
            Sight::Internal => Visibility::Internal,
        };
        Ok(Message {
            number,
            body,
            visibility,
        })
    }
}

fn shown(event: &Event) -> String {
    serde_json::to_string(&TimelineEntry::new(event, &[])).unwrap_or_default()
}

/// 201 with the event, and the ticket's new version as entity tag.
fn created(event: String) -> Response {
    let version = serde_json::from_str::<serde_json::Value>(&event)
        .ok()
        .and_then(|event| event.get("version")?.as_u64())
        .unwrap_or_default();
    let json = [(header::CONTENT_TYPE, "application/json")];
    (StatusCode::CREATED, etag::of_version(version), json, event).into_response()
}
