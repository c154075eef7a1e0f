//! What a token says.

use domain::{
    agent::{AgentId, Role, SignedIn},
    email::EmailAddress,
    time::UtcTime,
    workspace::WorkspaceId,
};
use jsonwebtoken::{Algorithm, Validation};
use serde::{Deserialize, Serialize};

use super::LIFETIME;

const ISSUER: &str = "tkt";
const AUDIENCE: &str = "tkt-api";
/// The token's own type (RFC 9068), so that no other JWT of the same keys passes for one.
pub(super) const TYPE: &str = "at+jwt";
/// How far two clocks may differ, in seconds.
const LEEWAY: u64 = 5;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    sub: AgentId,
    email: EmailAddress,
    workspace: WorkspaceId,
    role: Role,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl Claims {
    pub(super) fn of(agent: &SignedIn, now: UtcTime) -> Self {
        Self {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: agent.id.clone(),
            email: agent.email.clone(),
            workspace: agent.workspace.clone(),
            role: agent.role,
            iat: now.epoch_seconds(),
            nbf: now.epoch_seconds(),
            exp: now.plus(LIFETIME).epoch_seconds(),
        }
    }

    pub(super) fn into_bearer(self) -> SignedIn {
        SignedIn {
            workspace: self.workspace,
            id: self.sub,
            email: self.email,
            role: self.role,
        }
    }
}

/// What is demanded of a token's claims.
pub(super) fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "nbf", "exp"]);
    validation.validate_nbf = true;
    validation.leeway = LEEWAY;
    validation
}
