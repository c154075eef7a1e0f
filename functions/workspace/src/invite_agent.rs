//! `POST /workspace/agents`: an owner invites somebody, or gives an agent another role.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfLimits, OfOwners};
use api::{
    agent_auth::AuthenticatedOwner,
    attempt::{Attempts, Interrupted},
    fields::Fields,
    json_body::JsonBody,
    problem::Problem,
    query,
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use domain::{
    agent::{Agent, Role, SignedIn},
    email::EmailAddress,
    invitation::{self, Invitation, InvitationId},
    time::UtcTime,
};
use serde::Deserialize;
use store::{agents::StaffError, audit::Act, limits::Scope, random, secrets::KeyKind};

use crate::{
    App,
    agent_body::{AgentBody, InvitationBody},
    current::act_of,
};

/// Invitations that a workspace may send in a day: each is a mail to whom an owner likes.
const INVITATIONS_A_DAY: u32 = 100;

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct InviteAgent {
    #[cfg_attr(feature = "openapi", schema(value_type = EmailAddress))]
    email: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Role))]
    role: Option<String>,
}

/// What came of it.
enum Placed {
    /// The person is an agent, and has the role now.
    Agent(Agent),
    /// The person is invited.
    Invited(Invitation),
}

/// Invites a person, or gives an agent the role.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/workspace/agents", tag = "workspace", security(("access_token" = [])),
    summary = "Invite somebody, or change an agent's role",
    description = crate::openapi::INVITE_AGENT,
    request_body(content = InviteAgent, example = crate::openapi::new_agent),
    responses(crate::openapi::Invited, Always, OfOwners, OfBodies, OfLimits),
))]
pub(crate) async fn invite_agent(
    AuthenticatedOwner(owner): AuthenticatedOwner,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let (email, role) = body.read::<InviteAgent>()?.parse()?;
    let mut is_counted = false;
    let mut attempts = Attempts::default();
    loop {
        match place(&app, &owner, &email, role, &mut is_counted).await {
            Ok(Placed::Agent(agent)) => return Ok(Json(AgentBody::from(agent)).into_response()),
            Ok(Placed::Invited(invitation)) => {
                let invitation = Json(InvitationBody::from(invitation));
                return Ok((StatusCode::CREATED, invitation).into_response());
            }
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    }
}

/// Sees to it that the person has the role, or is invited to it. An invitation counts once, however
/// often it is tried.
async fn place(
    app: &App,
    owner: &SignedIn,
    email: &EmailAddress,
    role: Role,
    is_counted: &mut bool,
) -> Result<Placed, Interrupted> {
    let act = act_of(&app.store, owner).await?;
    let agents = app.store.agents(&owner.workspace).await?;
    if let Some(agent) = agents.iter().find(|agent| agent.email == *email) {
        let mut agent = agent.clone();
        if agent.role != role {
            let changed = app.store.change_role(&act, &agents, &agent, role).await;
            changed.map_err(refuse)?;
            (agent.role, agent.since) = (role, act.at);
        }
        return Ok(Placed::Agent(agent));
    }
    // Asked before it is counted: who is an owner no more must not use the day's invitations up.
    let is_owner = |agent: &Agent| agent.id == owner.id && agent.role == Role::Owner;
    if !agents.iter().any(is_owner) {
        return Err(Problem::owners_only().into());
    }
    if !*is_counted {
        count(app, &act).await?;
        *is_counted = true;
    }
    let invitation = new_invitation(app, &act, email, role).await?;
    app.store.invite(&act, &invitation).await?;
    Ok(Placed::Invited(invitation))
}

async fn count(app: &App, act: &Act<'_>) -> Result<(), Problem> {
    let scope = Scope::InvitationsBy(&act.by.workspace);
    let count = app.store.count(scope, act.at).await?;
    if count.total <= INVITATIONS_A_DAY {
        return Ok(());
    }
    let words =
        "This workspace has sent as many invitations as it may in a day. Try again tomorrow.";
    Err(Problem::too_many(words).retry_after(count.seconds_left))
}

/// The token of its link is derived from its id: nothing secret is stored or queued.
async fn new_invitation(
    app: &App,
    act: &Act<'_>,
    email: &EmailAddress,
    role: Role,
) -> Result<Invitation, Problem> {
    let key = app
        .secrets
        .newest_or_new(KeyKind::Invitation, act.at)
        .await?;
    let ends = act.at.plus(invitation::LIFETIME);
    Ok(Invitation {
        id: InvitationId::from_bits(act.by.workspace.clone(), random::bits()?),
        at: act.at,
        by: act.by.email.clone(),
        email: email.clone(),
        role,
        key: key.kid,
        // Items end in whole seconds: it is to be answered as it will be read.
        expires_at: UtcTime::from_epoch_seconds(ends.epoch_seconds()),
    })
}

fn refuse(error: StaffError) -> Interrupted {
    match error {
        StaffError::LastOwner => {
            let mut fields = Fields::default();
            fields.wrong("role", "must stay owner: the workspace has no other owner");
            Problem::from(fields).into()
        }
        StaffError::Act(error) => error.into(),
    }
}

impl InviteAgent {
    fn parse(self) -> Result<(EmailAddress, Role), Problem> {
        let mut fields = Fields::default();
        let email = fields.required("email", self.email, str::parse);
        let role = fields.required("role", self.role, str::parse);
        let (Some(email), Some(role)) = (email, role) else {
            return Err(fields.into());
        };
        Ok((email, role))
    }
}
