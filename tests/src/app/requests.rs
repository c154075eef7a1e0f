//! What clients ask of a stack.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Duration,
};

use reqwest::{Client, RequestBuilder, Response, header::HeaderMap};
use serde_json::{Value, json};

use super::TestApp;

/// The gateway answers by itself when this has passed.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// An answer, or that none came: the connection failed or the time ran out, and what was asked for
/// may have been done or not.
pub type Outcome = Result<Answer, reqwest::Error>;

/// What a request was answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, null when it is no JSON.
    pub body: Value,
}

impl TestApp {
    /// A visitor raises a ticket by the demo widget.
    pub async fn raise(&self, name: &str, email: &str, issue: &str) -> Answer {
        self.post("/api/tickets/create", &visitor(name, email, issue))
            .await
    }

    /// The same with an `Idempotency-Key`.
    pub async fn raise_with_key(&self, key: &str, name: &str, email: &str, issue: &str) -> Outcome {
        let request = self.request("POST", "/api/tickets/create");
        let request = request.header("idempotency-key", key);
        self.try_send(request.json(&visitor(name, email, issue)))
            .await
    }

    /// A customer looks for a ticket by its number and an e-mail.
    pub async fn track(&self, number: &str, email: &str) -> Answer {
        let body = json!({ "ticket_number": number, "email": email });
        self.post("/api/track", &body).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request("POST", path).json(body)).await
    }

    /// The same where no answer is an outcome too.
    pub async fn try_post(&self, path: &str, body: &Value) -> Outcome {
        self.try_send(self.request("POST", path).json(body)).await
    }

    /// Begins a request from 127.0.0.1.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        request(&self.client, method, &format!("{}{path}", self.url))
    }

    /// Begins a request from another address of this machine, such as 127.0.0.2.
    pub fn request_from(&self, address: Ipv4Addr, method: &str, path: &str) -> RequestBuilder {
        request(
            &client_from(address),
            method,
            &format!("{}{path}", self.url),
        )
    }

    /// Sends a request and reads its answer.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.try_send(request).await.expect("the stack answers")
    }

    /// The same where no answer is an outcome too.
    pub async fn try_send(&self, request: RequestBuilder) -> Outcome {
        Answer::of(request.send().await?).await
    }

    /// Gets JSON that must be there.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.send(self.request("GET", path)).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.body
    }
}

impl Answer {
    async fn of(response: Response) -> Outcome {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await?;
        Ok(Self {
            status,
            headers,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        })
    }

    /// A header's text, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// The body with which the demo widget raises a ticket.
fn visitor(name: &str, email: &str, issue: &str) -> Value {
    json!({
        "bot_token": "demo-widget-token",
        "visitor_name": name,
        "visitor_email": email,
        "issue": issue,
    })
}

pub(super) fn client_from(address: Ipv4Addr) -> Client {
    let builder = Client::builder()
        .local_address(IpAddr::V4(address))
        .timeout(LONGEST_REQUEST)
        .no_proxy();
    builder.build().expect("an HTTP client")
}

fn request(client: &Client, method: &str, url: &str) -> RequestBuilder {
    client.request(method.parse().expect("an HTTP method"), url)
}
