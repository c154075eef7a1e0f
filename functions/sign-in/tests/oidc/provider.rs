//! A provider that is made here: what it says of itself is the test's choice.

use axum::{Router, response::Response, routing::get};
use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::get_current_timestamp;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};
use sign_in::oidc::{Oidc, OidcSettings};
use tokio::net::TcpListener;

pub(crate) const CLIENT: &str = "dashboard";

pub(crate) struct Provider {
    pub(crate) issuer: String,
    pair: EcdsaKeyPair,
}

/// What lies at a provider's two addresses.
pub(crate) struct Published {
    pub(crate) description: Response,
    pub(crate) keys: Response,
}

impl Provider {
    /// One as it should be.
    pub(crate) async fn start() -> Self {
        Self::publishing(|_, published| published).await
    }

    /// One that publishes what `change` makes of what it should.
    pub(crate) async fn publishing(
        change: impl Fn(String, Published) -> Published + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let (random, algorithm) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).unwrap();
        let (name, keys) = (issuer.clone(), published(&pair));
        let publish = move || {
            let description = json!({ "issuer": name, "jwks_uri": format!("{name}/keys") });
            let as_it_should = Published {
                description: answer(&description),
                keys: answer(&keys),
            };
            change(name.clone(), as_it_should)
        };
        let again = publish.clone();
        let router = Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(async move || publish().description),
            )
            .route("/keys", get(async move || again().keys));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { issuer, pair }
    }

    /// The function's side of it.
    pub(crate) fn oidc(&self) -> Oidc {
        oidc(&self.issuer, CLIENT)
    }

    /// A token of a person, as it should be.
    pub(crate) fn token(&self, email: &str) -> String {
        let now = get_current_timestamp();
        let header = json!({ "alg": "ES256", "kid": "a" });
        let claims = json!({
            "iss": self.issuer, "sub": email, "aud": CLIENT, "iat": now, "exp": now + 300,
            "email": email, "email_verified": true,
        });
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let message = format!("{}.{}", part(&header), part(&claims));
        let signature = self.pair.sign(&SystemRandom::new(), message.as_bytes());
        let signature = BASE64URL_NOPAD.encode(signature.unwrap().as_ref());
        format!("{message}.{signature}")
    }
}

/// The function's side of a provider.
pub(crate) fn oidc(issuer: &str, client: &str) -> Oidc {
    Oidc::new(OidcSettings {
        issuer: issuer.parse().unwrap(),
        client_id: client.parse().unwrap(),
    })
}

/// An answer with a JSON document.
pub(crate) fn answer(document: &Value) -> Response {
    Response::new(document.to_string().into())
}

fn published(pair: &EcdsaKeyPair) -> Value {
    let point = pair.public_key().as_ref();
    let coordinate = |bytes| BASE64URL_NOPAD.encode(bytes);
    let (x, y) = (coordinate(&point[1..33]), coordinate(&point[33..]));
    json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "kid": "a", "x": x, "y": y }] })
}
