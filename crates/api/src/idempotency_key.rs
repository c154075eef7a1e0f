//! The `Idempotency-Key` header: a caller's promise that a repeat is the same request.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};

use store::idempotency::FirstAnswer;

use crate::problem::Problem;

/// The longest key, in characters.
pub(crate) const MAX_LENGTH: usize = 255;

/// The key that the caller sent, if it sent one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::of(&parts.headers)
    }
}

impl IdempotencyKey {
    /// Reads the header, for a route whose credential comes after the headers.
    ///
    /// # Errors
    /// 400 when the key is empty, too long or not visible ASCII.
    pub fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(value) = headers.get("idempotency-key") else {
            return Ok(Self(None));
        };
        let key = value.to_str().unwrap_or_default();
        let in_bounds = (1..=MAX_LENGTH).contains(&key.len());
        if !in_bounds || !key.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Problem::malformed(
                "Idempotency-Key must be 1 to 255 visible ASCII characters without spaces.",
            ));
        }
        Ok(Self(Some(key.to_owned())))
    }
}

/// What is answered to a request that came before under the same key.
///
/// # Errors
/// 422 when it had another body then.
pub fn answer_again(first: FirstAnswer) -> Result<String, Problem> {
    match first {
        FirstAnswer::Same(answer) => Ok(answer),
        FirstAnswer::OtherBody => Err(Problem::key_reused(
            "An earlier request with this Idempotency-Key had another body. Use a new key for a new request.",
        )),
    }
}
