//! The sign-in function over a table with one workspace and one agent.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request},
};
use serde_json::{Value, json};
use sign_in::{App, oidc::Oidc, router};
use testkit::{
    Table,
    samples::{set_up, workspace},
};
use tower::ServiceExt;

/// Who founds the first workspace where there is none.
pub(crate) const FOUNDER: &str = "founder@acme.example";

/// The one answer to every token that does not count.
pub(crate) const REFUSED: &str = "This sign-in did not work. Sign in again, with an account whose e-mail address belongs to an agent here and is verified.";

pub(crate) struct Desk {
    pub(crate) table: Table,
    router: Router,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Desk {
    /// With the workspace `w1`, the stack's first, and its owner [`OWNER`].
    pub(crate) async fn start(oidc: Option<Oidc>) -> Self {
        let desk = Self::empty(oidc).await;
        set_up(&desk.table.store).await;
        let first = workspace("w1");
        desk.table.store.put_first_workspace(&first).await.unwrap();
        desk
    }

    /// Without any workspace.
    pub(crate) async fn empty(oidc: Option<Oidc>) -> Self {
        let table = Table::start().await;
        let router = router(App {
            store: table.store.clone(),
            secrets: table.secrets.clone(),
            owner_email: FOUNDER.parse().unwrap(),
            oidc,
        });
        Self { table, router }
    }

    /// The same table, and a function that has just started.
    pub(crate) fn restarted(&self, oidc: Oidc) -> Router {
        router(App {
            store: self.table.same(),
            secrets: self.table.secrets.clone(),
            owner_email: FOUNDER.parse().unwrap(),
            oidc: Some(oidc),
        })
    }

    pub(crate) async fn exchange(&self, token: &str, nonce: Option<&str>) -> Answer {
        exchange(&self.router, token, nonce).await
    }

    pub(crate) async fn options(&self) -> Answer {
        let request = Request::get("/api/sign-in/options");
        send(&self.router, request.body(Body::empty()).unwrap()).await
    }
}

/// Sends a provider's token.
pub(crate) async fn exchange(router: &Router, token: &str, nonce: Option<&str>) -> Answer {
    let body = json!({ "id_token": token, "nonce": nonce });
    let request = Request::post("/api/sign-in/oidc").header("content-type", "application/json");
    send(router, request.body(Body::from(body.to_string())).unwrap()).await
}

async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: serde_json::from_slice(&bytes).unwrap_or_default(),
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn is_refusal(&self) {
        assert_eq!(self.status, 401, "{self:?}");
        assert_eq!(self.body["detail"], REFUSED);
        assert!(!self.headers.contains_key("set-cookie"));
    }

    #[track_caller]
    pub(crate) fn is_unavailable(&self) {
        assert_eq!(self.status, 503, "{self:?}");
        assert_eq!(self.body["type"], "urn:tkt:problem:unavailable");
        let seconds = self.headers["retry-after"].to_str().unwrap();
        assert!((1..=10).contains(&seconds.parse::<u32>().unwrap()));
    }

    /// The access token, where a sign-in has worked.
    #[track_caller]
    pub(crate) fn access_token(&self) -> &str {
        assert_eq!(self.status, 200, "{self:?}");
        assert_eq!(self.body["token_type"], "Bearer");
        assert_eq!(self.body["expires_in"], 900);
        let cookie = self.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.starts_with("tkt_refresh="), "{cookie}");
        assert!(cookie.contains("HttpOnly"), "{cookie}");
        self.body["access_token"].as_str().unwrap()
    }
}
