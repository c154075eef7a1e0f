//! `GET /ticket/{number}`: one ticket with all that happened to it.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials, OfNumbers};
use api::{
    agent_auth::AuthenticatedAgent, etag, number_in_path::NumberInPath, problem::Problem, query,
    ticket_body::TicketBody, timeline::TimelineEntry,
};
use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use store::history::History;

use crate::App;

/// The ticket and its events, oldest first.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct TicketWithTimeline<'a> {
    #[serde(flatten)]
    ticket: TicketBody<'a>,
    timeline: Vec<TimelineEntry<'a>>,
    /// Whether there are events before those in `timeline`: a very long one is cut short.
    earlier_events: bool,
}

/// Answers the ticket whole. There is no 304: how far its mails came changes without a version.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/ticket/{number}", tag = "tickets", security(("access_token" = [])),
    summary = "Show a ticket with its timeline",
    description = crate::openapi::GET_TICKET,
    params(NumberInPath),
    responses(crate::openapi::Shown, Always, OfCredentials, OfNumbers),
))]
pub(crate) async fn get_ticket(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    NumberInPath(number): NumberInPath,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let found = app.store.history(&agent.workspace, &number).await?;
    let history = found.ok_or_else(Problem::no_ticket)?;
    Ok((
        etag::of_version(history.ticket.version),
        Json(whole(&history)),
    )
        .into_response())
}

fn whole(history: &History) -> TicketWithTimeline<'_> {
    let events = history.events.iter();
    TicketWithTimeline {
        ticket: TicketBody::new(&history.ticket, &history.texts),
        timeline: events
            .map(|event| TimelineEntry::new(event, &history.deliveries))
            .collect(),
        earlier_events: !history.complete,
    }
}
