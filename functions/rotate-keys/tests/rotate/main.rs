//! Rotations over a real table.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod crashes;
mod derived;
mod signing;
mod together;

use api::access_token::{Verifier, mint};
use domain::time::UtcTime;
use jiff::SignedDuration;
use rotate_keys::{App, Report, Request, handle};
use testkit::{Table, samples::signed_in};

/// Two tables and the function that works on them.
struct Office {
    table: Table,
    app: App,
}

impl Office {
    async fn open() -> Self {
        let table = Table::start().await;
        let (store, secrets) = (table.store.clone(), table.secrets.clone());
        Self {
            table,
            app: App { store, secrets },
        }
    }

    async fn rotate(&self, now: UtcTime) -> Report {
        let quietly = Request { at_once: false };
        handle(&self.app, quietly, now).await.unwrap()
    }

    async fn rotate_at_once(&self, now: UtcTime) -> Report {
        handle(&self.app, Request { at_once: true }, now)
            .await
            .unwrap()
    }

    /// A token that is signed now.
    async fn token(&self) -> String {
        let agent = signed_in();
        let token = mint(&self.app.store, &self.app.secrets, &agent, UtcTime::now());
        token.await.unwrap()
    }

    /// Whether a function that has just started takes a token.
    async fn takes(&self, token: &str) -> bool {
        let verifier = Verifier::new(self.table.store.clone());
        verifier.verify(token).await.is_ok()
    }

    /// Makes a key to sign with, so many hours ago.
    async fn makes_a_key(&self, hours_ago: i64) {
        let made_at = ago(hours_ago * 60);
        let (store, secrets) = (&self.app.store, &self.app.secrets);
        store.make_signing_key(secrets, made_at).await.unwrap();
    }
}

/// So many minutes before now.
fn ago(minutes: i64) -> UtcTime {
    UtcTime::now().plus(SignedDuration::from_mins(-minutes))
}

/// The key that a token names.
fn kid(token: &str) -> String {
    let header = token.split('.').next().unwrap();
    let header = data_encoding::BASE64URL_NOPAD.decode(header.as_bytes());
    let header: serde_json::Value = serde_json::from_slice(&header.unwrap()).unwrap();
    header["kid"].as_str().unwrap().to_owned()
}
