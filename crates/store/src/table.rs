//! The table's handle, and how items become values and back.

use std::{collections::HashMap, sync::Arc};

use aws_sdk_dynamodb::{Client, types::AttributeValue};
use boot::{
    aws::{Aws, DYNAMODB},
    environment::{ConfigError, required},
};
use domain::workspace::{Settings, WorkspaceId};
use serde::{Serialize, de::DeserializeOwned};

use crate::{StoreError, cache::Cache, widget_tokens::Uses};

/// An item as DynamoDB has it.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// The product's table.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) client: Client,
    pub(crate) table: String,
    /// None for a workspace that does not exist.
    pub(crate) settings: Arc<Cache<WorkspaceId, Option<Arc<Settings>>>>,
    pub(crate) first_workspace: Arc<Cache<(), WorkspaceId>>,
    pub(crate) uses: Arc<Uses>,
}

impl Store {
    /// The table that `TABLE_NAME` names.
    ///
    /// # Errors
    /// When the environment lacks the name.
    pub fn from_environment(aws: &Aws) -> Result<Self, ConfigError> {
        Ok(Self::new(
            Client::new(&aws.config(DYNAMODB)?),
            required("TABLE_NAME")?,
        ))
    }

    /// The table `table`, reached by `client`.
    pub fn new(client: Client, table: String) -> Self {
        Self {
            client,
            table,
            settings: Arc::default(),
            first_workspace: Arc::default(),
            uses: Arc::default(),
        }
    }
}

/// A string attribute.
pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A number attribute.
pub(crate) fn number(value: impl Into<i128>) -> AttributeValue {
    AttributeValue::N(value.into().to_string())
}

/// Writes `value` as the item under `key`.
pub(crate) fn to_item<T: Serialize>(
    kind: &'static str,
    key: crate::keys::Key,
    value: &T,
) -> Result<Item, StoreError> {
    let mut item: Item =
        serde_dynamo::aws_sdk_dynamodb_1::to_item(value).map_err(StoreError::corrupt(kind))?;
    item.extend(key.into_item());
    Ok(item)
}

/// Reads an item back through the domain's own constructors.
pub(crate) fn from_item<T: DeserializeOwned>(
    kind: &'static str,
    item: Item,
) -> Result<T, StoreError> {
    serde_dynamo::aws_sdk_dynamodb_1::from_item(item).map_err(StoreError::corrupt(kind))
}
