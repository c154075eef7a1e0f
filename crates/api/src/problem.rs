//! Errors as clients see them: RFC 9457 `application/problem+json`.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use boot::logs::chain;
use serde::Serialize;
use store::{StoreError, guesses::GuessError};

/// What to do when it is not known how much was done.
pub(crate) const TRY_AGAIN: &str = "Nothing was changed, or the same request with its \
    Idempotency-Key is safe to repeat. Try again in a moment.";

/// An answer that says what is wrong and what to do, and nothing of what lies behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Names the kind of problem, for programs; stable.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::refusals::ProblemType))]
    pub kind: &'static str,
    /// The kind in words.
    pub title: &'static str,
    /// The HTTP status.
    #[serde(serialize_with = "status_code")]
    #[cfg_attr(feature = "openapi", schema(value_type = u16, minimum = 400, maximum = 599))]
    pub status: StatusCode,
    /// This occurrence in words.
    pub detail: String,
    /// The fields that are wrong, if it is about fields.
    pub errors: Vec<FieldError>,
    /// When to come back, in seconds; sent as `Retry-After`.
    #[serde(skip)]
    pub retry_after: Option<i64>,
}

/// One wrong field of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where it is, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong with it.
    pub detail: String,
}

/// The type, the title and the status of each kind of problem.
macro_rules! problems {
    ($(#[doc = $doc:literal] $name:ident($status:ident, $kind:literal, $title:literal);)*) => {
        impl Problem {
            /// One of each kind, and what the kind means.
            #[cfg(feature = "openapi")]
            pub(crate) fn every() -> Vec<(Self, &'static str)> {
                vec![$((Self::$name(""), $doc)),*]
            }

            $(#[doc = $doc] pub fn $name(detail: impl Into<String>) -> Self {
                Self {
                    kind: concat!("urn:tkt:problem:", $kind),
                    title: $title,
                    status: StatusCode::$status,
                    detail: detail.into(),
                    errors: Vec::new(),
                    retry_after: None,
                }
            })*
        }
    };
}

problems! {
    /// The request is not what HTTP or JSON allows.
    malformed(BAD_REQUEST, "malformed-request", "The request cannot be read");
    /// No credential, or one that does not count.
    unauthorized(UNAUTHORIZED, "unauthorized", "Sign in first");
    /// The credential's role does not allow this.
    forbidden(FORBIDDEN, "forbidden", "Your role does not allow this");
    /// Nothing here, or nothing that the caller may see.
    not_found(NOT_FOUND, "not-found", "Nothing was found here");
    /// The route exists, but not for this method.
    method_not_allowed(METHOD_NOT_ALLOWED, "method-not-allowed", "This route takes another method");
    /// The caller's change starts from a version that is no longer the newest.
    stale(PRECONDITION_FAILED, "stale", "Somebody else was faster");
    /// The body is larger than this product takes.
    too_large(PAYLOAD_TOO_LARGE, "too-large", "The request is too large");
    /// The body is not JSON by its own label.
    not_json(UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Send application/json");
    /// Fields are missing, unknown or wrong.
    invalid_fields(UNPROCESSABLE_ENTITY, "invalid-fields", "Some fields are not valid");
    /// The workspace would be left without an owner.
    last_owner(UNPROCESSABLE_ENTITY, "last-owner", "The last owner cannot go");
    /// An idempotency key came again with another body.
    key_reused(UNPROCESSABLE_ENTITY, "idempotency-key-reused", "This Idempotency-Key was used for another request");
    /// Too many requests of this kind.
    too_many(TOO_MANY_REQUESTS, "too-many-requests", "Too many requests");
    /// Something behind this service does not answer; trying again may help.
    unavailable(SERVICE_UNAVAILABLE, "unavailable", "The service is busy");
}

impl Problem {
    /// Says which fields are wrong.
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    /// There is no such ticket, or none that the caller may see.
    pub fn no_ticket() -> Self {
        Self::not_found("There is no ticket with this number.")
    }

    /// There is no such conversation, or none that the caller may enter.
    pub fn no_conversation() -> Self {
        Self::not_found("There is no such conversation.")
    }

    /// The route is for owners.
    pub fn owners_only() -> Self {
        Self::forbidden("Only owners of the workspace may do this.")
    }

    /// Says when to come back.
    pub fn retry_after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }
}

/// The store's error goes to the log, with its causes; the client learns that it may try again.
impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = chain(&error), "the table did not do its part");
        Self::unavailable(TRY_AGAIN).retry_after(2)
    }
}

impl From<GuessError> for Problem {
    fn from(error: GuessError) -> Self {
        match error {
            GuessError::Store(error) => error.into(),
            GuessError::TooManyMisses { seconds_left } => {
                let (minutes, seconds) = (seconds_left / 60, seconds_left % 60);
                Self::too_many(format!(
                    "Too many tries. You can search again in {minutes}:{seconds:02}."
                ))
                .retry_after(seconds_left)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

fn status_code<S: serde::Serializer>(
    status: &StatusCode,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}
