//! The function through its router, against a table of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod deletions;
mod edits;
mod messages;
mod refusals;

use serde_json::{Value, json};
use testkit::{Desk, Reply};
use update_ticket::{App, router};

const TICKET: &str = "/api/ticket/TKT-00001";
const MESSAGES: &str = "/api/ticket/TKT-00001/messages";

/// A desk with the ticket `TKT-00001`, which an agent wrote.
async fn desk() -> Desk {
    let desk = Desk::start(|store, verifier| router(App { store, verifier })).await;
    desk.write("w1", "TKT-00001").await;
    desk
}

async fn edit(desk: &Desk, body: Value) -> Reply {
    desk.ask("PUT", TICKET, &body).await
}

async fn edited(desk: &Desk, body: Value) -> Value {
    let reply = edit(desk, body).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    reply.body
}

async fn answer(desk: &Desk, body: &str) -> Reply {
    let message = json!({ "body": body, "visibility": "public" });
    desk.ask("POST", MESSAGES, &message).await
}

/// The sort keys of the ticket's events.
async fn events(desk: &Desk) -> Vec<String> {
    let keys = desk.table.keys().await.into_iter().map(|key| key.1);
    keys.filter(|sk| sk.starts_with("E#")).collect()
}
