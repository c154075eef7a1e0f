//! The `Idempotency-Key` header: a caller's promise that a repeat is the same request.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};

use crate::problem::Problem;

/// The longest key, in characters.
const MAX_LENGTH: usize = 255;

/// The key that the caller sent, if it sent one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        read(&parts.headers)
    }
}

fn read(headers: &HeaderMap) -> Result<IdempotencyKey, Problem> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(IdempotencyKey(None));
    };
    let key = value.to_str().unwrap_or_default();
    let well_formed =
        (1..=MAX_LENGTH).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if !well_formed {
        return Err(Problem::malformed(
            "Idempotency-Key must be 1 to 255 visible ASCII characters without spaces.",
        ));
    }
    Ok(IdempotencyKey(Some(key.to_owned())))
}
