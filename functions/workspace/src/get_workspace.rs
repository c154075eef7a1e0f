//! `GET /workspace`: the settings, for everybody who works in the workspace.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials};
use api::{agent_auth::AuthenticatedAgent, problem::Problem, query};
use axum::{extract::State, http::Uri, response::Response};

use crate::{App, current::workspace_of, workspace_body::show};

/// Answers the workspace of the caller's token.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/workspace", tag = "workspace", security(("access_token" = [])),
    summary = "Show the workspace",
    description = crate::openapi::GET_WORKSPACE,
    responses(crate::openapi::Shown, Always, OfCredentials),
))]
pub(crate) async fn get_workspace(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let workspace = workspace_of(&app.store, &agent).await?;
    show(&app.store, &agent.workspace, &workspace.settings).await
}
