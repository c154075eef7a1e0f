//! Where a request came from, for the limits.

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::address::ClientAddress;

use crate::{gateway::RequestContext, problem::Problem};

/// The client's address as the gateway saw it. Forwarding headers are never believed: anyone
/// can write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceAddress(pub ClientAddress);

impl<S: Send + Sync> FromRequestParts<S> for SourceAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let context = parts.extensions.get::<RequestContext>();
        context
            .and_then(|context| context.http.source_ip.parse().ok())
            .map(Self)
            .ok_or_else(|| Problem::malformed("The request has no source address."))
    }
}
