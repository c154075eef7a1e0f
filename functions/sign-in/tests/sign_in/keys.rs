use api::access_token::mint;
use domain::time::UtcTime;
use jiff::SignedDuration;
use serde_json::json;
use store::signing_keys::PublicKey;
use testkit::samples::OWNER;

use crate::desk::{Desk, owner};

#[tokio::test]
async fn anybody_can_get_the_keys_that_tokens_are_checked_by() {
    let desk = Desk::start().await;
    desk.sign_in(OWNER).await;
    let answer = desk.get("/.well-known/jwks.json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    assert_eq!(answer.header("content-type"), "application/json");
    let key = desk.table.store.public_keys().await.unwrap().remove(0);
    assert_eq!(
        answer.json(),
        json!({ "keys": [{
            "kty": "OKP",
            "crv": "Ed25519",
            "alg": "EdDSA",
            "use": "sig",
            "kid": key.kid,
            "x": key.x,
        }] })
    );
}

#[tokio::test]
async fn before_the_first_sign_in_there_is_no_key() {
    let answer = Desk::start().await.get("/.well-known/jwks.json").await;
    assert_eq!((answer.status, answer.json()), (200, json!({ "keys": [] })));
}

#[tokio::test]
async fn a_key_is_shown_until_it_ends() {
    let desk = Desk::start().await;
    let now = UtcTime::now();
    let ends = [Some(-1), Some(3_600), None];
    for (n, ends) in ends.into_iter().enumerate() {
        let key = PublicKey {
            kid: format!("k{n}"),
            x: "x".repeat(43),
            expires_at: ends.map(|seconds| now.plus(SignedDuration::from_secs(seconds))),
        };
        desk.table.store.put_public_key(&key).await.unwrap();
    }
    let answer = desk.get("/.well-known/jwks.json").await.json();
    let keys = answer["keys"].as_array().unwrap();
    let shown: Vec<_> = keys
        .iter()
        .map(|key| key["kid"].as_str().unwrap())
        .collect();
    assert_eq!(shown, ["k1", "k2"]);
}

/// What `sign-in` gives out, and a token that is made by hand, are the same kind of token.
#[tokio::test]
async fn one_key_signs_for_everybody() {
    let desk = Desk::start().await;
    let (store, secrets) = (&desk.table.store, &desk.table.secrets);
    mint(store, secrets, &owner(), UtcTime::now())
        .await
        .unwrap();
    let signed_in = desk.sign_in(OWNER).await;
    assert_eq!(desk.bearer(&signed_in.access_token()).await, owner());
    assert_eq!(store.public_keys().await.unwrap().len(), 1);
}
