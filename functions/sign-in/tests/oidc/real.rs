//! Tokens of a certified provider, got as a browser gets them.

use api::access_token::Verifier;
use data_encoding::BASE64URL_NOPAD;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::{OWNER, workspace};

use crate::{
    browser::sign_in_at,
    desk::{Desk, exchange},
    issuer::Issuer,
    provider::oidc,
};

const CLIENT: &str = "dashboard";

/// An agent's token without a nonce.
fn token(issuer: &Issuer) -> String {
    sign_in_at(&issuer.url, CLIENT, OWNER, None)
}

#[rstest]
#[case::rs256("dashboard", "RS256")]
#[case::es256("dashboard-es256", "ES256")]
#[tokio::test]
#[ignore = "needs the issuer: cargo xtask test --only oidc"]
async fn an_agent_signs_in(#[case] client: &str, #[case] algorithm: &str) {
    let issuer = Issuer::start();
    let desk = Desk::start(Some(oidc(&issuer.url, client))).await;
    let token = sign_in_at(&issuer.url, client, OWNER, Some("n-0S6"));
    assert_eq!(header(&token)["alg"], algorithm);
    let answer = desk.exchange(&token, Some("n-0S6")).await;
    let verifier = Verifier::new(desk.table.same());
    let signed_in = verifier.verify(answer.access_token()).await.unwrap();
    assert_eq!(signed_in.workspace, workspace("w1"));
    assert_eq!(signed_in.email, OWNER.parse().unwrap());
    for nonce in [None, Some("n-0S7"), Some("")] {
        desk.exchange(&token, nonce).await.is_refusal();
    }
}

#[tokio::test]
#[ignore = "needs the issuer: cargo xtask test --only oidc"]
async fn a_token_without_a_nonce_comes_without() {
    let issuer = Issuer::start();
    let desk = Desk::start(Some(oidc(&issuer.url, CLIENT))).await;
    let token = token(&issuer);
    desk.exchange(&token, Some("n-0S6")).await.is_refusal();
    desk.exchange(&token, None).await.access_token();
}

#[tokio::test]
#[ignore = "needs the issuer: cargo xtask test --only oidc"]
async fn another_products_token_is_refused() {
    let issuer = Issuer::start();
    let desk = Desk::start(Some(oidc(&issuer.url, CLIENT))).await;
    for client in ["another-product", "dashboard-es256"] {
        let token = sign_in_at(&issuer.url, client, OWNER, None);
        desk.exchange(&token, None).await.is_refusal();
    }
}

#[tokio::test]
#[ignore = "needs the issuer: cargo xtask test --only oidc"]
async fn a_token_counts_from_when_it_was_made_until_it_expires() {
    let mut issuer = Issuer::start();
    let desk = Desk::start(Some(oidc(&issuer.url, CLIENT))).await;
    for two_hours in [-7200, 7200] {
        issuer.shift_clock(two_hours);
        let token = token(&issuer);
        desk.exchange(&token, None).await.is_refusal();
    }
    issuer.shift_clock(0);
    desk.exchange(&token(&issuer), None).await.access_token();
}

#[tokio::test]
#[ignore = "needs the issuer: cargo xtask test --only oidc"]
async fn an_unsigned_token_and_one_by_another_key_are_refused() {
    let mut issuer = Issuer::start();
    let desk = Desk::start(Some(oidc(&issuer.url, CLIENT))).await;
    let token = token(&issuer);
    desk.exchange(&token, None).await.access_token();
    let [head, claims, signature] = parts(&token);
    let none = BASE64URL_NOPAD.encode(br#"{"alg":"none"}"#);
    let unnamed = BASE64URL_NOPAD.encode(br#"{"alg":"RS256"}"#);
    // Another product's provider has keys of its own, and may say anything about them.
    let stranger = Issuer::start();
    let forged = sign_in_at(&stranger.url, CLIENT, OWNER, None);
    let [forged_head, forged_claims, forged_signature] = parts(&forged);
    issuer.rotate();
    let newer = sign_in_at(&issuer.url, CLIENT, OWNER, None);
    let [newer_head, _, newer_signature] = parts(&newer);
    for token in [
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        format!("{head}.{claims}."),
        format!("{unnamed}.{claims}.{signature}"),
        format!("{head}.{forged_claims}.{signature}"),
        format!("{head}.{claims}.{forged_signature}"),
        format!("{forged_head}.{claims}.{forged_signature}"),
        format!("{head}.{claims}.{newer_signature}"),
        format!("{newer_head}.{claims}.{signature}"),
        forged.clone(),
    ] {
        desk.exchange(&token, None).await.is_refusal();
    }
}

#[tokio::test]
#[ignore = "needs the issuer: cargo xtask test --only oidc"]
async fn an_address_counts_only_when_the_provider_has_verified_it() {
    let issuer = Issuer::start();
    let desk = Desk::start(Some(oidc(&issuer.url, CLIENT))).await;
    for person in ["unverified", "text", "unsaid", "nameless", "verified"] {
        let email = format!("{person}@acme.example");
        let id = format!("p-{person}");
        let agent = testkit::samples::agent(&id, &email, domain::agent::Role::Agent);
        let added = desk.table.store.add_agent(&workspace("w1"), &agent).await;
        added.unwrap();
        let token = sign_in_at(&issuer.url, CLIENT, &email, None);
        let answer = desk.exchange(&token, None).await;
        match person {
            "verified" => assert!(!answer.access_token().is_empty()),
            _ => answer.is_refusal(),
        }
    }
}

#[tokio::test]
#[ignore = "needs the issuer: cargo xtask test --only oidc"]
async fn new_keys_of_the_provider_count_at_once() {
    let mut issuer = Issuer::start();
    let desk = Desk::start(Some(oidc(&issuer.url, CLIENT))).await;
    let before = token(&issuer);
    desk.exchange(&before, None).await.access_token();
    issuer.rotate();
    let after = token(&issuer);
    assert_ne!(header(&before)["kid"], header(&after)["kid"]);
    desk.exchange(&after, None).await.access_token();
    desk.exchange(&before, None).await.access_token();
}

#[tokio::test]
#[ignore = "needs the issuer: cargo xtask test --only oidc"]
async fn while_the_provider_is_away_known_keys_serve_and_nobody_is_refused_for_good() {
    let mut issuer = Issuer::start();
    let desk = Desk::start(Some(oidc(&issuer.url, CLIENT))).await;
    let token = token(&issuer);
    desk.exchange(&token, None).await.access_token();
    issuer.stop();
    desk.exchange(&token, None).await.access_token();
    let new_copy = desk.restarted(oidc(&issuer.url, CLIENT));
    for _ in 0..2 {
        exchange(&new_copy, &token, None).await.is_unavailable();
    }
}

fn parts(token: &str) -> [&str; 3] {
    let parts: Vec<&str> = token.split('.').collect();
    parts.try_into().unwrap()
}

fn header(token: &str) -> Value {
    let bytes = BASE64URL_NOPAD.decode(parts(token)[0].as_bytes()).unwrap();
    let header: Value = serde_json::from_slice(&bytes).unwrap();
    assert_ne!(header["kid"], json!(null));
    header
}
