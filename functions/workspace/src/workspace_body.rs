//! A workspace as its agents see it.

use api::{etag, problem::Problem};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::{
    email::EmailAddress,
    number::{NumberFormat, Prefix},
    origin::Origin,
    text::{Category, PersonName, TicketPhrase},
    time_zone::TimeZoneName,
    workspace::{Limits, Settings, WorkspaceId},
};
use serde::Serialize;
use store::Store;

/// A workspace.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Workspace))]
pub(crate) struct WorkspaceBody<'a> {
    id: &'a WorkspaceId,
    /// Stands over its e-mails.
    name: &'a PersonName,
    /// Where customers' replies go; null for the first owner's address.
    support_address: Option<&'a EmailAddress>,
    /// Leads the next number.
    prefix: &'a Prefix,
    /// Led earlier numbers, which stay known.
    earlier_prefixes: &'a [Prefix],
    number_format: NumberFormat,
    /// What a ticket's category may be.
    categories: &'a [Category],
    /// The origins whose pages may read the widget routes' answers.
    allowed_origins: &'a [Origin],
    /// The zone in which its e-mails tell times.
    time_zone: &'a TimeZoneName,
    /// Words by which a visitor who wants to raise a ticket is known.
    ticket_phrases: &'a [TicketPhrase],
    limits: &'a Limits,
    /// To whom a ticket can be assigned.
    agents: Vec<EmailAddress>,
    /// Counts the changes of the settings; `agents` change without it.
    version: u64,
}

/// Answers the workspace with its version.
pub(crate) async fn show(
    store: &Store,
    id: &WorkspaceId,
    settings: &Settings,
) -> Result<Response, Problem> {
    let agents = store.agents(id).await?;
    let body = WorkspaceBody {
        id,
        name: &settings.name,
        support_address: settings.support_address.as_ref(),
        prefix: &settings.prefix,
        earlier_prefixes: &settings.earlier_prefixes,
        number_format: settings.number_format,
        categories: &settings.categories,
        allowed_origins: &settings.allowed_origins,
        time_zone: &settings.time_zone,
        ticket_phrases: &settings.ticket_phrases,
        limits: &settings.limits,
        agents: agents.into_iter().map(|agent| agent.email).collect(),
        version: settings.version,
    };
    Ok((etag::of_version(settings.version), Json(body)).into_response())
}
