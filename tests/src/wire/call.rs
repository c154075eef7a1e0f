//! One call of a function to a service.

use axum::http::{HeaderMap, Uri};
use serde_json::Value;

/// Whose protocol a wire understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// JSON 1.0, the operation in `x-amz-target`.
    DynamoDb,
    /// The same.
    Sqs,
    /// REST, the operation in the path.
    Ses,
}

/// A call as it came from a function.
#[derive(Debug, Clone)]
pub struct Call {
    /// The operation, such as `PutItem`.
    pub operation: String,
    /// The body, null when it is no JSON.
    pub body: Value,
    /// The SDK's name for the call. Every attempt has the same.
    pub invocation: String,
    /// The SDK's count of attempts, this one included.
    pub attempt: u32,
    /// The access key that it is signed with.
    pub signer: String,
    /// The process that makes the call, looked up when the call is held.
    pub caller: Option<u32>,
}

impl Call {
    pub(super) fn read(service: Service, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Self {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let operation = match service {
            Service::DynamoDb | Service::Sqs => {
                header("x-amz-target").and_then(|target| target.rsplit('.').next())
            }
            Service::Ses if uri.path() == "/v2/email/outbound-emails" => Some("SendEmail"),
            Service::Ses => Some(uri.path()),
        };
        Self {
            operation: operation.unwrap_or_default().to_owned(),
            body: serde_json::from_slice(body).unwrap_or_default(),
            invocation: header("amz-sdk-invocation-id")
                .unwrap_or_default()
                .to_owned(),
            attempt: attempt(header("amz-sdk-request").unwrap_or_default()),
            signer: signer(header("authorization").unwrap_or_default()),
            caller: None,
        }
    }
}

/// Read from `attempt=2; max=3`.
fn attempt(header: &str) -> u32 {
    let parts = header.split(';').map(str::trim);
    let attempt = parts
        .filter_map(|part| part.strip_prefix("attempt="))
        .next();
    attempt.and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Read from `AWS4-HMAC-SHA256 Credential=KEY/20240115/..., SignedHeaders=...`.
fn signer(header: &str) -> String {
    let credential = header.split_once("Credential=").map(|(_, rest)| rest);
    let key = credential.and_then(|rest| rest.split('/').next());
    key.unwrap_or_default().to_owned()
}
