//! `GET /.well-known/jwks.json`: the keys by which anybody can check an access token.

#[cfg(feature = "openapi")]
use api::openapi::refusals::Always;
use api::{problem::Problem, query};
use axum::{
    Json,
    extract::State,
    http::{Uri, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use domain::time::UtcTime;
use serde::Serialize;
use store::signing_keys::PublicKey;

use crate::App;

/// How the answer may be kept: by anybody, far shorter than a key counts that was taken over from.
pub(crate) const KEPT: &str = "public, max-age=300";

/// A set of keys (RFC 7517).
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct PublicKeys {
    keys: Vec<Jwk>,
}

/// A key (RFC 8037).
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PublicKey))]
struct Jwk {
    kty: &'static str,
    crv: &'static str,
    alg: &'static str,
    #[serde(rename = "use")]
    purpose: &'static str,
    /// The key's id, as tokens name it.
    kid: String,
    /// The 32 bytes of the key, base64url without padding.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_-]{43}$"))]
    x: String,
}

/// Shows the keys that count.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "sign-in", security(()),
    summary = "Get the public keys of access tokens",
    description = crate::openapi::LIST_PUBLIC_KEYS,
    responses(crate::openapi::Keys, Always),
))]
pub(crate) async fn list_public_keys(
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let now = UtcTime::now();
    let keys = app.store.public_keys().await?.into_iter();
    let counting = keys.filter(|key| key.counts_at(now));
    let keys = counting.map(Jwk::from).collect();
    Ok(([(CACHE_CONTROL, KEPT)], Json(PublicKeys { keys })).into_response())
}

impl From<PublicKey> for Jwk {
    fn from(key: PublicKey) -> Self {
        Self {
            kty: "OKP",
            crv: "Ed25519",
            alg: "EdDSA",
            purpose: "sig",
            kid: key.kid,
            x: key.x,
        }
    }
}
