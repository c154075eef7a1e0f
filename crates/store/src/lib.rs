//! DynamoDB: the single table, one module an aggregate.
//!
//! Each operation is a method of [`Store`] that makes one call, or the few that its name says.
//! A function links only the methods that it calls.

mod cache;
mod cursor;
mod error;
mod expiry;
mod heads;
mod keys;
mod table;
mod transaction;

pub mod agents;
pub mod audit;
pub mod changes;
pub mod chat;
pub mod deletions;
pub mod deliveries;
pub mod derived;
pub mod events;
pub mod founding;
pub mod guesses;
pub mod history;
pub mod idempotency;
pub mod invitations;
pub mod limits;
pub mod listing;
pub mod numbers;
pub mod random;
pub mod secrets;
pub mod sessions;
pub mod sign_ins;
pub mod signing_keys;
pub mod tickets;
pub mod widget_tokens;
pub mod workspaces;

pub use error::StoreError;
pub use table::Store;
