//! What agents ask of a stack.

use domain::agent::Role;
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use store::Store;
use testkit::samples;

use super::{Answer, Outcome, TestApp};

impl TestApp {
    /// Gives the demo workspace one more agent. Returns the agent's access token.
    pub async fn hire(&self, email: &str) -> String {
        let (services, tables) = (self.services().await, self.tables().await);
        let store = Store::new(services.dynamodb(), tables.main);
        let id = format!("{:032x}", fastrand::u128(..));
        let agent = samples::agent(&id, email, Role::Agent);
        let added = store.add_agent(&samples::workspace("demo"), &agent).await;
        added.expect("one more agent");
        self.token(email).await
    }

    /// An agent creates a ticket, with an `Idempotency-Key` if there is one.
    pub async fn create(&self, token: &str, key: Option<&str>, ticket: &Value) -> Outcome {
        let mut request = self.request("POST", "/api/ticket").bearer_auth(token);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.try_send(request.json(ticket)).await
    }

    /// An agent edits a ticket.
    pub async fn edit(&self, token: &str, number: &str, fields: &Value) -> Outcome {
        let request = self.to_ticket("PUT", token, number, "");
        self.try_send(request.json(fields)).await
    }

    /// An agent answers the customer.
    pub async fn answer(&self, token: &str, number: &str, body: &str) -> Outcome {
        self.write(token, number, "public", body).await
    }

    /// An agent notes something for the other agents.
    pub async fn note(&self, token: &str, number: &str, body: &str) -> Outcome {
        self.write(token, number, "internal", body).await
    }

    /// An agent deletes a ticket.
    pub async fn delete(&self, token: &str, number: &str) -> Outcome {
        let request = self.to_ticket("DELETE", token, number, "");
        self.try_send(request).await
    }

    /// An agent looks at a ticket.
    pub async fn ticket(&self, token: &str, number: &str) -> Answer {
        self.send(self.to_ticket("GET", token, number, "")).await
    }

    /// An agent lists tickets, such as by `status=open&sort=updated`.
    pub async fn list(&self, token: &str, query: &str) -> Answer {
        let request = self.request("GET", &format!("/api/ticket?{query}"));
        self.send(request.bearer_auth(token)).await
    }

    /// An agent looks for a customer's tickets in a text.
    pub async fn detect(&self, token: &str, text: &str, customer_email: &str) -> Answer {
        let body = json!({ "text": text, "customer_email": customer_email });
        let request = self.request("POST", "/api/detect").bearer_auth(token);
        self.send(request.json(&body)).await
    }

    /// Begins a request about a ticket, or about what `path` names below it.
    pub fn to_ticket(&self, method: &str, token: &str, number: &str, path: &str) -> RequestBuilder {
        let request = self.request(method, &format!("/api/ticket/{number}{path}"));
        request.bearer_auth(token)
    }

    async fn write(&self, token: &str, number: &str, visibility: &str, body: &str) -> Outcome {
        let message = json!({ "body": body, "visibility": visibility });
        let request = self.to_ticket("POST", token, number, "/messages");
        self.try_send(request.json(&message)).await
    }
}
