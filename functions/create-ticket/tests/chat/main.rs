//! Tickets that are made of conversations, by agents and by visitors. Through the router, over a
//! table of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod agents;
mod at_once;
mod room;
mod visitors;
