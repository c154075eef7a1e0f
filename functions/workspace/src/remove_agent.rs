//! `DELETE /workspace/agents/{email}`: an owner removes an agent, or takes an invitation back.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfLeaving, OfNames, OfOwners};
use api::{
    agent_auth::AuthenticatedOwner,
    attempt::{Attempts, Interrupted},
    problem::Problem,
    query,
};
use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{StatusCode, Uri},
};
use domain::{agent::SignedIn, email::EmailAddress};
use store::{Store, agents::StaffError};

use crate::{App, current::act_of};

/// Removes the person with this address.
#[cfg_attr(feature = "openapi", utoipa::path(
    delete, path = "/workspace/agents/{email}", tag = "workspace",
    security(("access_token" = [])),
    summary = "Remove an agent, or take an invitation back",
    description = crate::openapi::REMOVE_AGENT,
    params(("email" = EmailAddress, Path, description = "The person's address.")),
    responses(crate::openapi::Removed, Always, OfOwners, OfNames, OfLeaving),
))]
pub(crate) async fn remove_agent(
    AuthenticatedOwner(owner): AuthenticatedOwner,
    State(app): State<App>,
    uri: Uri,
    email: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Problem> {
    query::refuse_parameters(&uri)?;
    let email = email.ok().and_then(|Path(email)| email.parse().ok());
    let email = email.ok_or_else(nobody)?;
    let mut attempts = Attempts::default();
    loop {
        match remove(&app.store, &owner, &email).await {
            Ok(()) => return Ok(StatusCode::NO_CONTENT),
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    }
}

async fn remove(store: &Store, owner: &SignedIn, email: &EmailAddress) -> Result<(), Interrupted> {
    let act = act_of(store, owner).await?;
    let agents = store.agents(&owner.workspace).await?;
    if let Some(agent) = agents.iter().find(|agent| agent.email == *email) {
        let removed = store.remove_agent(&act, &agents, agent).await;
        return removed.map_err(refuse);
    }
    let open = store.open_invitation_of(&owner.workspace, email, act.at);
    let open = open.await?.ok_or_else(nobody)?;
    store.cancel_invitation(&act, &open).await?;
    Ok(())
}

fn refuse(error: StaffError) -> Interrupted {
    match error {
        StaffError::LastOwner => Problem::last_owner(
            "The workspace has no other owner. Make another agent an owner first.",
        )
        .into(),
        StaffError::Act(error) => error.into(),
    }
}

fn nobody() -> Problem {
    Problem::not_found("Nobody with this address is an agent here, or invited.")
}
