//! `GET /workspace/agents`: who works in the workspace, and who is invited.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfOwners};
use api::{agent_auth::AuthenticatedOwner, problem::Problem, query};
use axum::{Json, extract::State, http::Uri};
use domain::time::UtcTime;
use serde::Serialize;

use crate::{
    App,
    agent_body::{AgentBody, InvitationBody},
};

/// The people of a workspace.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct People {
    agents: Vec<AgentBody>,
    /// Those that can still be accepted.
    invitations: Vec<InvitationBody>,
}

/// Answers all agents and open invitations.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/workspace/agents", tag = "workspace", security(("access_token" = [])),
    summary = "List agents and invitations",
    description = crate::openapi::LIST_AGENTS,
    responses(crate::openapi::Peopled, Always, OfOwners),
))]
pub(crate) async fn list_agents(
    AuthenticatedOwner(owner): AuthenticatedOwner,
    State(app): State<App>,
    uri: Uri,
) -> Result<Json<People>, Problem> {
    query::refuse_parameters(&uri)?;
    let workspace = &owner.workspace;
    let (agents, open) = tokio::try_join!(
        app.store.agents(workspace),
        app.store.open_invitations(workspace, UtcTime::now())
    )?;
    let open = open.into_iter();
    Ok(Json(People {
        agents: agents.into_iter().map(AgentBody::from).collect(),
        invitations: open
            .filter_map(|open| InvitationBody::open(workspace, open))
            .collect(),
    }))
}
