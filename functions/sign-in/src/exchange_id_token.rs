//! `POST /sign-in/oidc`: an OpenID provider's token for an access token and a session.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfProofs, OfProviders};
use api::{fields::Fields, json_body::JsonBody, problem::Problem, query};
use axum::{extract::State, http::Uri, response::Response};
use boot::logs::chain;
use domain::{email::EmailAddress, sign_in::Applicant, time::UtcTime};
use serde::Deserialize;
use store::StoreError;

use crate::{
    App,
    complete::{Proof, complete},
    oidc::NotIdentified,
};

/// More than any provider needs, in characters; those of the largest have 2,000.
const MAX_TOKEN: usize = 16_384;
const MAX_NONCE: usize = 255;

/// The body, as it may be sent.
// The token is a secret while it lasts, so this has no `Debug`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct ExchangeIdToken {
    /// What the provider gave, as it is.
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 16_384))]
    id_token: Option<String>,
    /// What was sent to the provider as `nonce`, if anything was.
    #[cfg_attr(feature = "openapi", schema(max_length = 255))]
    nonce: Option<String>,
}

/// Gives whoever comes from the provider an access token, and a cookie to stay signed in by.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/sign-in/oidc", tag = "sign-in", security(()),
    summary = "Sign in by an OpenID provider",
    description = crate::oidc::openapi::EXCHANGE_ID_TOKEN,
    request_body(content = ExchangeIdToken, example = crate::oidc::openapi::token),
    responses(crate::openapi::SignedIn, Always, OfProofs, OfProviders, OfBodies),
))]
pub(crate) async fn exchange_id_token(
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let oidc = app.oidc.as_ref().ok_or_else(not_set_up)?;
    let (token, nonce) = body.read::<ExchangeIdToken>()?.parse()?;
    let identified = oidc.identify(&token, nonce.as_deref()).await;
    let email = identified.map_err(|error| not_identified(&error))?;
    let applicant = applicant(&app, email).await?.ok_or_else(refusal)?;
    let answer = complete(&app, &applicant, Proof::IdentityToken, UtcTime::now()).await?;
    answer.ok_or_else(refusal)
}

impl ExchangeIdToken {
    fn parse(self) -> Result<(String, Option<String>), Problem> {
        let mut fields = Fields::default();
        let token = fields.required("id_token", self.id_token, at_most(MAX_TOKEN));
        let nonce = fields.optional("nonce", self.nonce, at_most(MAX_NONCE));
        fields.finish()?;
        token.map(|token| (token, nonce)).ok_or_else(refusal)
    }
}

fn at_most(longest: usize) -> impl Fn(&str) -> Result<String, String> {
    move |text| match text.chars().count() <= longest {
        true => Ok(text.to_owned()),
        false => Err(format!("must have at most {longest} characters")),
    }
}

/// Who signs in: an agent of the stack's first workspace, or else of another. Where there is no
/// workspace yet, its owner founds the first.
async fn applicant(app: &App, email: EmailAddress) -> Result<Option<Applicant>, StoreError> {
    let Some(first) = app.store.first_workspace().await? else {
        let is_owner = email == app.owner_email;
        return Ok(is_owner.then_some(Applicant {
            email,
            workspace: None,
        }));
    };
    let workspace = match app.store.agent(&first, &email).await? {
        Some(_) => Some(first),
        None => app.store.agent_by_email(&email).await?.map(|(id, _)| id),
    };
    Ok(workspace.map(|workspace| Applicant {
        email,
        workspace: Some(workspace),
    }))
}

fn not_set_up() -> Problem {
    Problem::not_found("No OpenID provider is set up here. Sign in by a code.")
}

/// The reason goes to the log, without the token and without an address.
fn not_identified(error: &NotIdentified) -> Problem {
    let seconds = match error {
        NotIdentified::Refused(reason) => {
            tracing::warn!(reason = ?reason, "an id_token was refused: {reason}");
            return refusal();
        }
        NotIdentified::Unavailable(_) => 5,
        NotIdentified::Resting(rest) => rest.as_secs() + 1,
    };
    tracing::error!(error = chain(error), "nobody can sign in by OpenID Connect");
    Problem::unavailable(
        "The sign-in provider does not answer. Try again in a moment, or sign in by a code.",
    )
    .retry_after(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// One answer for every token that does not count, and for people who are no agents.
fn refusal() -> Problem {
    Problem::unauthorized(
        "This sign-in did not work. Sign in again, with an account whose e-mail address belongs to an agent here and is verified.",
    )
}
