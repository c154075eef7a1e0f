//! The HTTP front: API Gateway's HTTP API as far as tkt sees it.

mod answer;
mod event;
mod routes;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::any;
use bytes::Bytes;
use jiff::Timestamp;
use uuid::Uuid;

use crate::lambda::{Host, InvokeError};
use crate::template::Stack;
pub use event::{Received, payload};
pub use routes::{Match, Routes};

/// The gateway gives up on an integration after this long.
const INTEGRATION_TIMEOUT: Duration = Duration::from_secs(30);
/// The largest body that the gateway takes.
const BODY_LIMIT: usize = 10 * 1024 * 1024;

struct Gateway {
    host: Host,
    stage: String,
    routes: Routes,
}

/// Serves the template's routes below the stage, and everything else by `pages`.
pub fn router(host: Host, stack: &Stack, pages: Router) -> Router {
    let stage = stack.stage.clone();
    let gateway = Arc::new(Gateway {
        host,
        stage: stage.clone(),
        routes: Routes::of(&stack.functions),
    });
    // Not nested: a nested handler sees the path without the stage, and the event carries it whole.
    let api = ["", "/", "/{*path}"]
        .iter()
        .fold(Router::new(), |api, path| {
            api.route(&format!("/{stage}{path}"), any(handle))
        });
    pages.merge(api.with_state(gateway))
}

async fn handle(
    State(gateway): State<Arc<Gateway>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let request_id = Uuid::new_v4().to_string();
    let mut response = tokio::time::timeout(
        INTEGRATION_TIMEOUT,
        gateway.answer(peer, request, &request_id),
    )
    .await
    .unwrap_or_else(|_| answer::unavailable());
    if let Ok(value) = request_id.parse() {
        response.headers_mut().insert("apigw-requestid", value);
    }
    response
}

impl Gateway {
    async fn answer(&self, peer: SocketAddr, request: Request, request_id: &str) -> Response {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        let below = path
            .strip_prefix('/')
            .and_then(|path| path.strip_prefix(&self.stage));
        let Some(found) = self
            .routes
            .find(parts.method.as_str(), below.unwrap_or_default())
        else {
            return answer::message(StatusCode::NOT_FOUND, "Not Found");
        };
        let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
            return answer::message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large");
        };
        let received = Received {
            parts: &parts,
            body: &body,
            peer: peer.ip(),
            stage: &self.stage,
            request_id,
            time: Timestamp::now(),
        };
        let event = Bytes::from(event::payload(&received, &found).to_string());
        let result = self
            .host
            .invoke(&found.function, event, INTEGRATION_TIMEOUT)
            .await;
        match result {
            Ok(result) => answer::of(&result).unwrap_or_else(|reason| {
                tracing::error!(function = found.function, reason, "an answer is malformed");
                answer::failed()
            }),
            Err(InvokeError::NoFreeCopy | InvokeError::Stopping) => answer::unavailable(),
            Err(InvokeError::PayloadTooLarge) => {
                answer::message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large")
            }
            Err(error) => {
                tracing::error!(function = found.function, %error, request_id, "a request failed");
                answer::failed()
            }
        }
    }
}

#[cfg(test)]
mod tests;
