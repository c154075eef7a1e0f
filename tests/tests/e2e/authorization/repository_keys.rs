//! Nothing that lies open in the repository signs a token that counts.

use std::collections::BTreeMap;

use ring::signature::Ed25519KeyPair;
use tests::{
    TestApp,
    forge::{Candidate, Jwt, Key, SigningKey, candidates, in_repository, tracked_files},
};

/// One route of each function that takes access tokens.
const ROUTES: [(&str, &str); 5] = [
    ("GET", "/api/ticket"),
    ("POST", "/api/ticket"),
    ("DELETE", "/api/ticket/TKT-00001"),
    ("POST", "/api/detect"),
    ("GET", "/api/chat"),
];

#[tokio::test]
async fn a_token_signed_with_any_key_of_the_repository_is_refused() {
    let app = TestApp::start().await;
    let genuine = app.token("owner@example.com").await;
    let found = in_repository();
    // The lock file alone has a hash of 32 bytes for each dependency.
    assert!(found.len() > 100, "only {}", found.len());
    for (index, candidate) in found.iter().enumerate() {
        let (method, path) = ROUTES[index % ROUTES.len()];
        for token in signed(&genuine, candidate) {
            let request = app.request(method, path).bearer_auth(token);
            let answer = app.send(request).await;
            assert_eq!(answer.status, 401, "a key of {}", candidate.place);
        }
    }
}

#[tokio::test]
async fn the_real_key_would_be_found_out_if_it_lay_in_a_file() {
    let app = TestApp::start().await;
    let genuine = app.token("owner@example.com").await;
    let key = SigningKey::of(&app).await;
    let text = format!("key: {}", data_encoding::BASE64.encode(&key.pkcs8));
    let found = candidates(&text).into_iter();
    let found = found.map(|bytes| Candidate {
        bytes,
        place: String::new(),
    });
    let mut statuses = BTreeMap::new();
    for token in found.flat_map(|candidate| signed(&genuine, &candidate)) {
        let answer = app.list(&token, "").await;
        *statuses.entry(answer.status).or_insert(0) += 1;
    }
    assert_eq!(statuses.get(&200), Some(&1), "{statuses:?}");
}

#[test]
fn no_private_key_is_tracked() {
    let files = tracked_files();
    assert!(files.len() > 400, "only {} files", files.len());
    for (path, text) in files {
        let begins = text.split("-----BEGIN ").skip(1);
        let labels = begins.filter_map(|rest| Some(rest.split_once("-----")?.0));
        for label in labels {
            assert!(!label.contains("PRIVATE"), "{}: {label}", path.display());
        }
    }
}

/// The genuine token, signed anew with each key that the bytes can be.
fn signed(genuine: &str, candidate: &Candidate) -> Vec<String> {
    let jwt = Jwt::read(genuine);
    let mut tokens: Vec<_> = pairs(&candidate.bytes)
        .iter()
        .map(|pair| jwt.sign(Key::Ed25519(pair)))
        .collect();
    let symmetric = jwt.header("alg", "HS256");
    tokens.push(symmetric.sign(Key::Hmac(&candidate.bytes)));
    tokens
}

/// The key pairs that the bytes can be: PKCS#8, a seed, or a seed before its public key.
pub(super) fn pairs(bytes: &[u8]) -> Vec<Ed25519KeyPair> {
    let seed = bytes.get(..32).filter(|_| matches!(bytes.len(), 32 | 64));
    let seed = seed.and_then(|seed| Ed25519KeyPair::from_seed_unchecked(seed).ok());
    let der = Ed25519KeyPair::from_pkcs8_maybe_unchecked(bytes).ok();
    seed.into_iter().chain(der).collect()
}
