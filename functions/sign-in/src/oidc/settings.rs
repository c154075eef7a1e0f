//! Which provider is trusted, and for which client.

use std::{fmt, str::FromStr};

use axum::http::Uri;
use boot::environment::{ConfigError, optional};
use serde::Serialize;

const ISSUER: &str = "OIDC_ISSUER";
const AUDIENCE: &str = "OIDC_AUDIENCE";

/// The provider, and this product's name there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcSettings {
    /// The provider.
    pub issuer: IssuerUrl,
    /// What the provider calls this product.
    pub client_id: ClientId,
}

/// The address by which a provider names itself in its tokens, letter for letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuerUrl(String);

/// A client's name at its provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClientId(String);

/// Why a provider's address is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidUrl {
    /// No absolute URL, or one that names a user or a fragment.
    #[error("must be a URL such as https://login.example.com")]
    Shape,
    /// What is fetched so could be changed on its way.
    #[error("must begin with https://; http:// is for this machine (127.0.0.1, localhost, [::1])")]
    Unprotected,
    /// An issuer has no query, by the standard.
    #[error("must have no query")]
    Query,
}

/// A text that names no client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("must be the client id that the provider gave, up to 255 characters")]
pub struct InvalidClientId;

impl OidcSettings {
    /// Reads both variables, or finds that neither is set.
    pub(super) fn from_environment() -> Result<Option<Self>, ConfigError> {
        Self::both_or_none(optional(ISSUER)?, optional(AUDIENCE)?)
    }

    fn both_or_none(
        issuer: Option<IssuerUrl>,
        client_id: Option<ClientId>,
    ) -> Result<Option<Self>, ConfigError> {
        match (issuer, client_id) {
            (Some(issuer), Some(client_id)) => Ok(Some(Self { issuer, client_id })),
            (None, None) => Ok(None),
            (Some(_), None) => Err(ConfigError::Missing(AUDIENCE)),
            (None, Some(_)) => Err(ConfigError::Missing(ISSUER)),
        }
    }
}

impl IssuerUrl {
    /// The address as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the provider describes itself (OpenID Connect Discovery 1.0, section 4).
    pub(super) fn discovery(&self) -> String {
        let base = self.0.trim_end_matches('/');
        format!("{base}/.well-known/openid-configuration")
    }
}

impl FromStr for IssuerUrl {
    type Err = InvalidUrl;

    fn from_str(text: &str) -> Result<Self, InvalidUrl> {
        check_protected(text)?;
        if text.contains('?') {
            return Err(InvalidUrl::Query);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether what is fetched there comes from the host that is named.
pub(super) fn check_protected(url: &str) -> Result<(), InvalidUrl> {
    // `Uri` reads over a fragment, and a user's name makes another host look like the one.
    if url.contains(['#', '@', '\\']) {
        return Err(InvalidUrl::Shape);
    }
    let uri: Uri = url.parse().map_err(|_| InvalidUrl::Shape)?;
    let host = uri.host().filter(|host| !host.is_empty());
    match (uri.scheme_str(), host.ok_or(InvalidUrl::Shape)?) {
        (Some("https"), _) | (Some("http"), "127.0.0.1" | "localhost" | "[::1]") => Ok(()),
        (Some("http"), _) => Err(InvalidUrl::Unprotected),
        _ => Err(InvalidUrl::Shape),
    }
}

impl ClientId {
    /// The name as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClientId {
    type Err = InvalidClientId;

    fn from_str(text: &str) -> Result<Self, InvalidClientId> {
        let is_name = text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_name && (1..=255).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidClientId)
        }
    }
}

impl fmt::Display for IssuerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_provider("https://accounts.google.com", Ok(()))]
    #[case::a_tenant("https://login.microsoftonline.com/8f0c/v2.0", Ok(()))]
    #[case::a_port("https://login.example.com:8443/realms/desk", Ok(()))]
    #[case::this_machine("http://127.0.0.1:4011", Ok(()))]
    #[case::this_machine_by_name("http://localhost:4011/", Ok(()))]
    #[case::this_machine_in_ipv6("http://[::1]:4011", Ok(()))]
    #[case::unprotected("http://login.example.com", Err(InvalidUrl::Unprotected))]
    #[case::a_host_that_begins_like_this_machine(
        "http://127.0.0.1.example.com",
        Err(InvalidUrl::Unprotected)
    )]
    #[case::a_user_that_looks_like_this_machine(
        "http://127.0.0.1@example.com",
        Err(InvalidUrl::Shape)
    )]
    #[case::a_user("https://me@login.example.com", Err(InvalidUrl::Shape))]
    #[case::a_fragment("https://login.example.com/#", Err(InvalidUrl::Shape))]
    #[case::a_query("https://login.example.com/?tenant=1", Err(InvalidUrl::Query))]
    #[case::a_host_alone("login.example.com", Err(InvalidUrl::Shape))]
    #[case::a_path_alone("/login", Err(InvalidUrl::Shape))]
    #[case::another_scheme("ftp://login.example.com", Err(InvalidUrl::Shape))]
    #[case::a_space("https://login.example.com/ ", Err(InvalidUrl::Shape))]
    #[case::nothing("", Err(InvalidUrl::Shape))]
    fn issuers(#[case] text: &str, #[case] expected: Result<(), InvalidUrl>) {
        let read = text.parse::<IssuerUrl>();
        assert_eq!(
            read.map(|issuer| assert_eq!(issuer.as_str(), text)),
            expected
        );
    }

    #[test]
    fn a_provider_is_described_below_its_address() {
        let below = |text: &str| text.parse::<IssuerUrl>().unwrap().discovery();
        let google = "https://accounts.google.com/.well-known/openid-configuration";
        assert_eq!(below("https://accounts.google.com"), google);
        assert_eq!(below("https://accounts.google.com/"), google);
        assert_eq!(
            below("https://login.example.com/realms/desk"),
            "https://login.example.com/realms/desk/.well-known/openid-configuration"
        );
    }

    #[test]
    fn both_variables_are_set_or_neither() {
        let issuer = || "https://login.example.com".parse().ok();
        let client = || "dashboard".parse().ok();
        let missing = |issuer, client| {
            let read = OidcSettings::both_or_none(issuer, client);
            read.map(|settings| settings.is_some())
                .map_err(|error| error.to_string())
        };
        assert_eq!(missing(None, None), Ok(false));
        assert_eq!(missing(issuer(), client()), Ok(true));
        let unset = |name| Err(format!("the environment variable {name} is not set"));
        assert_eq!(missing(issuer(), None), unset("OIDC_AUDIENCE"));
        assert_eq!(missing(None, client()), unset("OIDC_ISSUER"));
    }

    #[test]
    fn a_client_has_a_name_without_spaces() {
        assert!("0oa1b2.apps.example.com".parse::<ClientId>().is_ok());
        for text in ["", " ", "two words", "naïve", &"x".repeat(256)] {
            assert_eq!(text.parse::<ClientId>(), Err(InvalidClientId), "{text}");
        }
    }
}
