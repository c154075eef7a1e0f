//! `POST /sign-in/code`: somebody wants to sign in, and gets a code by e-mail.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfLimits};
use api::{
    client_address::SourceAddress, fields::Fields, json_body::JsonBody, problem::Problem, query,
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use domain::{
    address::ClientAddress,
    email::EmailAddress,
    sign_in::{Applicant, CODE_LIFETIME, SignInId, SignInRequest},
    time::UtcTime,
    workspace::WorkspaceId,
};
use serde::{Deserialize, Serialize};
use store::{StoreError, limits::Scope, random, secrets::KeyKind};

use crate::App;

/// How many codes an e-mail address may be sent in an hour.
const PER_EMAIL: u32 = 5;
/// How many codes may be asked for from one client address in an hour.
const PER_ADDRESS: u32 = 30;

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct RequestCode {
    /// An agent's address.
    #[cfg_attr(feature = "openapi", schema(value_type = EmailAddress))]
    email: Option<String>,
    /// The workspace to sign in to; the stack's first unless given.
    workspace: Option<String>,
}

/// The answer, whoever asks.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct CodeRequested {
    /// Goes with the code to `POST /sign-in/token`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9a-f]{32}$"))]
    request_id: SignInId,
    /// Seconds until the code ends.
    expires_in: i64,
}

/// Sends a code to an agent's address. Whether the address is an agent's is not told: the same is
/// done and answered for every other, but for the mail.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/sign-in/code", tag = "sign-in", security(()),
    summary = "Ask for a sign-in code by e-mail",
    description = crate::openapi::REQUEST_CODE,
    request_body(content = RequestCode, example = crate::openapi::address),
    responses(crate::openapi::Requested, Always, OfBodies, OfLimits),
))]
pub(crate) async fn request_sign_in_code(
    SourceAddress(client): SourceAddress,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let (email, workspace) = body.read::<RequestCode>()?.parse()?;
    let now = UtcTime::now();
    count(&app, &email, &client, now).await?;
    let applicant = applicant(&app, &email, workspace.as_deref()).await?;
    let request = SignInRequest {
        id: SignInId::from_bits(random::bits()?),
        at: now,
        applicant,
        code_key: app.secrets.newest_or_new(KeyKind::Code, now).await?.kid,
        expires_at: now.plus(CODE_LIFETIME),
    };
    app.store.put_sign_in(&request).await?;
    let answer = CodeRequested {
        request_id: request.id,
        expires_in: CODE_LIFETIME.as_secs(),
    };
    Ok((StatusCode::ACCEPTED, Json(answer)).into_response())
}

impl RequestCode {
    fn parse(self) -> Result<(EmailAddress, Option<String>), Problem> {
        let mut fields = Fields::default();
        let email = fields.required("email", self.email, str::parse);
        let email = email.ok_or_else(|| Problem::from(fields))?;
        Ok((email, self.workspace))
    }
}

/// Counts for both limits, whatever the one says: for an address that nobody has, too.
async fn count(
    app: &App,
    email: &EmailAddress,
    client: &ClientAddress,
    now: UtcTime,
) -> Result<(), Problem> {
    let (of_email, of_client) = tokio::try_join!(
        app.store.count(Scope::CodesForEmail(email), now),
        app.store.count(Scope::CodesFromAddress(client), now),
    )?;
    let spent = [(of_email, PER_EMAIL), (of_client, PER_ADDRESS)]
        .into_iter()
        .filter(|(count, limit)| count.total > *limit);
    match spent.map(|(count, _)| count.seconds_left).max() {
        None => Ok(()),
        Some(seconds) => Err(too_many(seconds)),
    }
}

/// Who may sign in by the code, if anybody. One read decides, of the same kind in a workspace that
/// does not exist and in one that cannot.
async fn applicant(
    app: &App,
    email: &EmailAddress,
    named: Option<&str>,
) -> Result<Option<Applicant>, StoreError> {
    let workspace = match named {
        None => app.store.first_workspace().await?,
        Some(named) => named.to_owned().try_into().ok(),
    };
    let is_first_owner = named.is_none() && workspace.is_none() && *email == app.owner_email;
    let workspace = workspace.unwrap_or_else(WorkspaceId::nowhere);
    let agent = app.store.agent(&workspace, email).await?;
    Ok(match agent {
        Some(agent) => Some(Applicant {
            email: agent.email,
            workspace: Some(workspace),
        }),
        None if is_first_owner => Some(Applicant {
            email: app.owner_email.clone(),
            workspace: None,
        }),
        None => None,
    })
}

fn too_many(seconds: i64) -> Problem {
    let (minutes, seconds_of_it) = (seconds / 60, seconds % 60);
    Problem::too_many(format!(
        "Too many codes were asked for. You can ask again in {minutes}:{seconds_of_it:02}."
    ))
    .retry_after(seconds)
}
