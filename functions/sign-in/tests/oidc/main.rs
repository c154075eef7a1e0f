//! Sign-in by an OpenID provider, through the router and over a table of each test's own.
//!
//! `fake` has providers that are made here, as good or bad as a test needs. `real` has the certified
//! one of `tests/issuer`, and a browser by hand that signs people in there.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod browser;
mod desk;
mod fake;
mod issuer;
mod provider;
mod real;
