//! What a provider publishes of itself.

use serde::Deserialize;

use super::{
    fetch::{FetchError, Fetcher},
    keys::KeySet,
    settings::{InvalidUrl, IssuerUrl, check_protected},
};

/// Why the provider's keys are not to be had.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// The description was not fetched.
    #[error("its description was not fetched")]
    Description(#[source] FetchError),
    /// The keys were not fetched.
    #[error("its keys were not fetched")]
    Keys(#[source] FetchError),
    /// The description is not what the standard says.
    #[error("its description cannot be read")]
    UnreadableDescription(#[source] serde_json::Error),
    /// The keys are not what the standard says.
    #[error("its keys cannot be read")]
    UnreadableKeys(#[source] serde_json::Error),
    /// It gives itself another name than the settings do.
    #[error("its description names another issuer than OIDC_ISSUER")]
    OtherIssuer,
    /// Its keys lie where they could be changed on their way.
    #[error("its keys lie at no protected address")]
    KeysAddress(#[source] InvalidUrl),
}

/// OpenID Connect Discovery 1.0, section 3.
#[derive(Deserialize)]
struct Description {
    issuer: String,
    jwks_uri: String,
}

/// The keys with which a provider signs at present.
pub(super) async fn keys(issuer: &IssuerUrl, fetcher: &Fetcher) -> Result<KeySet, IssuerError> {
    let description = fetcher.get(&issuer.discovery()).await;
    let description = description.map_err(IssuerError::Description)?;
    let description: Description =
        serde_json::from_slice(&description).map_err(IssuerError::UnreadableDescription)?;
    if description.issuer != issuer.as_str() {
        return Err(IssuerError::OtherIssuer);
    }
    check_protected(&description.jwks_uri).map_err(IssuerError::KeysAddress)?;
    let keys = fetcher.get(&description.jwks_uri).await;
    KeySet::read(&keys.map_err(IssuerError::Keys)?).map_err(IssuerError::UnreadableKeys)
}
