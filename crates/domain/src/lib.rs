//! Tickets, numbers, events and the wording of e-mails.
//!
//! Rules alone: nothing here does I/O, knows HTTP or knows AWS. Every type is valid once it
//! exists; text from outside becomes a domain value through one fallible constructor, and so do
//! items that come back from the table.

pub mod address;
pub mod agent;
pub mod audit;
pub mod card;
pub mod change;
pub mod chat;
pub mod detect;
pub mod edit;
pub mod email;
pub mod event;
pub mod invitation;
pub mod job;
pub mod mail;
pub mod number;
#[cfg(feature = "openapi")]
mod openapi;
pub mod origin;
pub mod sign_in;
pub mod text;
pub mod ticket;
pub mod time;
pub mod time_zone;
pub mod workspace;
