//! What the route does with good and bad tokens, and with providers that fail.

use std::sync::{Arc, Mutex};

use api::access_token::Verifier;
use axum::response::{IntoResponse, Redirect};
use boot::logs::chain;
use domain::agent::Role;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::{OWNER, agent, workspace};
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    desk::{Desk, FOUNDER},
    provider::{CLIENT, Provider, Published, answer},
};

#[tokio::test]
async fn an_agent_signs_in() {
    let provider = Provider::start().await;
    let desk = Desk::start(Some(provider.oidc())).await;
    let answer = desk.exchange(&provider.token(OWNER), None).await;
    let verifier = Verifier::new(desk.table.same());
    let signed_in = verifier.verify(answer.access_token()).await.unwrap();
    assert_eq!(signed_in.workspace, workspace("w1"));
    assert_eq!(signed_in.email, OWNER.parse().unwrap());
    assert_eq!(signed_in.role, Role::Owner);
}

#[tokio::test]
async fn an_agent_of_another_workspace_signs_in_there() {
    let provider = Provider::start().await;
    let desk = Desk::start(Some(provider.oidc())).await;
    let other = agent("o2", "olga@other.example", Role::Agent);
    let added = desk.table.store.add_agent(&workspace("w2"), &other).await;
    added.unwrap();
    let answer = desk
        .exchange(&provider.token("Olga@other.example"), None)
        .await;
    let verifier = Verifier::new(desk.table.same());
    let signed_in = verifier.verify(answer.access_token()).await.unwrap();
    assert_eq!(signed_in.workspace, workspace("w2"));
    assert_eq!(signed_in.role, Role::Agent);
}

#[tokio::test]
async fn whoever_is_no_agent_gets_the_answer_to_a_bad_token() {
    let provider = Provider::start().await;
    let desk = Desk::start(Some(provider.oidc())).await;
    let stranger = desk
        .exchange(&provider.token("eve@example.com"), None)
        .await;
    let founder = desk.exchange(&provider.token(FOUNDER), None).await;
    let forged = provider.token(OWNER).replace('.', ".A");
    let forged = desk.exchange(&forged, None).await;
    for answer in [&stranger, &founder, &forged] {
        answer.is_refusal();
        assert_eq!(answer.body, stranger.body);
        assert_eq!(answer.headers, stranger.headers);
    }
}

#[tokio::test]
async fn the_first_workspace_is_founded_by_its_owner_alone() {
    let provider = Provider::start().await;
    let desk = Desk::empty(Some(provider.oidc())).await;
    desk.exchange(&provider.token(OWNER), None)
        .await
        .is_refusal();
    let answer = desk.exchange(&provider.token(FOUNDER), None).await;
    let verifier = Verifier::new(desk.table.same());
    let signed_in = verifier.verify(answer.access_token()).await.unwrap();
    assert_eq!(signed_in.workspace, workspace("main"));
    assert_eq!(signed_in.role, Role::Owner);
}

#[tokio::test]
async fn browsers_learn_where_to_send_people() {
    let provider = Provider::start().await;
    let desk = Desk::start(Some(provider.oidc())).await;
    let expected = json!({ "oidc": { "issuer": provider.issuer, "client_id": CLIENT } });
    assert_eq!(desk.options().await.body, expected);
    let without = Desk::start(None).await;
    assert_eq!(without.options().await.body, json!({ "oidc": null }));
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_sign_in() {
    let provider = Provider::start().await;
    let desk = Desk::start(None).await;
    let answer = desk.exchange(&provider.token(OWNER), None).await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.body["type"], "urn:tkt:problem:not-found");
}

#[tokio::test]
async fn a_token_or_nonce_that_is_too_long_is_a_wrong_field() {
    let provider = Provider::start().await;
    let desk = Desk::start(Some(provider.oidc())).await;
    let (token, nonce) = ("x".repeat(16_385), "x".repeat(256));
    let answer = desk.exchange(&token, Some(&nonce)).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.body["errors"][0]["pointer"], "/id_token");
    assert_eq!(answer.body["errors"][1]["pointer"], "/nonce");
    let longest = desk.exchange(&token[1..], Some(&nonce[1..])).await;
    longest.is_refusal();
}

fn describing(published: Published, description: &Value) -> Published {
    Published {
        description: answer(description),
        ..published
    }
}

fn with_keys(published: Published, keys: impl IntoResponse) -> Published {
    Published {
        keys: keys.into_response(),
        ..published
    }
}

#[rstest]
#[case::another_issuer("its description names another issuer than OIDC_ISSUER",
    |issuer, published| describing(published, &json!({
        "issuer": "https://login.example.com", "jwks_uri": format!("{issuer}/keys"),
    })))]
#[case::the_issuer_with_a_slash("its description names another issuer than OIDC_ISSUER",
    |issuer, published| describing(published, &json!({
        "issuer": format!("{issuer}/"), "jwks_uri": format!("{issuer}/keys"),
    })))]
#[case::no_issuer("its description cannot be read",
    |issuer, published| describing(published, &json!({ "jwks_uri": format!("{issuer}/keys") })))]
#[case::no_keys_address("its description cannot be read",
    |issuer, published| describing(published, &json!({ "issuer": issuer })))]
#[case::keys_at_an_unprotected_address("its keys lie at no protected address",
    |issuer, published| describing(published, &json!({
        "issuer": issuer, "jwks_uri": "http://login.example.com/keys",
    })))]
#[case::keys_in_a_file("its keys lie at no protected address",
    |issuer, published| describing(published, &json!({
        "issuer": issuer, "jwks_uri": "file:///etc/keys",
    })))]
#[case::keys_that_are_none("its keys cannot be read",
    |_, published| with_keys(published, "<html>"))]
#[case::keys_elsewhere("its keys were not fetched: the answer was 307",
    |_, published| with_keys(published, Redirect::temporary("/moved")))]
#[case::too_many_keys("its keys were not fetched: the answer broke off, or is larger than 262144 bytes",
    |_, published| with_keys(published, " ".repeat(300_000)))]
#[tokio::test]
async fn a_provider_that_says_odd_things_is_not_believed(
    #[case] reason: &str,
    #[case] change: fn(String, Published) -> Published,
) {
    let provider = Provider::publishing(change).await;
    let token = provider.token(OWNER);
    let error = provider.oidc().identify(&token, None).await.unwrap_err();
    let expected = format!("the OpenID provider did not do its part: {reason}");
    assert!(chain(&error).starts_with(&expected), "{}", chain(&error));
}

#[tokio::test]
async fn while_the_provider_fails_whoever_signs_in_is_told_to_come_back() {
    let provider = Provider::publishing(|_, published| with_keys(published, "<html>")).await;
    let desk = Desk::start(Some(provider.oidc())).await;
    // The second time, it is not even asked.
    for _ in 0..2 {
        desk.exchange(&provider.token(OWNER), None)
            .await
            .is_unavailable();
    }
}

/// Lines of a log, kept.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_says_why_and_neither_token_nor_address() {
    let provider = Provider::start().await;
    let desk = Desk::start(Some(provider.oidc())).await;
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().json().with_writer(log.clone());
    let guard = tracing::subscriber::set_default(subscriber.finish());
    let token = provider.token(OWNER);
    desk.exchange(&token, Some("n1")).await.is_refusal();
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains(r#""reason":"Nonce""#), "{log}");
    for part in token.split('.').chain([OWNER, "n1"]) {
        assert!(!log.contains(part), "{log}");
    }
}
