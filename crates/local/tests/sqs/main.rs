//! What tkt relies on in SQS, asked of a running queue service by the real SDK.
//!
//! By default that is the local stack's own. With `SQS_ENDPOINT` set, the same tests ask the service behind that
//! URL (ElasticMQ, or SQS itself), except those that need to restart it or to move its clock.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod deleting;
mod ours;
mod queues;
mod receiving;
mod redriving;
mod sending;
mod service;
