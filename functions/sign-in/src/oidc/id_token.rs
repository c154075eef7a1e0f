//! An id_token, before and after it is believed (OpenID Connect Core 1.0, section 3.1.3.7).

use domain::email::EmailAddress;
use jsonwebtoken::{
    Algorithm, Validation, decode, decode_header,
    errors::{Error, ErrorKind},
    get_current_timestamp,
};
use serde::Deserialize;
use serde_json::Value;

use super::{
    keys::{Key, WantedKey},
    refusal::Refusal,
    settings::OidcSettings,
};

/// How far our clock and the provider's may differ, in seconds.
const LEEWAY: u64 = 30;

/// A token of which only the header has been read.
pub(super) struct IdToken<'a> {
    text: &'a str,
    wanted: WantedKey,
}

/// The claims that `jsonwebtoken` does not judge, or that must have one type.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    #[serde(default)]
    aud: Value,
    azp: Option<String>,
    iat: f64,
    nonce: Option<String>,
    email: Option<Value>,
    email_verified: Option<Value>,
}

impl<'a> IdToken<'a> {
    /// Reads the header. Keys that it brings along or points to (`jwk`, `jku`, `x5c`, `x5u`) are
    /// nothing to us: whoever forges a token chooses those.
    pub(super) fn read(text: &'a str) -> Result<Self, Refusal> {
        let header = decode_header(text).map_err(|error| refusal(&error))?;
        let algorithm = header.alg;
        if !matches!(algorithm, Algorithm::RS256 | Algorithm::ES256) {
            return Err(Refusal::Algorithm);
        }
        // Providers sign other tokens with the same keys, and name their types (RFC 8725, 3.11).
        let kind = header.typ.as_deref().unwrap_or("JWT");
        if !kind.eq_ignore_ascii_case("JWT") {
            return Err(Refusal::Kind);
        }
        if header.crit.is_some() {
            return Err(Refusal::Extension);
        }
        let kid = header.kid;
        Ok(Self {
            text,
            wanted: WantedKey { kid, algorithm },
        })
    }

    /// The key with which it is to be verified.
    pub(super) fn wanted_key(&self) -> &WantedKey {
        &self.wanted
    }

    /// Whose it is, if it was signed with `key`, for us, for this moment and for this sign-in.
    pub(super) fn verify(
        &self,
        key: &Key,
        settings: &OidcSettings,
        nonce: Option<&str>,
    ) -> Result<EmailAddress, Refusal> {
        let validation = validation(key.algorithm, settings);
        let decoded = decode::<Claims>(self.text, &key.public, &validation);
        let claims = decoded.map_err(|error| refusal(&error))?.claims;
        claims.check(settings, nonce)?;
        claims.verified_address()
    }
}

impl Claims {
    fn check(&self, settings: &OidcSettings, nonce: Option<&str>) -> Result<(), Refusal> {
        // `jsonwebtoken` would take a list of issuers as well.
        if self.iss != settings.issuer.as_str() {
            return Err(Refusal::Issuer);
        }
        let is_for_one = self.aud.as_array().is_none_or(|all| all.len() == 1);
        match self.azp.as_deref() {
            None if is_for_one => {}
            Some(party) if party == settings.client_id.as_str() => {}
            _ => return Err(Refusal::AuthorizedParty),
        }
        #[expect(clippy::cast_precision_loss, reason = "exact for millions of years")]
        let latest = (get_current_timestamp() + LEEWAY) as f64;
        if self.iat > latest {
            return Err(Refusal::NotYetValid);
        }
        if self.nonce.as_deref() != nonce {
            return Err(Refusal::Nonce);
        }
        Ok(())
    }

    /// Only the very `true` counts: where a provider sends a text, nobody has said what it means.
    fn verified_address(&self) -> Result<EmailAddress, Refusal> {
        let address = self.email.as_ref().and_then(Value::as_str);
        let address = address.and_then(|text| text.parse().ok());
        if self.email_verified != Some(Value::Bool(true)) {
            return Err(Refusal::AddressNotVerified);
        }
        address.ok_or(Refusal::NoAddress)
    }
}

fn validation(algorithm: Algorithm, settings: &OidcSettings) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.set_issuer(&[settings.issuer.as_str()]);
    validation.set_audience(&[settings.client_id.as_str()]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    validation.validate_nbf = true;
    validation.leeway = LEEWAY;
    validation
}

fn refusal(error: &Error) -> Refusal {
    match error.kind() {
        ErrorKind::InvalidSignature => Refusal::Signature,
        ErrorKind::InvalidAlgorithm => Refusal::Algorithm,
        ErrorKind::InvalidIssuer => Refusal::Issuer,
        ErrorKind::InvalidAudience => Refusal::Audience,
        ErrorKind::ExpiredSignature => Refusal::Expired,
        ErrorKind::ImmatureSignature => Refusal::NotYetValid,
        ErrorKind::MissingRequiredClaim(_) | ErrorKind::InvalidClaimFormat(_) => {
            Refusal::ClaimMissing
        }
        _ => Refusal::Malformed,
    }
}

#[cfg(test)]
mod tests;
