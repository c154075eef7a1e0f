//! Which access tokens count, against keys in a table of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use api::access_token::{TokenError, Verifier, mint};
use data_encoding::BASE64URL_NOPAD;
use domain::time::UtcTime;
use jiff::SignedDuration;
use ring::{
    hmac,
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair},
};
use rstest::rstest;
use serde_json::{Value, json};
use store::secrets::{KeyKind, SecretKey};
use testkit::{Spy, Table, samples::signed_in};

#[tokio::test]
async fn a_fresh_token_says_who_its_bearer_is() {
    let issuer = Issuer::start().await;
    let token = issuer.mint_at(UtcTime::now()).await;
    assert_eq!(issuer.verifier().verify(&token).await.unwrap(), signed_in());
}

#[tokio::test]
async fn a_token_made_by_hand_counts_like_a_minted_one() {
    // Otherwise the refusals below would prove nothing.
    let issuer = Issuer::start().await;
    let token = issuer.sign(&issuer.header(), &claims());
    issuer.verifier().verify(&token).await.unwrap();
}

#[rstest]
#[case::just_over(-15 * 60 - 6)]
#[case::a_minute_over(-16 * 60)]
#[case::a_year_over(-365 * 24 * 60 * 60)]
#[case::not_yet_valid(10)]
#[tokio::test]
async fn a_token_of_another_time_is_refused(#[case] minted_seconds_from_now: i64) {
    let issuer = Issuer::start().await;
    let at = UtcTime::now().plus(SignedDuration::from_secs(minted_seconds_from_now));
    let token = issuer.mint_at(at).await;
    issuer.verifier().verify(&token).await.unwrap_err();
}

#[tokio::test]
async fn a_clock_that_is_a_little_ahead_does_no_harm() {
    let issuer = Issuer::start().await;
    let token = issuer
        .mint_at(UtcTime::now().plus(SignedDuration::from_secs(3)))
        .await;
    issuer.verifier().verify(&token).await.unwrap();
}

#[rstest]
#[case::another_issuer("iss", json!("evil"))]
#[case::no_issuer("iss", Value::Null)]
#[case::another_audience("aud", json!("other-api"))]
#[case::no_audience("aud", Value::Null)]
#[case::expiry_as_text("exp", json!("9999999999"))]
#[case::expiry_as_a_list("exp", json!([9_999_999_999_u64]))]
#[case::expiry_null("exp", Value::Null)]
#[case::expiry_negative("exp", json!(-1))]
#[case::not_before_as_text("nbf", json!("0"))]
#[case::not_before_in_the_future("nbf", json!(9_999_999_999_u64))]
#[case::no_subject("sub", Value::Null)]
#[case::an_unknown_role("role", json!("king"))]
#[case::a_workspace_that_is_none("workspace", json!("../w1"))]
#[case::no_workspace("workspace", Value::Null)]
#[case::an_email_that_is_none("email", json!("owner"))]
#[tokio::test]
async fn a_well_signed_token_with_a_wrong_claim_is_refused(
    #[case] claim: &str,
    #[case] value: Value,
) {
    let issuer = Issuer::start().await;
    let mut changed = claims();
    changed[claim] = value;
    assert_refused(&issuer, &issuer.sign(&issuer.header(), &changed)).await;
    changed.as_object_mut().unwrap().remove(claim);
    assert_refused(&issuer, &issuer.sign(&issuer.header(), &changed)).await;
}

#[rstest]
#[case::a_plain_jwt("typ", json!("JWT"))]
#[case::an_identity_token("typ", json!("id+jwt"))]
#[case::no_type("typ", Value::Null)]
#[case::an_unknown_key("kid", json!("unknown"))]
#[case::an_empty_key("kid", json!(""))]
#[case::no_key("kid", Value::Null)]
#[case::no_algorithm("alg", json!("none"))]
#[case::no_algorithm_in_capitals("alg", json!("NONE"))]
#[case::another_algorithm("alg", json!("HS256"))]
#[case::an_rsa_algorithm("alg", json!("RS256"))]
#[tokio::test]
async fn a_well_signed_token_with_a_wrong_header_is_refused(
    #[case] field: &str,
    #[case] value: Value,
) {
    let issuer = Issuer::start().await;
    let mut header = issuer.header();
    header[field] = value;
    assert_refused(&issuer, &issuer.sign(&header, &claims())).await;
}

#[rstest]
#[case::none("none")]
#[case::none_in_odd_case("nOnE")]
#[case::eddsa("EdDSA")]
#[tokio::test]
async fn a_token_without_a_signature_is_refused(#[case] algorithm: &str) {
    let issuer = Issuer::start().await;
    let mut header = issuer.header();
    header["alg"] = json!(algorithm);
    let unsigned = format!("{}.{}", part(&header), part(&claims()));
    assert_refused(&issuer, &format!("{unsigned}.")).await;
    assert_refused(&issuer, &unsigned).await;
}

/// The public key is no secret. Whoever lets the token choose the algorithm takes it for one.
#[tokio::test]
async fn the_public_key_is_no_hmac_secret() {
    let issuer = Issuer::start().await;
    let pair = Ed25519KeyPair::from_pkcs8(&issuer.key.bytes).unwrap();
    let public = pair.public_key().as_ref();
    let as_text = BASE64URL_NOPAD.encode(public);
    for secret in [public, as_text.as_bytes()] {
        let mut header = issuer.header();
        header["alg"] = json!("HS256");
        let unsigned = format!("{}.{}", part(&header), part(&claims()));
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let signature = BASE64URL_NOPAD.encode(hmac::sign(&key, unsigned.as_bytes()).as_ref());
        assert_refused(&issuer, &format!("{unsigned}.{signature}")).await;
    }
}

#[tokio::test]
async fn another_key_pair_under_a_known_kid_is_refused() {
    let issuer = Issuer::start().await;
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let forger = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
    assert_refused(&issuer, &signed(&forger, &issuer.header(), &claims())).await;
}

/// Keys come from the table alone, never from the token (RFC 8725, 3.10).
#[tokio::test]
async fn a_key_that_the_token_brings_along_is_not_used() {
    let issuer = Issuer::start().await;
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let forger = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
    let x = BASE64URL_NOPAD.encode(forger.public_key().as_ref());
    let mut header = issuer.header();
    header["jwk"] = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
    header["jku"] = json!("http://127.0.0.1:1/jwks.json");
    assert_refused(&issuer, &signed(&forger, &header, &claims())).await;
}

#[tokio::test]
async fn a_token_that_was_touched_or_cut_is_refused() {
    let issuer = Issuer::start().await;
    let verifier = issuer.verifier();
    let token = issuer.mint_at(UtcTime::now()).await;
    verifier.verify(&token).await.unwrap();
    for length in 0..token.len() {
        assert!(
            verifier.verify(&token[..length]).await.is_err(),
            "cut to {length}"
        );
    }
    let parts: Vec<_> = token.split('.').collect();
    let mut claims: Value =
        serde_json::from_slice(&BASE64URL_NOPAD.decode(parts[1].as_bytes()).unwrap()).unwrap();
    claims["role"] = json!("agent");
    let touched = format!("{}.{}.{}", parts[0], part(&claims), parts[2]);
    assert!(
        verifier.verify(&touched).await.is_err(),
        "other claims under the same signature"
    );
    let mut bytes = token.into_bytes();
    for index in 0..bytes.len() {
        let whole = bytes[index];
        bytes[index] = if whole == b'A' { b'Q' } else { b'A' };
        let touched = std::str::from_utf8(&bytes).unwrap();
        assert!(
            verifier.verify(touched).await.is_err(),
            "touched at {index}"
        );
        bytes[index] = whole;
    }
}

#[rstest]
#[case("")]
#[case(" ")]
#[case("null")]
#[case("0")]
#[case("undefined")]
#[case(".")]
#[case("..")]
#[case("e30.e30.")]
#[case("e30.e30.e30")]
#[case("\u{fffd}.\u{fffd}.\u{fffd}")]
#[tokio::test]
async fn what_is_no_token_is_refused(#[case] text: &str) {
    assert_refused(&Issuer::start().await, text).await;
}

#[tokio::test]
async fn a_flood_of_unknown_keys_reads_the_table_once_a_pause() {
    let issuer = Issuer::start().await;
    let reads = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&reads);
    let store = issuer.table.spied(Spy::new(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }));
    let verifier = Verifier::new(store);
    verifier.warm_up().await.unwrap();
    assert_eq!(reads.load(Ordering::SeqCst), 1);
    let token = issuer.mint_at(UtcTime::now()).await;
    for n in 0..200 {
        let mut header = issuer.header();
        header["kid"] = json!(format!("made-up-{n}"));
        let refused = verifier.verify(&issuer.sign(&header, &claims())).await;
        assert!(
            matches!(refused, Err(TokenError::UnknownKey)),
            "{refused:?}"
        );
        verifier.verify(&token).await.unwrap();
    }
    let reads = reads.load(Ordering::SeqCst);
    assert!(reads <= 2, "{reads} reads for 200 forged tokens");
}

#[tokio::test]
async fn a_key_that_was_made_after_the_warm_up_counts_at_once() {
    let table = Table::start().await;
    let verifier = Verifier::new(table.store.clone());
    verifier.warm_up().await.unwrap();
    let token = mint(&table.store, &table.secrets, &signed_in(), UtcTime::now())
        .await
        .unwrap();
    verifier.verify(&token).await.unwrap();
}

#[tokio::test]
async fn a_key_that_was_made_right_after_the_first_request_counts_at_once() {
    let issuer = Issuer::start().await;
    let verifier = issuer.verifier();
    let first = issuer.mint_at(UtcTime::now()).await;
    verifier.verify(&first).await.unwrap();
    let (store, secrets) = (&issuer.table.store, &issuer.table.secrets);
    let later = UtcTime::now().plus(SignedDuration::from_secs(1));
    store.make_signing_key(secrets, later).await.unwrap();
    let second = issuer.mint_at(UtcTime::now()).await;
    verifier.verify(&second).await.unwrap();
}

#[tokio::test]
async fn a_table_that_does_not_answer_is_no_refusal() {
    let issuer = Issuer::start().await;
    let store = issuer
        .table
        .spied(Spy::new(|_| Err("no table today".into())));
    let token = issuer.mint_at(UtcTime::now()).await;
    let answer = Verifier::new(store).verify(&token).await;
    assert!(matches!(answer, Err(TokenError::Store(_))), "{answer:?}");
}

#[tokio::test]
async fn the_newest_key_signs_and_the_one_before_still_counts() {
    let issuer = Issuer::start().await;
    let before = issuer.mint_at(UtcTime::now()).await;
    let other = Issuer::start().await;
    let later = SecretKey {
        created_at: UtcTime::now().plus(SignedDuration::from_secs(1)),
        ..other.key.clone()
    };
    for key in other.table.store.public_keys().await.unwrap() {
        issuer.table.store.put_public_key(&key).await.unwrap();
    }
    let secrets = &issuer.table.secrets;
    secrets.put(KeyKind::Signing, &later).await.unwrap();
    let after = issuer.mint_at(UtcTime::now()).await;
    assert_ne!(kid(&before), kid(&after));
    let verifier = issuer.verifier();
    for token in [before, after] {
        verifier.verify(&token).await.unwrap();
    }
}

#[tokio::test]
async fn a_retired_key_counts_until_it_ends() {
    let issuer = Issuer::start().await;
    let token = issuer.mint_at(UtcTime::now()).await;
    issuer.retire(SignedDuration::from_secs(60)).await;
    issuer.verifier().verify(&token).await.unwrap();
    issuer.retire(SignedDuration::from_secs(-1)).await;
    let refused = issuer.verifier().verify(&token).await;
    assert!(
        matches!(refused, Err(TokenError::UnknownKey)),
        "{refused:?}"
    );
}

/// Keys are read once a minute, and an end may fall between.
#[tokio::test]
async fn a_key_may_end_while_it_is_known() {
    let issuer = Issuer::start().await;
    let token = issuer.mint_at(UtcTime::now()).await;
    // Ends are whole seconds: this one is one to two seconds away.
    issuer.retire(SignedDuration::from_secs(2)).await;
    let verifier = issuer.verifier();
    verifier.verify(&token).await.unwrap();
    let ended = async {
        while verifier.verify(&token).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let deadline = Duration::from_secs(10);
    tokio::time::timeout(deadline, ended).await.unwrap();
}

#[tokio::test]
async fn one_key_is_made_and_then_kept() {
    let issuer = Issuer::start().await;
    let tokens = [
        issuer.mint_at(UtcTime::now()).await,
        issuer.mint_at(UtcTime::now()).await,
    ];
    assert_eq!(kid(&tokens[0]), kid(&tokens[1]));
    assert_eq!(issuer.table.store.public_keys().await.unwrap().len(), 1);
}

/// Tables with one signing key.
struct Issuer {
    table: Table,
    key: SecretKey,
}

impl Issuer {
    async fn start() -> Self {
        let table = Table::start().await;
        mint(&table.store, &table.secrets, &signed_in(), UtcTime::now())
            .await
            .unwrap();
        let key = table.secrets.newest(KeyKind::Signing).await.unwrap();
        let key = key.unwrap();
        Self { table, key }
    }

    fn verifier(&self) -> Verifier {
        Verifier::new(self.table.store.clone())
    }

    /// Lets the key end after this time.
    async fn retire(&self, after: SignedDuration) {
        let store = &self.table.store;
        let mut key = store.public_keys().await.unwrap().remove(0);
        key.expires_at = Some(UtcTime::now().plus(after));
        store.put_public_key(&key).await.unwrap();
    }

    async fn mint_at(&self, at: UtcTime) -> String {
        mint(&self.table.store, &self.table.secrets, &signed_in(), at)
            .await
            .unwrap()
    }

    fn header(&self) -> Value {
        json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": self.key.kid })
    }

    /// A token with any header and claims, really signed by our key.
    fn sign(&self, header: &Value, claims: &Value) -> String {
        signed(
            &Ed25519KeyPair::from_pkcs8(&self.key.bytes).unwrap(),
            header,
            claims,
        )
    }
}

async fn assert_refused(issuer: &Issuer, token: &str) {
    let answer = issuer.verifier().verify(token).await;
    let refused = matches!(answer, Err(TokenError::Invalid(_) | TokenError::UnknownKey));
    assert!(refused, "{token} gives {answer:?}");
}

fn signed(pair: &Ed25519KeyPair, header: &Value, claims: &Value) -> String {
    let unsigned = format!("{}.{}", part(header), part(claims));
    let signature = BASE64URL_NOPAD.encode(pair.sign(unsigned.as_bytes()).as_ref());
    format!("{unsigned}.{signature}")
}

fn part(value: &Value) -> String {
    BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

/// Claims as they should be, now.
fn claims() -> Value {
    let now = UtcTime::now().epoch_seconds();
    json!({
        "iss": "tkt",
        "aud": "tkt-api",
        "sub": "o1",
        "email": "owner@acme.example",
        "workspace": "w1",
        "role": "owner",
        "iat": now,
        "nbf": now,
        "exp": now + 900,
    })
}

fn kid(token: &str) -> String {
    let header = token.split('.').next().unwrap();
    let header: Value =
        serde_json::from_slice(&BASE64URL_NOPAD.decode(header.as_bytes()).unwrap()).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}
