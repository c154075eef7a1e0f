//! `POST /workspace/agents/accept`: an invited person becomes an agent.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfProofs};
use api::{
    attempt::{Attempts, Interrupted},
    json_body::JsonBody,
    problem::Problem,
    query,
};
use axum::{Json, extract::State, http::Uri};
use domain::{
    agent::{Agent, AgentId, Role},
    email::EmailAddress,
    invitation::Invitation,
    text::PersonName,
    time::UtcTime,
    workspace::WorkspaceId,
};
use serde::{Deserialize, Serialize};
use store::{StoreError, derived, invitations::AcceptError, random, secrets::KeyKind};

use crate::App;

/// The body, as it may be sent.
// Both are read before the rest: who is not invited learns nothing else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct AcceptInvitation {
    /// As the link of the mail has it.
    #[serde(rename = "invite_id")]
    _invite_id: String,
    /// As the link of the mail has it.
    #[serde(rename = "token")]
    _token: String,
}

/// What a new agent learns.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct Joined {
    /// With which to sign in.
    email: EmailAddress,
    role: Role,
    workspace: WorkspaceId,
    workspace_name: PersonName,
}

/// Accepts an invitation, once.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/workspace/agents/accept", tag = "workspace", security(()),
    summary = "Accept an invitation",
    description = crate::openapi::ACCEPT_INVITATION,
    request_body(content = AcceptInvitation, example = crate::openapi::acceptance),
    responses(crate::openapi::Accepted, Always, OfProofs, OfBodies),
))]
pub(crate) async fn accept_invitation(
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Json<Joined>, Problem> {
    let now = UtcTime::now();
    let invited = invited(&app, body.text("invite_id"), body.text("token"), now).await?;
    let invitation = invited.ok_or_else(refusal)?;
    query::refuse_parameters(&uri)?;
    body.read::<AcceptInvitation>()?;
    let mut attempts = Attempts::default();
    loop {
        match join(&app, &invitation, now).await {
            Ok(joined) => return Ok(Json(joined)),
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    }
}

/// The invitation whose token this is. Whether it still counts is decided when it is used.
async fn invited(
    app: &App,
    id: Option<&str>,
    token: Option<&str>,
    now: UtcTime,
) -> Result<Option<Invitation>, StoreError> {
    let id = id.and_then(|id| id.parse().ok());
    let (Some(id), Some(token)) = (id, token) else {
        return Ok(None);
    };
    let found = app.store.invitation(&id).await?;
    let Some(invitation) = found.filter(|invitation| now < invitation.expires_at) else {
        return Ok(None);
    };
    let key = app
        .secrets
        .key(KeyKind::Invitation, &invitation.key)
        .await?;
    let is_right = key
        .is_some_and(|key| derived::same(token, &derived::invitation_token(&key, &invitation.id)));
    Ok(is_right.then_some(invitation))
}

async fn join(app: &App, invitation: &Invitation, now: UtcTime) -> Result<Joined, Interrupted> {
    let id = &invitation.id.workspace;
    let workspace = app.store.workspace(id).await?.ok_or_else(refusal)?;
    let agent = Agent {
        id: new_id()?,
        email: invitation.email.clone(),
        role: invitation.role,
        since: now,
    };
    let joined = app
        .store
        .accept_invitation(invitation, &agent, workspace.log);
    match joined.await {
        Ok(()) => Ok(Joined {
            email: agent.email,
            role: agent.role,
            workspace: id.clone(),
            workspace_name: workspace.settings.name,
        }),
        Err(AcceptError::Stale) => Err(Interrupted::Stale),
        Err(AcceptError::Void) => Err(refusal().into()),
        Err(AcceptError::Store(error)) => Err(error.into()),
    }
}

fn new_id() -> Result<AgentId, Problem> {
    let id = AgentId::try_from(random::id()?);
    id.map_err(|_| Problem::unavailable("No id could be made. Try again in a moment."))
}

/// The one answer to everything that is no open invitation with its own token.
fn refusal() -> Problem {
    Problem::unauthorized(
        "This invitation is not valid: it was used, taken back or replaced by a newer one, or it \
         is too old. Ask for a new one.",
    )
}
