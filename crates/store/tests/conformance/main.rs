//! What tkt relies on in DynamoDB, asked of a running database by the real SDK.
//!
//! By default that is the embedded one of the local stack. With `TKT_TEST_DYNAMODB` set, the same
//! tests ask the database behind that URL: Amazon's DynamoDB Local. Where the two differ, a test
//! states what each does ([`database::Database::differs`]), and `docs/conformance.md` says what
//! it means.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod batch;
mod conditions;
mod database;
mod document;
mod expressions;
mod index_definitions;
mod indexes;
mod limits;
mod paging;
mod positions;
mod stream;
mod stream_reading;
mod streams;
mod tokens;
mod transactions;
