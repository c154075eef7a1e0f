//! The whole program: HTTP front, triggers, restarts and ends, with real function binaries.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper that fails fails its test"
)]

mod clock;
mod for_tests;
mod gateway;
mod life;
mod queue;
mod stream;
mod system;
