//! What tkt relies on in SQS, asked of a running queue service by the real SDK.
//!
//! By default that is the local stack's own. With `TKT_TEST_SQS` set, the same tests ask the
//! ElasticMQ behind that URL, except those that need to restart the service or to move its clock.
//! Where the two differ, a test states what each does ([`service::Service::differs`]), and
//! `docs/conformance.md` says what it means.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod deleting;
mod ours;
mod queues;
mod receiving;
mod redriving;
mod sending;
mod service;
