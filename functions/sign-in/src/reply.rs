//! What everybody gets who has signed in, or goes on.

use api::{
    access_token::{self, MintError},
    problem::Problem,
};
use axum::{
    Json,
    http::header::SET_COOKIE,
    response::{IntoResponse, Response},
};
use boot::logs::chain;
use domain::{agent::SignedIn, time::UtcTime};
use serde::Serialize;
use store::{derived::RefreshToken, secrets::SecretKey, sessions::Session};

use crate::{App, cookie};

/// An access token, and how it is sent.
// The token is a secret, so this has no `Debug`.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = AccessToken))]
pub(crate) struct AccessToken {
    /// Goes into `Authorization: Bearer` of every request to agents' routes.
    access_token: String,
    token_type: TokenType,
    /// Seconds until the token ends.
    expires_in: i64,
}

/// How the token is sent.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
enum TokenType {
    Bearer,
}

impl AccessToken {
    /// A new token for the agent.
    pub(crate) async fn mint(app: &App, agent: &SignedIn, now: UtcTime) -> Result<Self, Problem> {
        let minted = access_token::mint(&app.store, &app.secrets, agent, now).await;
        Ok(Self {
            access_token: minted.map_err(not_minted)?,
            token_type: TokenType::Bearer,
            expires_in: access_token::LIFETIME.as_secs(),
        })
    }

    /// The answer that brings it, beside the session's newest refresh token. `key` is the one that
    /// the session names.
    pub(crate) fn into_answer(self, session: &Session, key: &SecretKey, now: UtcTime) -> Response {
        let seconds = session.expires_at.epoch_seconds() - now.epoch_seconds();
        let cookie = cookie::keep(&RefreshToken::of(session, key), seconds);
        ([(SET_COOKIE, cookie)], Json(self)).into_response()
    }
}

fn not_minted(error: MintError) -> Problem {
    match error {
        MintError::Store(error) => error.into(),
        MintError::Signing(_) => {
            tracing::error!(error = chain(&error), "the signing key does not sign");
            Problem::unavailable("The service cannot sign anybody in at the moment.")
                .retry_after(60)
        }
    }
}
