//! End to end, on the real binaries.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod api_docs;
mod architecture;
pub(crate) mod authorization;
mod bad_input;
mod chat;
mod create_ticket;
mod detect;
mod empty_credentials;
mod harness;
mod idempotency;
mod isolation;
mod keys;
mod life;
mod limits;
mod logs;
mod mails;
mod many_agents;
mod many_clients;
mod mass_assignment;
mod paging;
mod raise_ticket;
mod read_paths;
mod relay;
mod restart;
mod rights;
mod routes;
mod security_doc;
mod sign_in;
mod sign_in_guesses;
mod sign_in_timing;
mod site;
mod template;
mod timing;
mod track;
mod track_faults;
mod track_timing;
