//! Calls that record themselves.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::{
    Outcome, TestApp,
    history::{Act, History, Operation, Request},
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

    /// An agent of the demo workspace edits a ticket, at the version that the agent has seen.
    pub async fn edit_as(
        &self,
        app: &TestApp,
        (agent, token): (&str, &str),
        (number, version): (&str, u64),
        fields: &Value,
    ) -> Outcome {
        let request = Request::to_ticket(DEMO, agent, number, Act::Edit(fields.clone()));
        self.act(app, token, request.if_match(Some(version))).await
    }

    /// An agent does something to a ticket.
    pub async fn act(&self, app: &TestApp, token: &str, request: Request) -> Outcome {
        let sent = sent(app, token, &request);
        let call = self.begin(request);
        let outcome = app.try_send(sent).await;
        call.end((&outcome).into());
        outcome
    }
}

fn sent(app: &TestApp, token: &str, request: &Request) -> RequestBuilder {
    let Operation::Change(action) = &request.operation else {
        panic!("this is done to no ticket: {request:?}");
    };
    let message = |visibility: &str, body: &str| {
        let body = json!({ "body": body, "visibility": visibility });
        let messages = app.to_ticket("POST", token, &action.number, "/messages");
        messages.json(&body)
    };
    let mut sent = match &action.act {
        Act::Edit(fields) => app.to_ticket("PUT", token, &action.number, "").json(fields),
        Act::Answer(body) => message("public", body),
        Act::Note(body) => message("internal", body),
        Act::Delete => app.to_ticket("DELETE", token, &action.number, ""),
    };
    if let Some(version) = action.if_match {
        sent = sent.header("if-match", format!("\"{version}\""));
    }
    if let Some(key) = &request.key {
        sent = sent.header("idempotency-key", key);
    }
    sent
}

fn keyed(request: Request, key: Option<&str>) -> Request {
    match key {
        Some(key) => request.with_key(key),
        None => request,
    }
}
