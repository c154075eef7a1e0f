//! What a call to DynamoDB needs rights for.

use serde_json::Value;

/// One action on one table, as IAM names it: a transaction is the sum of its parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Such as `dynamodb:PutItem`.
    pub action: String,
    /// The table's name.
    pub table: String,
    /// The index, where one is read.
    pub index: Option<String>,
    /// The partition, unless it is a scan.
    pub partition: Option<String>,
}

pub(super) fn uses(operation: &str, body: &Value) -> Vec<Use> {
    match operation {
        "TransactWriteItems" | "TransactGetItems" => list(&body["TransactItems"])
            .flat_map(|part| entries(part).map(|(kind, request)| part_of(kind, request)))
            .collect(),
        "BatchGetItem" => {
            let tables = entries(&body["RequestItems"]);
            let keys = tables.flat_map(|(table, request)| {
                list(&request["Keys"]).map(move |key| (table, partition(key)))
            });
            keys.map(|(table, partition)| of(operation, table, partition))
                .collect()
        }
        "BatchWriteItem" => {
            let tables = entries(&body["RequestItems"]);
            let requests = tables.flat_map(|(table, requests)| {
                list(requests).flat_map(move |request| {
                    entries(request).map(move |(_, request)| (table, item(request)))
                })
            });
            requests
                .map(|(table, partition)| of(operation, table, partition))
                .collect()
        }
        _ => vec![single(operation, body)],
    }
}

fn part_of(kind: &str, request: &Value) -> Use {
    let action = match kind {
        "ConditionCheck" => "ConditionCheckItem".to_owned(),
        kind => format!("{kind}Item"),
    };
    single(&action, request)
}

fn single(action: &str, request: &Value) -> Use {
    let table = request["TableName"].as_str().unwrap_or_default();
    Use {
        index: request["IndexName"].as_str().map(str::to_owned),
        ..of(action, table, item(request).or_else(|| queried(request)))
    }
}

fn of(action: &str, table: &str, partition: Option<String>) -> Use {
    Use {
        action: format!("dynamodb:{action}"),
        table: table.to_owned(),
        index: None,
        partition,
    }
}

/// The partition of the item that a request is about.
fn item(request: &Value) -> Option<String> {
    partition(&request["Key"]).or_else(|| partition(&request["Item"]))
}

fn partition(key: &Value) -> Option<String> {
    key["pk"]["S"].as_str().map(str::to_owned)
}

/// The partition that a query reads: the value after the first `=` of its condition.
fn queried(request: &Value) -> Option<String> {
    let condition = request["KeyConditionExpression"].as_str()?;
    let value = condition.split_once('=')?.1.split_whitespace().next()?;
    let value = &request["ExpressionAttributeValues"][value]["S"];
    value.as_str().map(str::to_owned)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let object = value.as_object().into_iter().flatten();
    object.map(|(name, value)| (name.as_str(), value))
}
