//! The function through its router, against a table of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod cards;
mod conversations;
mod limits;
mod messages;
mod pages;
mod refusals;
mod roles;
mod start;

use api::gateway::Event;
use chat::{App, router};
use domain::{agent::SignedIn, text::PersonName, time::UtcTime};
use serde_json::{Value, json};
use store::widget_tokens::TokenRecord;
use testkit::{
    Desk, Reply,
    samples::{OWNER, email, settings, signed_in, workspace},
};

/// The widget tokens of `w1` and of `w2`.
const TOKEN: &str = "AAECAwQFBgcICQoLDA0ODw";
const TOKEN_2: &str = "DwAOAQ0CDAMLBAoFCQYIBw";
/// A page that may use the widgets of both.
const PAGE: &str = "https://shop.example";
/// The visitor of most conversations.
const VERA: &str = "vera@customer.example";
/// Where requests come from.
const ADDRESS: &str = "203.0.113.7";
/// Whose conversations are not counted.
const UNLIMITED: &str = "203.0.113.9";

/// The function, with the workspaces `w1` and `w2`.
struct Chat {
    desk: Desk,
}

/// A conversation and what opens it.
struct Started {
    id: String,
    token: String,
}

/// A request in the making.
struct Ask {
    method: &'static str,
    path: String,
    bearer: Option<String>,
    body: Option<String>,
    headers: Value,
    source: &'static str,
}

impl Chat {
    async fn open() -> Self {
        let unlimited = Some(UNLIMITED.parse().unwrap());
        let desk = Desk::start(|store, verifier| {
            router(App {
                store,
                verifier,
                unlimited,
            })
        })
        .await;
        let mut settings = settings();
        settings.allowed_origins = vec![PAGE.parse().unwrap()];
        for (id, token) in [("w1", TOKEN), ("w2", TOKEN_2)] {
            let (store, id) = (desk.store(), workspace(id));
            store.put_settings(&id, &settings).await.unwrap();
            let name = PersonName::parse("Shop").unwrap();
            let now = UtcTime::now();
            let record = TokenRecord::new(token, "t1".to_owned(), name, email(OWNER), now);
            store.put_widget_token(&id, &record).await.unwrap();
        }
        Self { desk }
    }

    /// Starts a conversation of Vera's in `w1`.
    async fn start(&self) -> Started {
        self.start_with(TOKEN).await
    }

    async fn start_with(&self, token: &str) -> Started {
        let body = json!({ "bot_token": token, "name": "Vera", "email": VERA });
        let reply = self.send(Ask::new("POST", "").json(&body)).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        let text = |name: &str| reply.body[name].as_str().unwrap().to_owned();
        Started {
            id: text("conversation_id"),
            token: text("visitor_token"),
        }
    }

    /// The owner of `w1`, as an agent.
    fn agent(&self) -> String {
        self.desk.token.clone()
    }

    /// A second agent of `w1`.
    async fn colleague(&self) -> String {
        let role = domain::agent::Role::Agent;
        self.desk.hire("a2", "anna@acme.example", role).await
    }

    /// An agent of `w2`.
    async fn stranger(&self) -> String {
        let of_w2 = SignedIn {
            workspace: workspace("w2"),
            ..signed_in()
        };
        self.desk.token_of(&of_w2).await
    }

    async fn send(&self, ask: Ask) -> Reply {
        self.desk.send(ask.event().into_request()).await
    }

    /// Says something in a conversation.
    async fn say(&self, bearer: &str, id: &str, text: &str, client_id: &str) -> Reply {
        let body = json!({ "text": text, "client_id": client_id });
        let ask = Ask::new("POST", &format!("/{id}/messages"));
        self.send(ask.bearer(bearer).json(&body)).await
    }

    /// The message, which must be taken.
    async fn said(&self, bearer: &str, id: &str, text: &str, client_id: &str) -> Value {
        let reply = self.say(bearer, id, text, client_id).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.body
    }

    /// The messages behind one, and the state.
    async fn read(&self, bearer: &str, id: &str, after: u64) -> Value {
        let reply = self
            .get(bearer, &format!("/{id}/messages?after={after}"))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.body
    }

    async fn get(&self, bearer: &str, path: &str) -> Reply {
        self.send(Ask::new("GET", path).bearer(bearer)).await
    }

    /// Does what answers nothing.
    async fn act(&self, bearer: &str, id: &str, what: &str, body: Option<Value>) {
        let mut ask = Ask::new("POST", &format!("/{id}/{what}")).bearer(bearer);
        if let Some(body) = body {
            ask = ask.json(&body);
        }
        let reply = self.send(ask).await;
        assert_eq!(reply.status, 204, "{what}: {}", reply.body);
    }

    /// The conversation, as an agent of `w1` sees it.
    async fn shown(&self, id: &str) -> Value {
        let reply = self.get(&self.agent(), &format!("/{id}")).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.body
    }
}

impl Ask {
    /// A request for what lies below `/api/chat`, from the page and with no credential.
    fn new(method: &'static str, path: &str) -> Self {
        Self {
            method,
            path: format!("/api/chat{path}"),
            bearer: None,
            body: None,
            headers: json!({ "origin": PAGE }),
            source: ADDRESS,
        }
    }

    fn bearer(mut self, token: &str) -> Self {
        self.bearer = Some(token.to_owned());
        self
    }

    fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json")
            .text(&body.to_string())
    }

    fn text(mut self, body: &str) -> Self {
        self.body = Some(body.to_owned());
        self
    }

    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers[name] = json!(value);
        self
    }

    fn from(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    fn event(mut self) -> Event {
        if let Some(token) = &self.bearer {
            self.headers["authorization"] = json!(format!("Bearer {token}"));
        }
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        serde_json::from_value(json!({
            "rawPath": path,
            "rawQueryString": query,
            "routeKey": format!("{} {path}", self.method),
            "headers": self.headers,
            "body": self.body,
            "requestContext": { "http": { "method": self.method, "sourceIp": self.source } },
        }))
        .unwrap()
    }
}

/// One field of each.
fn each(list: &Value, field: &str) -> Vec<Value> {
    let list = list.as_array().unwrap();
    list.iter().map(|one| one[field].clone()).collect()
}
