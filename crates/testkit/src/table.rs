use std::collections::HashMap;
use std::env;
use std::time::Duration;

use aws_sdk_dynamodb::{Client, config, types::AttributeValue};
use aws_sdk_dynamodbstreams as streams;
use boot::SdkConfig;
use boot::aws::DYNAMODB;
use local::services::{dynamodb::DynamoDb, tables};
use serde_json::Value;
use store::{Store, secrets::Secrets};
use tempfile::TempDir;

use crate::{Spy, aws, stream, template};

/// Names another DynamoDB to test against, such as Amazon's DynamoDB Local; tables get names of
/// their own there, so nothing needs to be empty.
const OTHER_DYNAMODB: &str = "TKT_TEST_DYNAMODB";

/// The template's tables, of one test.
pub struct Table {
    /// The product's table.
    pub store: Store,
    /// The table of secrets.
    pub secrets: Secrets,
    client: Client,
    config: SdkConfig,
    name: String,
    secrets_name: String,
    server: Option<(DynamoDb, TempDir)>,
}

impl Table {
    /// Starts DynamoDB with the template's tables, all empty.
    pub async fn start() -> Self {
        let (endpoint, server) = match env::var(OTHER_DYNAMODB) {
            Ok(endpoint) => (endpoint, None),
            Err(_) => {
                let folder = tempfile::tempdir().unwrap();
                let server = DynamoDb::start(&folder.path().join("dynamodb.sqlite"))
                    .await
                    .unwrap();
                (server.url(), Some((server, folder)))
            }
        };
        let config = patient(aws().config_at(DYNAMODB, Some(endpoint)));
        let client = Client::new(&config);
        let stack = template("http://127.0.0.1:1");
        for table in &stack.tables {
            tables::ensure(&client, table).await.unwrap();
        }
        let named = |logical_id: &str| {
            let mut tables = stack.tables.iter();
            tables
                .find(|table| table.logical_id == logical_id)
                .unwrap()
                .name
                .clone()
        };
        Self {
            store: Store::new(client.clone(), named("Table")),
            secrets: Secrets::new(client.clone(), named("SecretsTable")),
            client,
            config,
            name: named("Table"),
            secrets_name: named("SecretsTable"),
            server,
        }
    }

    /// The client that everything here calls by.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// A client of the tables' streams.
    pub fn streams(&self) -> streams::Client {
        streams::Client::new(&self.config)
    }

    /// The product's table's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A second table of the same account, with the same keys and nothing of the first.
    pub fn sibling(&self) -> Store {
        Store::new(self.client.clone(), self.secrets_name.clone())
    }

    /// The name of [`Self::sibling`]'s table.
    pub fn sibling_name(&self) -> &str {
        &self.secrets_name
    }

    /// The embedded database behind the tables; none when it is another.
    pub fn embedded(&self) -> Option<&DynamoDb> {
        self.server.as_ref().map(|(server, _)| server)
    }

    /// The ARN of the product's table's stream.
    pub async fn stream_arn(&self) -> String {
        let arn = tables::stream_arn(&self.client, &self.name).await;
        arn.unwrap().unwrap()
    }

    /// The same table, as another copy of a function has it.
    pub fn same(&self) -> Store {
        Store::new(self.client.clone(), self.name.clone())
    }

    /// The same table, every call to it shown to `spy`.
    pub fn spied(&self, spy: Spy) -> Store {
        self.both_spied(spy).0
    }

    /// Both tables, every call to them shown to `spy`.
    pub fn both_spied(&self, spy: Spy) -> (Store, Secrets) {
        let config = config::Builder::from(&self.config).interceptor(spy).build();
        let client = Client::from_conf(config);
        (
            Store::new(client.clone(), self.name.clone()),
            Secrets::new(client, self.secrets_name.clone()),
        )
    }

    /// The same table of secrets, every call to it shown to `spy`.
    pub fn spied_secrets(&self, spy: Spy) -> Secrets {
        let config = config::Builder::from(&self.config).interceptor(spy).build();
        Secrets::new(Client::from_conf(config), self.secrets_name.clone())
    }

    /// The item under a key.
    pub async fn item(&self, pk: &str, sk: &str) -> Option<HashMap<String, AttributeValue>> {
        let request = self
            .client
            .get_item()
            .table_name(&self.name)
            .consistent_read(true);
        let request = request.key("pk", text(pk)).key("sk", text(sk));
        request.send().await.unwrap().item
    }

    /// Sets one attribute of an item, which is made where it does not exist.
    pub async fn set(&self, pk: &str, sk: &str, attribute: &str, value: AttributeValue) {
        let request = self.client.update_item().table_name(&self.name);
        let request = request.key("pk", text(pk)).key("sk", text(sk));
        let request = request
            .update_expression("SET #attribute = :value")
            .expression_attribute_names("#attribute", attribute)
            .expression_attribute_values(":value", value);
        request.send().await.unwrap();
    }

    /// Removes an item.
    pub async fn remove(&self, pk: &str, sk: &str) {
        let request = self.client.delete_item().table_name(&self.name);
        request
            .key("pk", text(pk))
            .key("sk", text(sk))
            .send()
            .await
            .unwrap();
    }

    /// Sort keys and partition keys of all items, in the order of the alphabet.
    pub async fn keys(&self) -> Vec<(String, String)> {
        let mut pages = self
            .client
            .scan()
            .table_name(&self.name)
            .into_paginator()
            .items()
            .send();
        let mut keys = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.unwrap();
            let attribute = |name: &str| item[name].as_s().unwrap().clone();
            keys.push((attribute("pk"), attribute("sk")));
        }
        keys.sort();
        keys
    }

    /// The stream's records so far, oldest first, shaped as Lambda's poller hands them over.
    pub async fn stream_records(&self) -> Vec<Value> {
        stream::records(&self.streams(), &self.stream_arn().await).await
    }
}

/// Without the short time-out of a request: on a busy machine the SDK would try again, and a test of
/// what one call does would see two.
fn patient(config: SdkConfig) -> SdkConfig {
    let timeouts = config.timeout_config().unwrap().to_builder();
    let timeouts = timeouts.operation_attempt_timeout(Duration::from_secs(60));
    config
        .into_builder()
        .timeout_config(timeouts.build())
        .build()
}

/// A text attribute.
fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}
