//! Calls that record themselves.

use serde_json::{Value, json};

use crate::{
    Outcome, TestApp,
    history::{History, Request},
};

/// The workspace of the demo widget and its agents.
const DEMO: &str = "demo";

impl History {
    /// A visitor raises a ticket by the demo widget.
    pub async fn raise(
        &self,
        app: &TestApp,
        key: Option<&str>,
        name: &str,
        email: &str,
        issue: &str,
    ) -> Outcome {
        let body = json!({
            "bot_token": "demo-widget-token",
            "visitor_name": name,
            "visitor_email": email,
            "issue": issue,
        });
        let call = self.begin(keyed(Request::by_widget(DEMO, &body), key));
        let mut request = app.request("POST", "/api/tickets/create").json(&body);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let outcome = app.try_send(request).await;
        call.end((&outcome).into());
        outcome
    }

    /// An agent of the demo workspace creates a ticket.
    pub async fn create_as(
        &self,
        app: &TestApp,
        (agent, token): (&str, &str),
        key: Option<&str>,
        body: &Value,
    ) -> Outcome {
        let call = self.begin(keyed(Request::by_agent(DEMO, agent, body), key));
        let outcome = app.create(token, key, body).await;
        call.end((&outcome).into());
        outcome
    }
}

fn keyed(request: Request, key: Option<&str>) -> Request {
    match key {
        Some(key) => request.with_key(key),
        None => request,
    }
}
