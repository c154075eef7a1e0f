//! `DELETE /ticket/{number}`: an agent deletes a ticket.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials, OfNumbers, OfVersions};
use api::{
    agent_auth::AuthenticatedAgent,
    attempt::{Attempts, Interrupted},
    etag::IfMatch,
    number_in_path::NumberInPath,
    problem::Problem,
    query,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
};
use domain::{agent::SignedIn, number::TicketNumber, time::UtcTime};
use store::Store;

use crate::App;

/// Deletes a ticket. What it held is cleared shortly after, by whoever reads the event.
#[cfg_attr(feature = "openapi", utoipa::path(
    delete, path = "/ticket/{number}", tag = "tickets", security(("access_token" = [])),
    summary = "Delete a ticket",
    description = crate::openapi::DELETE_TICKET,
    params(NumberInPath, IfMatch),
    responses(crate::openapi::Deleted, Always, OfCredentials, OfNumbers, OfVersions),
))]
pub(crate) async fn delete_ticket(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    if_match: IfMatch,
    NumberInPath(number): NumberInPath,
    State(app): State<App>,
    uri: Uri,
) -> Result<StatusCode, Problem> {
    query::refuse_parameters(&uri)?;
    let mut attempts = Attempts::default();
    loop {
        match delete(&app.store, &agent, &number, &if_match).await {
            Ok(()) => return Ok(StatusCode::NO_CONTENT),
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    }
}

/// Deletes the ticket as it is now.
async fn delete(
    store: &Store,
    agent: &SignedIn,
    number: &TicketNumber,
    if_match: &IfMatch,
) -> Result<(), Interrupted> {
    let found = store.ticket(&agent.workspace, number).await?;
    let ticket = found.ok_or_else(Problem::no_ticket)?;
    if_match.check("ticket", ticket.version)?;
    let deletion = ticket.deletion(agent, UtcTime::now());
    store
        .delete_ticket(&agent.workspace, &ticket, &deletion)
        .await?;
    Ok(())
}
