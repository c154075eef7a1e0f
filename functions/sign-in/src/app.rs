//! What the function's handlers share.

use domain::email::EmailAddress;
use store::{Store, secrets::Secrets};

use crate::oidc::Oidc;

/// The handlers' state, made once at start.
#[derive(Clone)]
pub struct App {
    /// The table.
    pub store: Store,
    /// The table of secrets.
    pub secrets: Secrets,
    /// Whose first sign-in founds the stack's first workspace.
    pub owner_email: EmailAddress,
    /// The OpenID provider whose tokens are taken, if one is set up.
    pub oidc: Option<Oidc>,
}
