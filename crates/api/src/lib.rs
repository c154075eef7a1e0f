//! What the HTTP functions share.
//!
//! A request comes in as an API Gateway event ([`gateway`]), passes a function's axum router,
//! whose extractors authenticate ([`agent_auth`], [`widget_auth`]) and parse ([`json_body`],
//! [`fields`]), and leaves as JSON or as a [`problem::Problem`].

pub mod access_token;
pub mod agent_auth;
pub mod attempt;
pub mod card_body;
pub mod chat_auth;
pub mod client_address;
pub mod cors;
pub mod etag;
pub mod fields;
pub mod gateway;
pub mod idempotency_key;
pub mod json_body;
pub mod number_in_path;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod problem;
pub mod query;
pub mod ring_provider;
pub mod row_body;
pub mod serve;
pub mod ticket_body;
pub mod timeline;
pub mod widget_auth;
