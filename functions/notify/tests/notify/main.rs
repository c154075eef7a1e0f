//! Queue messages in, mails out: against a table, queues and a mailbox of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod agents;
mod corpus;
mod failures;
mod hostile;
mod invitations;
mod kinds;
mod late;
mod life;
mod mails;
mod once;
mod secrecy;
mod sign_ins;
mod silence;
mod support;
mod threads;
