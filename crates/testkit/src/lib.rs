//! What the tests of several crates stand on: a table, queues and a mailbox for each test alone,
//! on free ports and in a temporary folder, laid out as `template.yaml` says.
//!
//! For tests only: whatever goes wrong here panics and so fails the test.

#![allow(clippy::unwrap_used, reason = "a harness that fails fails its test")]

mod clock;
mod desk;
mod mailbox;
mod queues;
pub mod samples;
mod spy;
mod stream;
mod table;

pub use clock::TestClock;
pub use desk::{Desk, Reply, json};
pub use mailbox::Ses;
pub use queues::Queues;
pub use spy::{Call, Spy};
pub use table::Table;

use std::net::Ipv4Addr;

use aws_credential_types::Credentials;
use axum::Router;
use boot::aws::Aws;
use local::template::{Local, REGION, Stack};
use tokio::net::TcpListener;

/// The clients' credentials, which mean nothing to the local services.
fn aws() -> Aws {
    let credentials = Credentials::new("test", "test", None, None, "test");
    Aws::new(REGION.to_owned(), credentials)
}

/// The template's tables and queues, under names that no other test uses.
fn template(sqs_endpoint: &str) -> Stack {
    let parameters = [
        ("OwnerEmail", "owner@example.com"),
        ("SenderAddress", samples::SENDER),
        ("PublicUrl", samples::PUBLIC_URL),
    ];
    let local = Local {
        parameters: parameters
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        stack_name: format!("test-{}", uuid::Uuid::new_v4().simple()),
        sqs_endpoint: sqs_endpoint.to_owned(),
    };
    Stack::read(include_str!("../../../template.yaml"), &local).unwrap()
}

/// Opens a free port. The service behind it begins when [`serve`] is called.
async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

/// Serves until the test's runtime ends.
fn serve(listener: TcpListener, router: Router) {
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
}
