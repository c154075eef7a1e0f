//! Sign-in by an OpenID provider: who the bearer of its `id_token` is.
//!
//! The dashboard gets the token from the provider; here it is held against the provider's published
//! keys. Everything that is asked is at most an hour old, and nobody but the provider chooses how
//! often it is asked.

mod cache;
mod fetch;
mod id_token;
mod issuer;
mod keys;
#[cfg(feature = "openapi")]
pub(crate) mod openapi;
mod refusal;
mod settings;

use std::{sync::Arc, time::Duration};

use api::ring_provider;
use boot::environment::ConfigError;
use cache::KeyCache;
use domain::email::EmailAddress;
use fetch::Fetcher;
use id_token::IdToken;

pub use fetch::FetchError;
pub use issuer::IssuerError;
pub use refusal::Refusal;
pub use settings::{ClientId, InvalidClientId, InvalidUrl, IssuerUrl, OidcSettings};

/// The provider whose tokens are taken.
#[derive(Clone)]
pub struct Oidc(Arc<Inner>);

struct Inner {
    settings: OidcSettings,
    fetcher: Fetcher,
    keys: KeyCache,
}

/// Why a token identified nobody.
#[derive(Debug, thiserror::Error)]
pub enum NotIdentified {
    /// The token does not count.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The provider's keys are not to be had.
    #[error("the OpenID provider did not do its part")]
    Unavailable(#[source] IssuerError),
    /// They were not to be had a moment ago, and the provider is given this long.
    #[error("the OpenID provider failed a moment ago")]
    Resting(Duration),
}

impl Oidc {
    /// The provider that the environment names, if any.
    ///
    /// # Errors
    /// When one of its two variables is missing or is not valid.
    pub fn from_environment() -> Result<Option<Self>, ConfigError> {
        Ok(OidcSettings::from_environment()?.map(Self::new))
    }

    /// Takes tokens of the given provider. Nothing is asked of it before the first token comes.
    pub fn new(settings: OidcSettings) -> Self {
        ring_provider::install();
        Self(Arc::new(Inner {
            settings,
            fetcher: Fetcher::default(),
            keys: KeyCache::default(),
        }))
    }

    /// What a browser needs to send people to the provider.
    pub fn settings(&self) -> &OidcSettings {
        &self.0.settings
    }

    /// The verified address of the person for whom the token was made. `nonce` is the one that was
    /// sent along when the token was asked for, if any was.
    ///
    /// # Errors
    /// When the token does not count, or when that cannot be found out.
    pub async fn identify(
        &self,
        token: &str,
        nonce: Option<&str>,
    ) -> Result<EmailAddress, NotIdentified> {
        let Inner {
            settings,
            fetcher,
            keys,
        } = self.0.as_ref();
        let token = IdToken::read(token)?;
        let fetch = async || issuer::keys(&settings.issuer, fetcher).await;
        let key = keys.key(token.wanted_key(), fetch).await?;
        Ok(token.verify(&key, settings, nonce)?)
    }
}
