//! `DELETE /workspace/widget-tokens/{id}`: an owner takes a token back.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfNames, OfOwners};
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
use domain::agent::SignedIn;
use store::Store;

use crate::{App, current::act_of};

/// The longest id that is looked up. Ours have 32.
const MAX_ID: usize = 40;

/// Takes a token back. Doing so again changes nothing.
#[cfg_attr(feature = "openapi", utoipa::path(
    delete, path = "/workspace/widget-tokens/{id}", tag = "workspace",
    security(("access_token" = [])),
    summary = "Take a widget token back",
    description = crate::openapi::REVOKE_WIDGET_TOKEN,
    params(("id" = String, Path, description = "The token's id, which is not the token.")),
    responses(crate::openapi::Revoked, Always, OfOwners, OfNames),
))]
pub(crate) async fn revoke_widget_token(
    AuthenticatedOwner(owner): AuthenticatedOwner,
    State(app): State<App>,
    uri: Uri,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Problem> {
    query::refuse_parameters(&uri)?;
    let id = id.ok().map(|Path(id)| id).filter(|id| id.len() <= MAX_ID);
    let id = id.ok_or_else(no_token)?;
    let mut attempts = Attempts::default();
    loop {
        match revoke(&app.store, &owner, &id).await {
            Ok(()) => return Ok(StatusCode::NO_CONTENT),
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    }
}

async fn revoke(store: &Store, owner: &SignedIn, id: &str) -> Result<(), Interrupted> {
    let act = act_of(store, owner).await?;
    let record = store.widget_token_record(&owner.workspace, id).await?;
    let record = record.ok_or_else(no_token)?;
    if record.revoked_at.is_none() {
        store.revoke_widget_token(&act, &record).await?;
    }
    Ok(())
}

fn no_token() -> Problem {
    Problem::not_found("There is no widget token with this id.")
}
