//! End to end, on the real binaries.

mod architecture;
mod bad_input;
mod create_ticket;
mod idempotency;
mod limits;
mod logs;
mod many_clients;
mod raise_ticket;
mod restart;
mod routes;
