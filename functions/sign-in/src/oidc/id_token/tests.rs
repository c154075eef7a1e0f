//! Tokens by a key made here (ES256), one thing wrong with each. RS256 is tried with a provider's
//! own tokens: ring makes no RSA keys.

use data_encoding::BASE64URL_NOPAD;
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::oidc::keys::KeySet;

const ISSUER: &str = "https://login.example.com";
const CLIENT: &str = "dashboard";
const ADDRESS: &str = "maria@example.com";

fn maria() -> EmailAddress {
    ADDRESS.parse().unwrap()
}

/// A token in the making.
struct Draft {
    header: Value,
    claims: Value,
}

impl Draft {
    /// One that counts.
    fn good() -> Self {
        let now = get_current_timestamp();
        Self {
            header: json!({ "alg": "ES256", "kid": "a", "typ": "JWT" }),
            claims: json!({
                "iss": ISSUER, "sub": "4711", "aud": CLIENT, "iat": now, "exp": now + 300,
                "email": ADDRESS, "email_verified": true,
            }),
        }
    }

    fn with_claim(name: &str, value: Value) -> Self {
        let mut draft = Self::good();
        draft.claims[name] = value;
        draft
    }

    fn without_claim(name: &str) -> Self {
        let mut draft = Self::good();
        draft.claims.as_object_mut().unwrap().remove(name);
        draft
    }

    fn with_header(name: &str, value: Value) -> Self {
        let mut draft = Self::good();
        draft.header[name] = value;
        draft
    }

    fn message(&self) -> String {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        format!("{}.{}", part(&self.header), part(&self.claims))
    }

    fn signed(&self, pair: &EcdsaKeyPair) -> String {
        let message = self.message();
        let signature = pair.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
        with_signature(&message, signature.as_ref())
    }
}

fn with_signature(message: &str, signature: &[u8]) -> String {
    format!("{message}.{}", BASE64URL_NOPAD.encode(signature))
}

fn new_pair() -> EcdsaKeyPair {
    let (random, algorithm) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).unwrap()
}

fn published(pair: &EcdsaKeyPair, kid: &str) -> Value {
    let point = pair.public_key().as_ref();
    let coordinate = |bytes| BASE64URL_NOPAD.encode(bytes);
    let (x, y) = (coordinate(&point[1..33]), coordinate(&point[33..]));
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": kid, "x": x, "y": y })
}

/// What a token amounts to that was sent for a sign-in with this nonce, where these are the keys.
fn judged(token: &str, nonce: Option<&str>, keys: &[Value]) -> Result<EmailAddress, Refusal> {
    api::ring_provider::install();
    let settings = OidcSettings {
        issuer: ISSUER.parse().unwrap(),
        client_id: CLIENT.parse().unwrap(),
    };
    let keys = KeySet::read(json!({ "keys": keys }).to_string().as_bytes()).unwrap();
    let token = IdToken::read(token)?;
    let key = keys.find(token.wanted_key())?;
    token.verify(key, &settings, nonce)
}

fn judged_alone(draft: &Draft, nonce: Option<&str>) -> Result<EmailAddress, Refusal> {
    let pair = new_pair();
    judged(&draft.signed(&pair), nonce, &[published(&pair, "a")])
}

/// A moment that many seconds from now.
fn moment(seconds: i64) -> Value {
    json!(get_current_timestamp().cast_signed() + seconds)
}

#[rstest]
#[case::as_it_should_be(Draft::good())]
#[case::ours_among_several(Draft { claims: {
    let mut claims = Draft::with_claim("aud", json!(["other", CLIENT])).claims;
    claims["azp"] = json!(CLIENT);
    claims
}, ..Draft::good() })]
#[case::a_list_of_one(Draft::with_claim("aud", json!([CLIENT])))]
#[case::without_a_type(Draft { header: json!({ "alg": "ES256", "kid": "a" }), ..Draft::good() })]
#[case::a_clock_that_is_a_little_ahead(Draft::with_claim("iat", moment(20)))]
#[case::a_clock_that_is_a_little_behind(Draft::with_claim("exp", moment(-20)))]
#[case::a_moment_with_a_fraction(Draft::with_claim("exp", json!(4_102_444_800.5)))]
#[case::more_claims(Draft::with_claim("groups", json!(["owners"])))]
#[case::capitals(Draft::with_claim("email", json!("Maria@Example.com")))]
fn a_good_token_names_its_bearer(#[case] draft: Draft) {
    assert_eq!(judged_alone(&draft, None), Ok(maria()));
}

#[rstest]
#[case::another_audience(Draft::with_claim("aud", json!("other")), Refusal::Audience)]
#[case::other_audiences(Draft::with_claim("aud", json!(["other", "third"])), Refusal::Audience)]
#[case::no_audience_in_the_list(Draft::with_claim("aud", json!([])), Refusal::Audience)]
#[case::no_audience(Draft::without_claim("aud"), Refusal::ClaimMissing)]
#[case::audience_as_an_object(Draft::with_claim("aud", json!({ CLIENT: true })), Refusal::ClaimMissing)]
#[case::audience_in_other_letters(Draft::with_claim("aud", json!("Dashboard")), Refusal::Audience)]
#[case::several_audiences_and_no_party(
    Draft::with_claim("aud", json!([CLIENT, "other"])), Refusal::AuthorizedParty)]
#[case::given_to_another(Draft::with_claim("azp", json!("other")), Refusal::AuthorizedParty)]
#[case::another_issuer(Draft::with_claim("iss", json!("https://example.com")), Refusal::Issuer)]
#[case::issuer_with_a_slash(
    Draft::with_claim("iss", json!("https://login.example.com/")), Refusal::Issuer)]
#[case::a_list_of_issuers(Draft::with_claim("iss", json!([ISSUER])), Refusal::Malformed)]
#[case::no_issuer(Draft::without_claim("iss"), Refusal::Malformed)]
#[case::no_subject(Draft::without_claim("sub"), Refusal::ClaimMissing)]
#[case::expired(Draft::with_claim("exp", moment(-31)), Refusal::Expired)]
#[case::expired_long_ago(Draft::with_claim("exp", json!(0)), Refusal::Expired)]
#[case::exp_as_a_text(Draft::with_claim("exp", json!("4102444800")), Refusal::ClaimMissing)]
#[case::exp_null(Draft::with_claim("exp", Value::Null), Refusal::ClaimMissing)]
#[case::exp_negative(Draft::with_claim("exp", json!(-1)), Refusal::ClaimMissing)]
#[case::no_exp(Draft::without_claim("exp"), Refusal::ClaimMissing)]
#[case::begins_later(Draft::with_claim("nbf", moment(60)), Refusal::NotYetValid)]
#[case::nbf_as_a_text(Draft::with_claim("nbf", json!("0")), Refusal::ClaimMissing)]
#[case::made_later(Draft::with_claim("iat", moment(60)), Refusal::NotYetValid)]
#[case::iat_as_a_text(Draft::with_claim("iat", json!("0")), Refusal::Malformed)]
#[case::no_iat(Draft::without_claim("iat"), Refusal::Malformed)]
#[case::unverified(Draft::with_claim("email_verified", json!(false)), Refusal::AddressNotVerified)]
#[case::verified_as_a_text(
    Draft::with_claim("email_verified", json!("true")), Refusal::AddressNotVerified)]
#[case::verified_as_a_number(
    Draft::with_claim("email_verified", json!(1)), Refusal::AddressNotVerified)]
#[case::not_said_to_be_verified(
    Draft::without_claim("email_verified"),
    Refusal::AddressNotVerified
)]
#[case::no_address(Draft::without_claim("email"), Refusal::NoAddress)]
#[case::no_address_at_all(Draft::with_claim("email", json!("maria")), Refusal::NoAddress)]
#[case::two_addresses(
    Draft::with_claim("email", json!(["maria@example.com"])), Refusal::NoAddress)]
#[case::no_algorithm(Draft::with_header("alg", json!("none")), Refusal::Malformed)]
#[case::hmac_by_name(Draft::with_header("alg", json!("HS256")), Refusal::Algorithm)]
#[case::our_own_algorithm(Draft::with_header("alg", json!("EdDSA")), Refusal::Algorithm)]
#[case::a_longer_hash(Draft::with_header("alg", json!("ES384")), Refusal::Algorithm)]
#[case::rsa_with_this_key(
    Draft::with_header("alg", json!("RS256")), Refusal::KeyOfAnotherAlgorithm)]
#[case::another_kid(Draft::with_header("kid", json!("b")), Refusal::UnknownKey)]
#[case::an_access_token(Draft::with_header("typ", json!("at+jwt")), Refusal::Kind)]
#[case::a_logout_token(Draft::with_header("typ", json!("logout+jwt")), Refusal::Kind)]
#[case::an_unknown_extension(Draft::with_header("crit", json!(["b64"])), Refusal::Extension)]
fn one_thing_wrong_is_enough(#[case] draft: Draft, #[case] expected: Refusal) {
    assert_eq!(judged_alone(&draft, None), Err(expected));
}

#[rstest]
#[case::the_same(Some("n1"), Some(json!("n1")), None)]
#[case::wanted_but_absent(Some("n1"), None, Some(Refusal::Nonce))]
#[case::another(Some("n1"), Some(json!("n2")), Some(Refusal::Nonce))]
#[case::there_but_not_wanted(None, Some(json!("n1")), Some(Refusal::Nonce))]
#[case::empty_is_not_absent(Some(""), None, Some(Refusal::Nonce))]
#[case::null_is_absent(Some("n1"), Some(Value::Null), Some(Refusal::Nonce))]
#[case::a_number(Some("1"), Some(json!(1)), Some(Refusal::Malformed))]
fn a_token_belongs_to_one_sign_in(
    #[case] sent: Option<&str>,
    #[case] claim: Option<Value>,
    #[case] expected: Option<Refusal>,
) {
    let draft = claim.map_or_else(Draft::good, |nonce| Draft::with_claim("nonce", nonce));
    assert_eq!(judged_alone(&draft, sent).err(), expected);
}

#[test]
fn anothers_signature_is_refused_also_when_the_key_comes_along() {
    let (pair, forger) = (new_pair(), new_pair());
    let keys = [published(&pair, "a")];
    let mut draft = Draft::good();
    assert_eq!(
        judged(&draft.signed(&forger), None, &keys),
        Err(Refusal::Signature)
    );
    draft.header["jwk"] = published(&forger, "a");
    assert_eq!(
        judged(&draft.signed(&forger), None, &keys),
        Err(Refusal::Signature)
    );
    for pointer in ["jku", "x5u"] {
        let mut draft = Draft::good();
        draft.header[pointer] = json!("https://forger.example/keys");
        assert_eq!(
            judged(&draft.signed(&forger), None, &keys),
            Err(Refusal::Signature)
        );
    }
}

#[test]
fn the_public_key_is_no_secret() {
    let pair = new_pair();
    let keys = [published(&pair, "a")];
    let message = Draft::with_header("alg", json!("HS256")).message();
    for secret in [pair.public_key().as_ref(), keys[0].to_string().as_bytes()] {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let signature = hmac::sign(&secret, message.as_bytes());
        let token = with_signature(&message, signature.as_ref());
        assert_eq!(judged(&token, None, &keys), Err(Refusal::Algorithm));
    }
}

#[test]
fn a_token_that_was_changed_cut_or_not_signed_is_refused() {
    let pair = new_pair();
    let keys = [published(&pair, "a")];
    let token = Draft::good().signed(&pair);
    let (message, signature) = token.rsplit_once('.').unwrap();
    let other = Draft::with_claim("email", json!("owner@example.com")).message();
    for (token, expected) in [
        (format!("{other}.{signature}"), Refusal::Signature),
        (format!("{message}."), Refusal::Signature),
        (message.to_owned(), Refusal::Malformed),
        (format!("{message}.{signature}="), Refusal::Malformed),
        (
            format!("{message}.{signature}.{signature}"),
            Refusal::Malformed,
        ),
        (String::new(), Refusal::Malformed),
        ("..".to_owned(), Refusal::Malformed),
        ("ä.ö.ü".to_owned(), Refusal::Malformed),
    ] {
        assert_eq!(judged(&token, None, &keys), Err(expected), "{token}");
    }
}

#[test]
fn of_several_keys_the_token_must_name_its_own() {
    let (one, two) = (new_pair(), new_pair());
    let keys = [published(&one, "a"), published(&two, "b")];
    let mut draft = Draft::with_header("kid", json!("b"));
    assert_eq!(judged(&draft.signed(&two), None, &keys), Ok(maria()));
    assert_eq!(
        judged(&draft.signed(&one), None, &keys),
        Err(Refusal::Signature)
    );
    draft.header = json!({ "alg": "ES256" });
    assert_eq!(
        judged(&draft.signed(&two), None, &keys),
        Err(Refusal::KeyNotNamed)
    );
    let alone = &keys[1..];
    assert_eq!(judged(&draft.signed(&two), None, alone), Ok(maria()));
}
