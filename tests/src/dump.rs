//! Everything that a stack has stored, to compare before with after.

#![allow(
    clippy::expect_used,
    reason = "a harness that cannot go on fails its test with the reason"
)]

use std::collections::BTreeMap;

use aws_sdk_dynamodb::{Client, types::AttributeValue};

use crate::TestApp;

type Item = BTreeMap<String, AttributeValue>;

/// Every item of both tables, by table, partition and sort key.
#[derive(Debug, Clone, PartialEq)]
pub struct Dump(BTreeMap<(String, String, String), Item>);

impl Dump {
    /// Reads both tables of a stack, each as it stands now.
    pub async fn of(app: &TestApp) -> Self {
        let (client, tables) = (app.services().await.dynamodb(), app.tables().await);
        let mut items = BTreeMap::new();
        for (label, table) in [("main", tables.main), ("secrets", tables.secrets)] {
            for item in scan(&client, &table).await {
                let key = |name| item[name].as_s().expect("a key of text").clone();
                items.insert((label.to_owned(), key("pk"), key("sk")), item);
            }
        }
        Self(items)
    }

    /// Leaves out the items whose partition begins so.
    #[must_use]
    pub fn without(mut self, partitions: &[&str]) -> Self {
        self.0
            .retain(|(_, pk, _), _| !partitions.iter().any(|prefix| pk.starts_with(prefix)));
        self
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What came, went or changed until `after`, in words.
    pub fn changes(&self, after: &Self) -> Vec<String> {
        let keys = self.0.keys().chain(after.0.keys());
        let mut keys: Vec<_> = keys.collect();
        keys.sort();
        keys.dedup();
        let told = keys.into_iter().filter_map(|key| {
            let (table, pk, sk) = key;
            let verb = match (self.0.get(key), after.0.get(key)) {
                (before, after) if before == after => return None,
                (None, _) => "came",
                (_, None) => "went",
                _ => "changed",
            };
            Some(format!("{table} {pk} {sk} {verb}"))
        });
        told.collect()
    }
}

async fn scan(client: &Client, table: &str) -> Vec<Item> {
    let pages = client.scan().table_name(table).consistent_read(true);
    let mut pages = pages.into_paginator().items().send();
    let mut items = Vec::new();
    while let Some(item) = pages.next().await {
        items.push(item.expect("a scan of the table").into_iter().collect());
    }
    items
}
