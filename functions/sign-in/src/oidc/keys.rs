//! A provider's published keys (RFC 7517), as far as they sign tokens that are taken.

use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;

use super::refusal::Refusal;

/// The keys of a provider.
#[derive(Clone, Default)]
pub(super) struct KeySet(Vec<Key>);

/// A key, and the one algorithm that it is for.
#[derive(Clone)]
pub(super) struct Key {
    kid: Option<String>,
    pub(super) algorithm: Algorithm,
    pub(super) public: DecodingKey,
}

/// Which key a token's header asks for.
#[derive(Debug, Clone)]
pub(super) struct WantedKey {
    pub(super) kid: Option<String>,
    pub(super) algorithm: Algorithm,
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kty: String,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    kid: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl KeySet {
    /// Reads a set. Keys of other kinds are left out: providers publish those beside.
    ///
    /// # Errors
    /// When it is no set of keys.
    pub(super) fn read(json: &[u8]) -> Result<Self, serde_json::Error> {
        let document: Document = serde_json::from_slice(json)?;
        let jwks = document.keys.into_iter();
        let jwks = jwks.filter_map(|value| serde_json::from_value::<Jwk>(value).ok());
        Ok(Self(jwks.filter_map(Jwk::into_key).collect()))
    }

    /// The key that a token asks for.
    pub(super) fn find(&self, wanted: &WantedKey) -> Result<&Key, Refusal> {
        let named: Vec<&Key> = match (&wanted.kid, self.0.as_slice()) {
            (Some(kid), keys) => {
                let is_named = |key: &&Key| key.kid.as_ref() == Some(kid);
                keys.iter().filter(is_named).collect()
            }
            (None, [only]) => vec![only],
            (None, []) => vec![],
            (None, _) => return Err(Refusal::KeyNotNamed),
        };
        // Keys of several kinds may have one name.
        let fits = |key: &&Key| key.algorithm == wanted.algorithm;
        match (named.iter().copied().find(fits), named.is_empty()) {
            (Some(key), _) => Ok(key),
            (None, true) => Err(Refusal::UnknownKey),
            (None, false) => Err(Refusal::KeyOfAnotherAlgorithm),
        }
    }
}

impl Jwk {
    /// Nothing when the key is not for signatures of a kind that is taken.
    fn into_key(self) -> Option<Key> {
        let signs = self.usage.as_deref().is_none_or(|usage| usage == "sig");
        let verifies = |ops: &Vec<String>| ops.iter().any(|op| op == "verify");
        if !signs || !self.key_ops.as_ref().is_none_or(verifies) {
            return None;
        }
        let (algorithm, name, public) = match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => {
                let key = DecodingKey::from_rsa_components(&self.n?, &self.e?);
                (Algorithm::RS256, "RS256", key)
            }
            ("EC", Some("P-256")) => {
                let key = DecodingKey::from_ec_components(&self.x?, &self.y?);
                (Algorithm::ES256, "ES256", key)
            }
            _ => return None,
        };
        let is_its_own = self.alg.is_none_or(|alg| alg == name);
        is_its_own.then_some(Key {
            kid: self.kid,
            algorithm,
            public: public.ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn set(keys: &Value) -> KeySet {
        KeySet::read(json!({ "keys": keys }).to_string().as_bytes()).unwrap()
    }

    /// What is found, by its algorithm.
    fn found(keys: &KeySet, kid: Option<&str>, algorithm: Algorithm) -> Result<Algorithm, Refusal> {
        let kid = kid.map(str::to_owned);
        let key = keys.find(&WantedKey { kid, algorithm })?;
        Ok(key.algorithm)
    }

    fn rsa(kid: &str) -> Value {
        json!({ "kty": "RSA", "kid": kid, "n": "AQAB", "e": "AQAB" })
    }

    fn p256(kid: &str) -> Value {
        json!({ "kty": "EC", "crv": "P-256", "kid": kid, "x": "AQAB", "y": "AQAB" })
    }

    fn with(mut key: Value, name: &str, value: Value) -> Value {
        key[name] = value;
        key
    }

    #[test]
    fn a_key_is_found_by_its_name_and_serves_its_own_algorithm() {
        let keys = set(&json!([rsa("a"), p256("b")]));
        assert_eq!(
            found(&keys, Some("a"), Algorithm::RS256),
            Ok(Algorithm::RS256)
        );
        assert_eq!(
            found(&keys, Some("b"), Algorithm::ES256),
            Ok(Algorithm::ES256)
        );
        let other = Err(Refusal::KeyOfAnotherAlgorithm);
        assert_eq!(found(&keys, Some("a"), Algorithm::ES256), other);
        assert_eq!(found(&keys, Some("b"), Algorithm::RS256), other);
        for kid in ["c", "A", ""] {
            let unknown = Err(Refusal::UnknownKey);
            assert_eq!(found(&keys, Some(kid), Algorithm::RS256), unknown, "{kid}");
        }
    }

    #[test]
    fn two_kinds_of_keys_may_have_one_name() {
        let keys = set(&json!([rsa("a"), p256("a")]));
        for algorithm in [Algorithm::RS256, Algorithm::ES256] {
            assert_eq!(found(&keys, Some("a"), algorithm), Ok(algorithm));
        }
    }

    #[test]
    fn a_token_may_leave_its_key_unnamed_where_there_is_one_only() {
        let one = set(&json!([p256("a")]));
        assert_eq!(found(&one, None, Algorithm::ES256), Ok(Algorithm::ES256));
        let other = Err(Refusal::KeyOfAnotherAlgorithm);
        assert_eq!(found(&one, None, Algorithm::RS256), other);
        let two = set(&json!([p256("a"), p256("b")]));
        let unnamed = Err(Refusal::KeyNotNamed);
        assert_eq!(found(&two, None, Algorithm::ES256), unnamed);
        let none = set(&json!([]));
        assert_eq!(
            found(&none, None, Algorithm::ES256),
            Err(Refusal::UnknownKey)
        );
    }

    #[rstest]
    #[case::for_encryption(with(rsa("a"), "use", json!("enc")))]
    #[case::for_signing_by_the_holder_only(with(rsa("a"), "key_ops", json!(["encrypt"])))]
    #[case::for_another_algorithm(with(rsa("a"), "alg", json!("RS512")))]
    #[case::for_pss(with(rsa("a"), "alg", json!("PS256")))]
    #[case::another_curve(with(p256("a"), "crv", json!("P-384")))]
    #[case::a_secret(json!({ "kty": "oct", "kid": "a", "k": "AQAB", "alg": "HS256" }))]
    #[case::ed25519(json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": "AQAB" }))]
    #[case::a_part_missing(json!({ "kty": "RSA", "kid": "a", "e": "AQAB" }))]
    #[case::not_base64(with(rsa("a"), "n", json!("ä")))]
    #[case::no_key_at_all(json!("a"))]
    fn a_key_for_anything_else_is_left_out_and_the_others_stay(#[case] other: Value) {
        let keys = set(&json!([other, p256("b")]));
        for algorithm in [Algorithm::RS256, Algorithm::ES256] {
            let unknown = Err(Refusal::UnknownKey);
            assert_eq!(found(&keys, Some("a"), algorithm), unknown);
        }
        assert_eq!(
            found(&keys, Some("b"), Algorithm::ES256),
            Ok(Algorithm::ES256)
        );
    }

    #[test]
    fn what_providers_say_beside_is_taken() {
        let keys = set(&json!([with(
            with(with(p256("a"), "use", json!("sig")), "alg", json!("ES256")),
            "key_ops",
            json!(["verify"])
        )]));
        assert!(found(&keys, Some("a"), Algorithm::ES256).is_ok());
        assert!(KeySet::read(b"{}").is_err());
        assert!(KeySet::read(b"[]").is_err());
    }
}
