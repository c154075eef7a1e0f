//! What the function's handlers share.

use api::access_token::Verifier;
use axum::extract::FromRef;
use domain::address::ClientAddress;
use store::Store;

/// The handlers' state, made once at start.
#[derive(Clone, FromRef)]
pub struct App {
    /// The table.
    pub store: Store,
    /// Checks agents' tokens.
    pub verifier: Verifier,
    /// An address whose new conversations are not counted, such as that of a load test.
    pub unlimited: Option<ClientAddress>,
}
