//! Agents' routes: the bearer of a valid access token, or 401.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{header, request::Parts},
};
use domain::agent::SignedIn;

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

fn refusal() -> Problem {
    Problem::unauthorized("Send a valid access token: Authorization: Bearer <token>.")
}
