//! Reads a stack through the services' own protocols.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_sqs::{Client, types::QueueAttributeName};
use serde_json::{Map, Value};

use crate::{
    TestApp,
    history::{Found, ItemKey, QueueCounts, Queues},
};

/// How long a message that is looked at stays hidden. It is shown again right after.
const LOOK_SECONDS: i32 = 30;

impl Found {
    /// Reads the stack behind `app`. Its dead letters stay where they are; nobody else may
    /// receive them meanwhile.
    ///
    /// The mailbox comes last: a mail is there before its mark says so, so a mail that a mark
    /// calls sent and that is not here is a lost one, even while the stack still works.
    pub async fn of(app: &TestApp) -> Self {
        let (services, tables) = (app.services().await, app.tables().await);
        let stack = tables.main.strip_suffix("-Table").expect("`<stack>-Table`");
        let items = items(&services.dynamodb(), &tables.main).await;
        let queues = queues(&services.sqs(), stack).await;
        let Value::Array(mails) = app.get("/_local/mailbox").await else {
            panic!("the mailbox is no list");
        };
        Self {
            items,
            mails,
            queues,
        }
    }
}

async fn items(client: &aws_sdk_dynamodb::Client, table: &str) -> BTreeMap<ItemKey, Value> {
    let mut pages = client
        .scan()
        .table_name(table)
        .consistent_read(true)
        .into_paginator()
        .items()
        .send();
    let mut items = BTreeMap::new();
    while let Some(item) = pages.next().await {
        let item = item.expect("a scan of the table");
        let mut item: Map<String, Value> = item
            .iter()
            .map(|(name, value)| (name.clone(), json(value)))
            .collect();
        let mut key = |name| match item.remove(name) {
            Some(Value::String(text)) => text,
            other => panic!("an item's {name} is {other:?}"),
        };
        let key = (key("pk"), key("sk"));
        items.insert(key, Value::Object(item));
    }
    items
}

fn json(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => text.as_str().into(),
        AttributeValue::N(text) => serde_json::from_str(text).unwrap_or(text.as_str().into()),
        AttributeValue::Bool(value) => (*value).into(),
        AttributeValue::L(values) => values.iter().map(json).collect(),
        AttributeValue::M(values) => values
            .iter()
            .map(|(name, value)| (name.clone(), json(value)))
            .collect(),
        AttributeValue::Ss(texts) => texts.iter().map(String::as_str).collect(),
        _ => Value::Null,
    }
}

async fn queues(client: &Client, stack: &str) -> Queues {
    Queues {
        jobs: counts(client, &url(client, stack, "JobQueue").await).await,
        dead_jobs: bodies(client, &url(client, stack, "JobDeadLetterQueue").await).await,
        stream_failures: bodies(client, &url(client, stack, "StreamFailureQueue").await).await,
    }
}

async fn url(client: &Client, stack: &str, queue: &str) -> String {
    let name = format!("{stack}-{queue}");
    let found = client.get_queue_url().queue_name(name).send().await;
    let found = found.expect("the stack's queue");
    found.queue_url.expect("its URL")
}

async fn counts(client: &Client, url: &str) -> QueueCounts {
    let found = client
        .get_queue_attributes()
        .queue_url(url)
        .attribute_names(QueueAttributeName::All)
        .send()
        .await
        .expect("a queue's counts");
    let found = found.attributes.unwrap_or_default();
    let count = |name: QueueAttributeName| {
        let count = found.get(&name).expect("a count");
        count.parse().expect("a number")
    };
    QueueCounts {
        visible: count(QueueAttributeName::ApproximateNumberOfMessages),
        in_flight: count(QueueAttributeName::ApproximateNumberOfMessagesNotVisible),
        delayed: count(QueueAttributeName::ApproximateNumberOfMessagesDelayed),
    }
}

/// All bodies of a queue that has no redrive, so that being looked at does not move a message.
async fn bodies(client: &Client, url: &str) -> Vec<String> {
    let mut messages = BTreeMap::new();
    while counts(client, url).await.visible > 0 {
        let received = client
            .receive_message()
            .queue_url(url)
            .max_number_of_messages(10)
            .visibility_timeout(LOOK_SECONDS)
            .send()
            .await
            .expect("a look at dead letters");
        for message in received.messages.unwrap_or_default() {
            messages.insert(
                message.message_id,
                (message.receipt_handle, message.body.unwrap_or_default()),
            );
        }
    }
    let mut bodies = Vec::new();
    for (handle, body) in messages.into_values() {
        let shown = client
            .change_message_visibility()
            .queue_url(url)
            .set_receipt_handle(handle)
            .visibility_timeout(0);
        shown.send().await.expect("a dead letter is shown again");
        bodies.push(body);
    }
    bodies
}
