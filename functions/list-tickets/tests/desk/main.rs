//! The function through its router, against a table of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod detail;
mod lists;
mod pages;
mod refusals;
mod searches;

use domain::{
    agent::{Role, SignedIn},
    ticket::{CreatedTicket, NewTicket},
};
use list_tickets::{App, router};
use serde_json::Value;
use testkit::{
    Desk, Reply,
    samples::{email, time, workspace},
};

/// An empty desk.
async fn desk() -> Desk {
    Desk::start(|store, verifier| router(App { store, verifier })).await
}

/// Saves a ticket that was created in this minute of an hour, changed by `looks`.
async fn save(
    desk: &Desk,
    number: u32,
    minute: u32,
    new: NewTicket,
    looks: impl FnOnce(&mut CreatedTicket),
) {
    let number = format!("TKT-{number:05}").parse().unwrap();
    let at = time(&format!("2024-01-15T09:{minute:02}:00Z"));
    let mut created = new.numbered(workspace("w1"), number, at);
    looks(&mut created);
    let store = desk.store();
    store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();
}

/// What the route answers to a query string.
async fn list(desk: &Desk, query: &str) -> Reply {
    get(desk, &format!("/api/ticket{query}")).await
}

async fn get(desk: &Desk, path: &str) -> Reply {
    let request = desk.request("GET", path).body(axum::body::Body::empty());
    desk.send(request.unwrap()).await
}

/// The numbers on the page that the route answers, without their padding.
async fn numbers(desk: &Desk, query: &str) -> Vec<u32> {
    let reply = list(desk, query).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.body);
    numbers_in(&reply.body)
}

fn numbers_in(list: &Value) -> Vec<u32> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let number = item["ticket_number"].as_str().unwrap();
            number.strip_prefix("TKT-").unwrap().parse().unwrap()
        })
        .collect()
}

/// An agent of another workspace.
fn stranger() -> SignedIn {
    SignedIn {
        workspace: workspace("w2"),
        id: "o2".to_owned().try_into().unwrap(),
        email: email("owner@other.example"),
        role: Role::Owner,
    }
}
