//! The function through its router, against a table of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod acceptance;
mod audit;
mod invitations;
mod people;
mod refusals;
mod settings;
mod staff;
mod tokens;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use axum::{body::Body, http::Request};
use domain::agent::{Agent, Role, SignedIn};
use serde_json::{Value, json};
use store::audit::AuditPage;
use testkit::{
    Desk, Reply, json as with_json,
    samples::{agent, email, settings, workspace},
};
use workspace::{App, router};

const WORKSPACE: &str = "/api/workspace";
const AUDIT: &str = "/api/workspace/audit";
const AGENTS: &str = "/api/workspace/agents";
const ACCEPT: &str = "/api/workspace/agents/accept";
const TOKENS: &str = "/api/workspace/widget-tokens";

/// An agent of `w1`.
const HELPER: &str = "helper@acme.example";
/// The owner of `w2`.
const STRANGER: &str = "owner@other.example";

/// `w1` with its owner and an agent, and `w2` with its owner.
struct Office {
    desk: Desk,
    /// The access token of `w1`'s agent.
    helper: String,
    /// The access token of `w2`'s owner.
    stranger: String,
}

impl Office {
    async fn open() -> Self {
        let desk = Desk::start_with_secrets(|store, secrets, verifier| {
            router(App {
                store,
                secrets,
                verifier,
            })
        })
        .await;
        let helper = desk.hire("a1", HELPER, Role::Agent).await;
        let mut second = settings();
        second.first = false;
        let w2 = workspace("w2");
        desk.store().put_settings(&w2, &second).await.unwrap();
        let person = agent("s1", STRANGER, Role::Owner);
        desk.store().add_agent(&w2, &person).await.unwrap();
        let stranger = SignedIn {
            workspace: w2,
            id: person.id,
            email: person.email,
            role: Role::Owner,
        };
        let stranger = desk.token_of(&stranger).await;
        Self {
            desk,
            helper,
            stranger,
        }
    }

    /// Sends JSON with the owner's token.
    async fn ask(&self, method: &str, path: &str, body: Value) -> Reply {
        self.desk.ask(method, path, &body).await
    }

    /// Asks without a body, with the owner's token.
    async fn get(&self, path: &str) -> Reply {
        self.bare("GET", path, Some(&self.desk.token)).await
    }

    /// Removes with the owner's token.
    async fn delete(&self, path: &str) -> Reply {
        self.bare("DELETE", path, Some(&self.desk.token)).await
    }

    /// Asks without a body, with this token.
    async fn bare(&self, method: &str, path: &str, token: Option<&str>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        self.desk.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends JSON with this token.
    async fn ask_as(&self, token: &str, method: &str, path: &str, body: Value) -> Reply {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("authorization", format!("Bearer {token}"));
        self.desk.send(with_json(request, &body)).await
    }

    /// Changes settings with the owner's token.
    async fn change(&self, body: Value) -> Value {
        let reply = self.ask("PUT", WORKSPACE, body).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.body
    }

    /// Invites with the owner's token.
    async fn invite(&self, email: &str, role: &str) -> Value {
        let body = json!({ "email": email, "role": role });
        let reply = self.ask("POST", AGENTS, body).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.body
    }

    /// The agents of a workspace, as the table has them.
    async fn agents(&self, id: &str) -> Vec<Agent> {
        self.desk.store().agents(&workspace(id)).await.unwrap()
    }

    /// Whether the table has an agent of that address and role in `w1`.
    async fn has(&self, address: &str, role: Role) -> bool {
        let (w1, address) = (workspace("w1"), email(address));
        let found = self.desk.store().agent(&w1, &address).await;
        found.unwrap().is_some_and(|agent| agent.role == role)
    }

    /// The newest entries of `w1`'s log, as the table has them.
    async fn log(&self) -> AuditPage {
        let w1 = workspace("w1");
        self.desk.store().audit(&w1, None).await.unwrap()
    }

    /// How many entries `w1`'s log has.
    async fn logged(&self) -> u64 {
        let found = self.desk.store().workspace(&workspace("w1")).await;
        found.unwrap().unwrap().log
    }

    /// Everything in the table, to the byte.
    async fn everything(&self) -> Vec<HashMap<String, AttributeValue>> {
        let mut items = Vec::new();
        for (pk, sk) in self.desk.table.keys().await {
            items.push(self.desk.table.item(&pk, &sk).await.unwrap());
        }
        items
    }
}
