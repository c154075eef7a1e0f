//! Agents' routes: the bearer of a valid access token, or 401; and owners', where agents get 403.

use std::sync::Arc;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{header, request::Parts},
};
use domain::{
    agent::{Role, SignedIn},
    workspace::Settings,
};
use store::Store;

use crate::{
    access_token::{TokenError, Verifier},
    problem::Problem,
};

/// The agent who sends the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticatedAgent(pub SignedIn);

impl<S> FromRequestParts<S> for AuthenticatedAgent
where
    S: Send + Sync,
    Verifier: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let header = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let (scheme, token) = header
            .and_then(|value| value.split_once(' '))
            .ok_or_else(refusal)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(refusal());
        }
        match Verifier::from_ref(state).verify(token.trim()).await {
            Ok(agent) => Ok(Self(agent)),
            Err(TokenError::Store(error)) => Err(error.into()),
            Err(TokenError::Invalid(_) | TokenError::UnknownKey) => Err(refusal()),
        }
    }
}

/// The owner who sends the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticatedOwner(pub SignedIn);

impl<S> FromRequestParts<S> for AuthenticatedOwner
where
    S: Send + Sync,
    Verifier: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let AuthenticatedAgent(agent) =
            AuthenticatedAgent::from_request_parts(parts, state).await?;
        match agent.role {
            Role::Owner => Ok(Self(agent)),
            Role::Agent => Err(Problem::owners_only()),
        }
    }
}

/// The settings of the agent's workspace.
///
/// # Errors
/// 401 when the workspace is gone.
pub async fn settings_of(store: &Store, agent: &SignedIn) -> Result<Arc<Settings>, Problem> {
    let settings = store.settings(&agent.workspace).await?;
    settings.ok_or_else(|| Problem::unauthorized("The token's workspace does not exist."))
}

fn refusal() -> Problem {
    Problem::unauthorized("Send a valid access token: Authorization: Bearer <token>.")
}
