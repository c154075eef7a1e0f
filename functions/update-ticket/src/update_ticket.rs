//! `PUT /ticket/{number}`: an agent edits a ticket.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfCredentials, OfNumbers, OfVersions};
use api::{
    agent_auth::{AuthenticatedAgent, settings_of},
    attempt::{Attempts, Interrupted},
    etag::{self, IfMatch},
    fields::{Fields, Given},
    json_body::JsonBody,
    number_in_path::NumberInPath,
    problem::Problem,
    query,
    ticket_body::TicketBody,
};
use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use domain::{
    agent::SignedIn,
    edit::Edit,
    number::TicketNumber,
    text::{Description, Title},
    ticket::{Texts, Ticket},
    time::UtcTime,
    workspace::Settings,
};
use serde::Deserialize;
use store::Store;

use crate::App;

/// The body, as it may be sent. What is absent stays as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct UpdateTicket {
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Title))]
    title: Given,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Description))]
    description: Given,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = domain::ticket::Status))]
    status: Given,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = domain::ticket::Priority))]
    priority: Given,
    /// One of the workspace's categories.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = domain::text::Category))]
    category: Given,
    /// An agent of the workspace; null for nobody.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<domain::email::EmailAddress>))]
    assigned_to: Given,
    /// How it was resolved; null for no notes. Shown to the customer while the ticket is resolved or
    /// closed.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Description>))]
    resolution_notes: Given,
}

/// Lays the sent fields over the ticket and answers it whole.
#[cfg_attr(feature = "openapi", utoipa::path(
    put, path = "/ticket/{number}", tag = "tickets", security(("access_token" = [])),
    summary = "Edit a ticket",
    description = crate::openapi::UPDATE_TICKET,
    params(NumberInPath, IfMatch),
    request_body(content = UpdateTicket, example = crate::openapi::edit),
    responses(crate::openapi::Updated, Always, OfCredentials, OfNumbers, OfVersions, OfBodies),
))]
pub(crate) async fn update_ticket(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    if_match: IfMatch,
    NumberInPath(number): NumberInPath,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let settings = settings_of(&app.store, &agent).await?;
    let edit = body.read::<UpdateTicket>()?.parse(&settings)?;
    let mut attempts = Attempts::default();
    let (ticket, texts) = loop {
        match apply(&app.store, &agent, &number, &if_match, edit.clone()).await {
            Ok(edited) => break edited,
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    };
    Ok((
        etag::of_version(ticket.version),
        Json(TicketBody::new(&ticket, &texts)),
    )
        .into_response())
}

/// Lays the edit over the ticket as it is now. An edit that changes nothing saves nothing.
async fn apply(
    store: &Store,
    agent: &SignedIn,
    number: &TicketNumber,
    if_match: &IfMatch,
    edit: Edit,
) -> Result<(Ticket, Texts), Interrupted> {
    let found = store.ticket_with_texts(&agent.workspace, number).await?;
    let (before, texts) = found.ok_or_else(Problem::no_ticket)?;
    if_match.check("ticket", before.version)?;
    let Some(changed) = edit.apply(&before, &texts, agent, UtcTime::now()) else {
        return Ok((before, texts));
    };
    store
        .save_change(&agent.workspace, &before, &changed, None)
        .await?;
    Ok((changed.ticket, changed.texts.unwrap_or(texts)))
}

impl UpdateTicket {
    fn parse(self, settings: &Settings) -> Result<Edit, Problem> {
        let mut fields = Fields::default();
        let edit = Edit {
            title: fields.set("title", self.title, Title::parse),
            description: fields.set("description", self.description, Description::parse),
            status: fields.set("status", self.status, str::parse),
            priority: fields.set("priority", self.priority, str::parse),
            category: fields.set("category", self.category, |name| settings.category(name)),
            assigned_to: fields.set_or_clear("assigned_to", self.assigned_to, str::parse),
            resolution_notes: fields.set_or_clear(
                "resolution_notes",
                self.resolution_notes,
                Description::parse,
            ),
        };
        fields.finish()?;
        Ok(edit)
    }
}
