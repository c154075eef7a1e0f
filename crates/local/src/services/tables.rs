//! Creates the template's tables through DynamoDB's own protocol, on whatever answers it.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{DisplayErrorContext, SdkError};
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, Projection,
    ProjectionType, StreamSpecification, StreamViewType, TableDescription, TableStatus,
    TimeToLiveSpecification, TimeToLiveStatus,
};

use crate::template::{Index, KeyAttribute, Table};

/// How long a table may take to become active.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a table is not ready.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// DynamoDB refused or did not answer.
    #[error("table {table}: {reason}")]
    Service {
        /// The table.
        table: String,
        /// The whole chain of what went wrong.
        reason: String,
    },
    /// The table exists with another shape than the template's.
    #[error("table {table} exists but {difference}; start with another --data folder")]
    Differs {
        /// The table.
        table: String,
        /// What is different.
        difference: String,
    },
    /// The table did not become active.
    #[error("table {0} did not become active")]
    NeverActive(String),
}

/// Creates the table unless it exists, waits until it is active, and turns its time to live on.
pub async fn ensure(client: &Client, table: &Table) -> Result<(), TableError> {
    if let Some(existing) = describe(client, table).await? {
        check(table, &existing)?;
    } else {
        create_request(client, table)?
            .send()
            .await
            .map_err(|error| failed(table, error))?;
    }
    wait_until_active(client, table).await?;
    enable_ttl(client, table).await
}

/// The ARN of the table's newest stream.
pub async fn stream_arn(client: &Client, name: &str) -> Result<Option<String>, TableError> {
    let answer = client
        .describe_table()
        .table_name(name)
        .send()
        .await
        .map_err(|error| TableError::Service {
            table: name.to_owned(),
            reason: DisplayErrorContext(&error).to_string(),
        })?;
    Ok(answer.table.and_then(|table| table.latest_stream_arn))
}

async fn describe(client: &Client, table: &Table) -> Result<Option<TableDescription>, TableError> {
    match client.describe_table().table_name(&table.name).send().await {
        Ok(answer) => Ok(answer.table),
        Err(SdkError::ServiceError(error)) if error.err().is_resource_not_found_exception() => {
            Ok(None)
        }
        Err(error) => Err(failed(table, error)),
    }
}

fn check(table: &Table, existing: &TableDescription) -> Result<(), TableError> {
    let differs = |difference: String| {
        Err(TableError::Differs {
            table: table.name.clone(),
            difference,
        })
    };
    let keys: Vec<&str> = existing
        .key_schema()
        .iter()
        .map(|key| key.attribute_name())
        .collect();
    if keys
        != table
            .keys
            .iter()
            .map(|key| key.name.as_str())
            .collect::<Vec<_>>()
    {
        return differs(format!("has the key {}", keys.join(", ")));
    }
    for index in &table.indexes {
        let found = existing.global_secondary_indexes();
        if !found
            .iter()
            .any(|found| found.index_name() == Some(&index.name))
        {
            return differs(format!("lacks the index {}", index.name));
        }
    }
    if table.stream_view.is_some() && existing.latest_stream_arn().is_none() {
        return differs("has no stream".to_owned());
    }
    Ok(())
}

fn create_request(client: &Client, table: &Table) -> Result<CreateTableFluentBuilder, TableError> {
    let mut request = client
        .create_table()
        .table_name(&table.name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_key_schema(Some(key_schema(table, &table.keys)?));
    for (name, kind) in &table.attributes {
        let definition = AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(kind.as_str().into())
            .build();
        request = request.attribute_definitions(definition.map_err(|error| failed(table, error))?);
    }
    for index in &table.indexes {
        request = request.global_secondary_indexes(secondary_index(table, index)?);
    }
    if let Some(view) = &table.stream_view {
        let stream = StreamSpecification::builder()
            .stream_enabled(true)
            .stream_view_type(StreamViewType::from(view.as_str()))
            .build();
        request = request.stream_specification(stream.map_err(|error| failed(table, error))?);
    }
    Ok(request)
}

fn secondary_index(table: &Table, index: &Index) -> Result<GlobalSecondaryIndex, TableError> {
    let included = (!index.included.is_empty()).then(|| index.included.clone());
    let projection = Projection::builder()
        .projection_type(ProjectionType::from(index.projection.as_str()))
        .set_non_key_attributes(included)
        .build();
    GlobalSecondaryIndex::builder()
        .index_name(&index.name)
        .set_key_schema(Some(key_schema(table, &index.keys)?))
        .projection(projection)
        .build()
        .map_err(|error| failed(table, error))
}

fn key_schema(table: &Table, keys: &[KeyAttribute]) -> Result<Vec<KeySchemaElement>, TableError> {
    let elements = keys.iter().map(|key| {
        KeySchemaElement::builder()
            .attribute_name(&key.name)
            .key_type(key.kind.as_str().into())
            .build()
    });
    elements
        .collect::<Result<_, _>>()
        .map_err(|error| failed(table, error))
}

async fn wait_until_active(client: &Client, table: &Table) -> Result<(), TableError> {
    let active = async {
        loop {
            let described = describe(client, table).await?;
            let status = described.as_ref().and_then(TableDescription::table_status);
            if status == Some(&TableStatus::Active) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, active).await;
    waited.unwrap_or_else(|_| Err(TableError::NeverActive(table.name.clone())))
}

async fn enable_ttl(client: &Client, table: &Table) -> Result<(), TableError> {
    let Some(attribute) = &table.ttl_attribute else {
        return Ok(());
    };
    let described = client
        .describe_time_to_live()
        .table_name(&table.name)
        .send()
        .await;
    let described = described.map_err(|error| failed(table, error))?;
    let status = described
        .time_to_live_description()
        .and_then(|ttl| ttl.time_to_live_status());
    if matches!(
        status,
        Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)
    ) {
        return Ok(());
    }
    let ttl = TimeToLiveSpecification::builder()
        .attribute_name(attribute)
        .enabled(true)
        .build();
    client
        .update_time_to_live()
        .table_name(&table.name)
        .time_to_live_specification(ttl.map_err(|error| failed(table, error))?)
        .send()
        .await
        .map_err(|error| failed(table, error))?;
    Ok(())
}

fn failed<E: std::error::Error>(table: &Table, error: E) -> TableError {
    TableError::Service {
        table: table.name.clone(),
        reason: DisplayErrorContext(error).to_string(),
    }
}
