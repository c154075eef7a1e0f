//! Where a request came from, for the limits.

use std::str::FromStr;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Request, request::Parts},
};
use boot::environment::{ConfigError, optional};
use domain::address::ClientAddress;
use ring::hmac;

use crate::{gateway::RequestContext, problem::Problem};

/// CloudFront sends it with every request, and nobody else knows it.
const SECRET: &str = "x-origin-secret";
/// Who asked CloudFront. Its function writes this header over whatever a client sent.
const VIEWER: &str = "x-viewer-address";
/// The template makes one of 43 characters.
const SHORTEST_SECRET: usize = 32;

/// The address of whoever asks: the one that the gateway saw, or behind CloudFront, which the
/// gateway sees then, the one that CloudFront saw. No other header is believed: anyone can write
/// them.
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

/// By what a request through CloudFront is known. Without one, as on a laptop, none is.
///
/// It keeps the tag of the secret under itself, which ring compares in constant time.
#[derive(Clone)]
pub(crate) struct OriginSecret {
    key: hmac::Key,
    tag: hmac::Tag,
}

/// The text is too short to be the template's secret.
#[derive(Debug, thiserror::Error)]
#[error("shorter than {SHORTEST_SECRET} characters")]
pub(crate) struct TooShort;

impl OriginSecret {
    /// That of `ORIGIN_SECRET`.
    pub(crate) fn from_environment() -> Result<Option<Self>, ConfigError> {
        optional("ORIGIN_SECRET")
    }

    fn is(&self, given: &[u8]) -> bool {
        hmac::verify(&self.key, given, self.tag.as_ref()).is_ok()
    }
}

impl FromStr for OriginSecret {
    type Err = TooShort;

    fn from_str(secret: &str) -> Result<Self, TooShort> {
        if secret.len() < SHORTEST_SECRET {
            return Err(TooShort);
        }
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, secret.as_bytes());
        Ok(Self { key, tag })
    }
}

/// Lets the request come from whom CloudFront names, if it was CloudFront that sent it. Both
/// headers end here: what is behind has no use for them.
pub(crate) fn settle<B>(request: &mut Request<B>, secret: Option<&OriginSecret>) {
    let proof = request.headers_mut().remove(SECRET);
    let is_known = secret
        .zip(proof)
        .is_some_and(|(secret, proof)| secret.is(proof.as_bytes()));
    let viewer = viewer(request.headers_mut());
    let context = request.extensions_mut().get_mut::<RequestContext>();
    if let (true, Some(viewer), Some(context)) = (is_known, viewer, context) {
        context.http.source_ip = viewer.to_string();
    }
}

fn viewer(headers: &mut HeaderMap) -> Option<ClientAddress> {
    headers.remove(VIEWER)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::gateway::Event;

    const EVENT: &str = include_str!("../tests/fixtures/http-api-v2.json");
    const CONFIGURED: &str = "hw6hVnE1cDcG3aTn0sPqRZkXo2LmYb8uIfQ4rJtWvNe";
    const EDGE: &str = "203.0.113.7";

    /// Where the request of these headers comes from.
    async fn source(
        configured: Option<&str>,
        secret: Option<&str>,
        viewer: Option<&str>,
    ) -> ClientAddress {
        let mut event: serde_json::Value = serde_json::from_str(EVENT).unwrap();
        for (name, value) in [(SECRET, secret), (VIEWER, viewer)] {
            if let Some(value) = value {
                event["headers"][name] = value.into();
            }
        }
        let mut request = serde_json::from_value::<Event>(event)
            .unwrap()
            .into_request();
        let configured = configured.map(|secret| secret.parse().unwrap_or_else(|_| panic!()));
        settle(&mut request, configured.as_ref());
        let left = request.headers();
        assert!(!left.contains_key(SECRET) && !left.contains_key(VIEWER));
        let (mut parts, _) = request.into_parts();
        let source = SourceAddress::from_request_parts(&mut parts, &()).await;
        source.unwrap_or_else(|_| panic!("no source address")).0
    }

    #[rstest]
    #[case::with_the_secret(Some(CONFIGURED), Some("198.51.100.9"), "198.51.100.9")]
    #[case::an_ipv6_viewer(Some(CONFIGURED), Some("2001:db8:1:2::9"), "2001:db8:1:2::9")]
    #[case::without_the_secret(None, Some("198.51.100.9"), EDGE)]
    #[case::another_secret(
        Some("Hw6hVnE1cDcG3aTn0sPqRZkXo2LmYb8uIfQ4rJtWvNe"),
        Some("198.51.100.9"),
        EDGE
    )]
    #[case::the_secrets_beginning(
        Some("hw6hVnE1cDcG3aTn0sPqRZkXo2LmYb8u"),
        Some("198.51.100.9"),
        EDGE
    )]
    #[case::an_empty_secret(Some(""), Some("198.51.100.9"), EDGE)]
    #[case::no_viewer(Some(CONFIGURED), None, EDGE)]
    #[case::a_name(Some(CONFIGURED), Some("localhost"), EDGE)]
    #[case::two_addresses(Some(CONFIGURED), Some("198.51.100.9,198.51.100.10"), EDGE)]
    #[case::an_address_with_a_port(Some(CONFIGURED), Some("198.51.100.9:443"), EDGE)]
    #[case::letters_outside_ascii(Some(CONFIGURED), Some("１９８.51.100.9"), EDGE)]
    #[tokio::test]
    async fn a_viewers_address_is_believed_beside_the_secret_alone(
        #[case] secret: Option<&str>,
        #[case] viewer: Option<&str>,
        #[case] expected: &str,
    ) {
        let found = source(Some(CONFIGURED), secret, viewer).await;
        assert_eq!(found, expected.parse().unwrap());
        // Where no secret is set, none is right.
        assert_eq!(source(None, secret, viewer).await, EDGE.parse().unwrap());
    }

    #[rstest]
    #[case("")]
    #[case("change-me")]
    fn a_secret_that_could_be_guessed_is_refused(#[case] secret: &str) {
        assert!(secret.parse::<OriginSecret>().is_err());
    }
}
