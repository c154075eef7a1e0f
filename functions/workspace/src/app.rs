//! What the function's handlers share.

use api::access_token::Verifier;
use axum::extract::FromRef;
use store::{Store, secrets::Secrets};

/// The handlers' state, made once at start.
#[derive(Clone, FromRef)]
pub struct App {
    /// The table.
    pub store: Store,
    /// The table of secrets, of which this function may read what invitations are made of.
    pub secrets: Secrets,
    /// Checks agents' tokens.
    pub verifier: Verifier,
}
