//! What nobody understands, put into the table and the queue from outside.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};

use crate::{
    TestApp,
    history::{Allowed, Poison},
};

/// How many stream records cannot be read.
pub(super) const RECORDS: usize = 2;
/// How many messages cannot be worked on.
pub(super) const MESSAGES: u64 = 2;
/// Tickets that do not exist.
const MALFORMED: &str = "TKT-90001";
const UNKNOWN_KIND: &str = "TKT-90002";
const NO_JOB: &str = "Have you seen my parcel?";
const WORKSPACE_GONE: &str = r#"{"event":{"of":"ticket","workspace":"gone","number":"TKT-00001","version":1},"to":{"role":"visitor"}}"#;

type Item = HashMap<String, AttributeValue>;

/// Writes to a stack's table and queue.
pub(super) struct Strangers {
    dynamodb: aws_sdk_dynamodb::Client,
    table: String,
    sqs: aws_sdk_sqs::Client,
    queue_url: String,
}

impl Strangers {
    pub(super) async fn of(stack: &TestApp) -> Self {
        let services = stack.services().await;
        Self {
            dynamodb: services.dynamodb(),
            table: stack.tables().await.main,
            sqs: services.sqs(),
            queue_url: stack.queue_url("JobQueue"),
        }
    }

    /// Puts both records into the stream at once.
    pub(super) async fn put_records(&self) {
        let write = |item| {
            let put = PutRequest::builder().set_item(Some(item)).build();
            let put = put.expect("an item");
            WriteRequest::builder().put_request(put).build()
        };
        let request = self.dynamodb.batch_write_item();
        let items = [malformed(), unknown_kind()].map(write);
        let request = request.request_items(&self.table, items.into());
        request.send().await.expect("the strange items");
    }

    /// Puts both messages on the queue.
    pub(super) async fn send_messages(&self) {
        for body in [NO_JOB, WORKSPACE_GONE] {
            let request = self.sqs.send_message().queue_url(&self.queue_url);
            let request = request.message_body(body);
            request.send().await.expect("the strange message");
        }
    }
}

/// Where an operator finds all of it.
pub(super) fn allowed() -> Allowed {
    Allowed::default()
        .dead(Poison::stream(MALFORMED))
        .dead(Poison::stream(UNKNOWN_KIND))
        .dead(Poison::job(NO_JOB))
        .dead(Poison::job(r#""workspace":"gone""#))
        .ignored(MALFORMED)
        .ignored(UNKNOWN_KIND)
}

fn malformed() -> Item {
    let mut item = keys(MALFORMED);
    item.insert("at".to_owned(), text("yesterday"));
    item
}

/// An event as a later version may write it.
fn unknown_kind() -> Item {
    let snapshot = [
        ("title", "Parcel lost"),
        ("status", "open"),
        ("priority", "medium"),
        ("source", "agent"),
    ];
    let snapshot = snapshot.map(|(name, value)| (name.to_owned(), text(value)));
    let mut item = keys(UNKNOWN_KIND);
    item.extend([
        ("at".to_owned(), text("2024-01-15T09:30:00Z")),
        ("by".to_owned(), text("agent@example.com")),
        ("kind".to_owned(), text("teleported")),
        ("snapshot".to_owned(), AttributeValue::M(snapshot.into())),
    ]);
    item
}

fn keys(number: &str) -> Item {
    let pk = text(&format!("W#demo#T#{number}"));
    let sk = text("E#0000000001");
    [("pk".to_owned(), pk), ("sk".to_owned(), sk)].into()
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}
