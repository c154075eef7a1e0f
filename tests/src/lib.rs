//! The harness of the end-to-end tests: a whole stack of its own for each test, spoken to in the
//! words of its users.

mod app;
mod dump;
pub mod forge;
pub mod history;
mod lock;
mod mail;
pub mod model;
pub mod scenarios;
pub mod wire;

pub use app::{Answer, Chat, Invite, Outcome, Session, Start, Tables, TestApp};
pub use dump::Dump;
pub use mail::Mail;
pub use wire::{Wire, Wires};
