//! The store against a real table: each test has a DynamoDB of its own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod agents;
mod chat;
mod deliveries;
mod events;
mod founding;
mod guesses;
mod history;
mod idempotency;
mod limits;
mod listing;
mod numbers;
mod owed;
mod secrets;
mod sessions;
mod sign_ins;
mod staff;
mod tickets;
mod widget_tokens;
mod workspaces;
