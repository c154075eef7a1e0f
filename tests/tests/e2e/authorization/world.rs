//! A stack with people in two workspaces, and how a caller sends a row's request.

use std::{
    net::Ipv4Addr,
    sync::atomic::{AtomicU32, Ordering},
};

use domain::agent::Role;
use reqwest::RequestBuilder;
use serde_json::Value;
use store::Store;
use testkit::samples;
use tests::{Answer, TestApp};

use super::{
    callers::{Caller, Class},
    rows::{Row, Who},
    subjects::{About, Subject},
};

/// The stack and whoever is in it beside the demo's people.
pub(crate) struct World {
    pub(crate) app: TestApp,
    /// The access token of an agent of `other`.
    pub(crate) other_agent: String,
    /// The access token of somebody who has been removed since.
    pub(super) removed_agent: String,
    pub(crate) agent: String,
    pub(crate) owner: String,
    count: AtomicU32,
}

impl World {
    /// The demo's people, and some more.
    pub(crate) async fn new(app: TestApp) -> Self {
        hire(&app, "other", "agent@other.example").await;
        let owner = app.token("owner@example.com").await;
        Self {
            other_agent: app.token("agent@other.example").await,
            removed_agent: remove(&app, &owner, "removed@example.com").await,
            agent: app.token("agent@example.com").await,
            owner,
            ..Self::of(app)
        }
    }

    /// Nobody.
    pub(crate) fn of(app: TestApp) -> Self {
        Self {
            app,
            other_agent: String::new(),
            removed_agent: String::new(),
            agent: String::new(),
            owner: String::new(),
            count: AtomicU32::new(0),
        }
    }

    /// Sends a row's request as a caller would.
    pub(super) async fn send(&self, row: &Row, caller: &Caller, subject: &Subject) -> Answer {
        let mut body = (row.body)(subject);
        if row.who == Who::Widget && caller.class == Class::WidgetToken {
            body["bot_token"] = "demo-widget-token".into();
        }
        let request = self.request(row, caller, subject);
        let request = match body {
            Value::Null => request,
            body => request.json(&body),
        };
        self.app.send(request).await
    }

    /// The same without a body.
    pub(super) fn request(&self, row: &Row, caller: &Caller, subject: &Subject) -> RequestBuilder {
        let caller = &match (caller.class, row.about) {
            (Class::Visitor, About::Conversation) => Caller {
                bearer: Some(subject.secret.clone()),
                ..caller.clone()
            },
            _ => caller.clone(),
        };
        let request = self.request_to(&row.path(subject), row, caller);
        match (caller.class, row.who) {
            (Class::Cookie, Who::Cookie) => request.header("cookie", &subject.secret),
            _ => request,
        }
    }

    /// The same to a path of its own, such as one with a query, without the subject's cookie.
    pub(super) fn request_to(&self, path: &str, row: &Row, caller: &Caller) -> RequestBuilder {
        // Public routes limit a client's address, so each call comes from another.
        let request = match row.who {
            Who::Anyone => self.app.request_from(self.address(), row.method(), path),
            _ => self.app.request(row.method(), path),
        };
        let request = match &caller.cookie {
            Some(cookie) if row.who != Who::Cookie => request.header("cookie", cookie),
            _ => request,
        };
        match &caller.bearer {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// A client's address that nobody has used.
    pub(crate) fn address(&self) -> Ipv4Addr {
        let first = Ipv4Addr::new(127, 1, 0, 1).to_bits();
        Ipv4Addr::from_bits(first + self.next())
    }

    /// A number that nobody has used.
    pub(crate) fn next(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }
}

/// A stack that sends no mails: whatever changes in its tables was written by a request.
pub(crate) async fn unannounced() -> TestApp {
    TestApp::options().without("publish").start().await
}

/// Puts one more agent into a workspace.
pub(crate) async fn hire(app: &TestApp, workspace: &str, email: &str) {
    let (services, tables) = (app.services().await, app.tables().await);
    let store = Store::new(services.dynamodb(), tables.main);
    let agent = samples::agent(&uuid::Uuid::new_v4().to_string(), email, Role::Agent);
    let added = store
        .add_agent(&samples::workspace(workspace), &agent)
        .await;
    added.expect("one more agent");
}

/// Puts one more agent into `demo` and removes them again. Returns the token that they still have.
async fn remove(app: &TestApp, owner: &str, email: &str) -> String {
    let token = app.hire(email).await;
    let path = format!("/api/workspace/agents/{email}");
    let removed = app
        .send(app.request("DELETE", &path).bearer_auth(owner))
        .await;
    assert_eq!(removed.status, 204, "{}", removed.body);
    token
}
