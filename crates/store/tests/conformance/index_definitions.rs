//! A table with indexes as the contract will have them, and how many names an index may include.

use aws_sdk_dynamodb::{
    Client,
    operation::{
        create_table::builders::CreateTableFluentBuilder, query::builders::QueryFluentBuilder,
    },
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType,
        Projection, ProjectionType, ScalarAttributeType,
    },
};

use crate::database::{Database, Each, outcome, s};

/// Tickets of a workspace by creation.
pub(crate) const BY_CREATED: &str = "by_created";
/// Tickets of a workspace and a status by their last change.
pub(crate) const BY_STATUS: &str = "by_status";

/// A database whose [`Database::name`] is a table with both indexes.
pub(crate) async fn with_indexes() -> Database {
    let db = Database::start().await;
    let name = format!("{}-indexed", db.name);
    let title = vec!["title".to_owned()];
    let request = table(&db.client, &name, ["ws", "created", "ws_status", "updated"])
        .global_secondary_indexes(index(BY_CREATED, "ws", "created", title.clone()))
        .global_secondary_indexes(index(BY_STATUS, "ws_status", "updated", title));
    request.send().await.unwrap();
    Database { name, ..db }
}

/// All rows of an index that share its partition key, or those that `and` selects besides.
pub(crate) fn rows(db: &Database, index: &str, partition: &str, and: &str) -> QueryFluentBuilder {
    let name = if index == BY_CREATED {
        "ws"
    } else {
        "ws_status"
    };
    let request = db.client.query().table_name(&db.name).index_name(index);
    request
        .key_condition_expression(format!("{name} = :partition{and}"))
        .expression_attribute_values(":partition", s(partition))
}

fn table<const N: usize>(client: &Client, name: &str, more: [&str; N]) -> CreateTableFluentBuilder {
    let attribute = |name: &str| {
        AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(ScalarAttributeType::S)
            .build()
            .unwrap()
    };
    let names = ["pk", "sk"].into_iter().chain(more);
    client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(names.map(attribute).collect()))
        .set_key_schema(Some(keys("pk", "sk")))
}

fn index(name: &str, hash: &str, range: &str, included: Vec<String>) -> GlobalSecondaryIndex {
    let projection = Projection::builder()
        .projection_type(ProjectionType::Include)
        .set_non_key_attributes(Some(included));
    GlobalSecondaryIndex::builder()
        .index_name(name)
        .set_key_schema(Some(keys(hash, range)))
        .projection(projection.build())
        .build()
        .unwrap()
}

fn keys(hash: &str, range: &str) -> Vec<KeySchemaElement> {
    [(hash, KeyType::Hash), (range, KeyType::Range)]
        .map(|(name, kind)| {
            let element = KeySchemaElement::builder()
                .attribute_name(name)
                .key_type(kind);
            element.build().unwrap()
        })
        .into()
}

fn names(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{prefix}{i}")).collect()
}

#[tokio::test]
async fn an_index_may_include_more_than_twenty_names_here() {
    let db = Database::start().await;
    let make = |count: usize| {
        let request = table(
            &db.client,
            &format!("{}-{count}", db.name),
            ["ws", "created"],
        );
        request
            .global_secondary_indexes(index(BY_CREATED, "ws", "created", names("a", count)))
            .send()
    };
    assert_eq!(outcome(&make(20).await), "done");
    // AWS documents twenty at most. Neither holds it, so a test of the template must.
    assert_eq!(outcome(&make(21).await), "done");
}

#[tokio::test]
async fn the_indexes_of_a_table_include_a_hundred_names_together_and_no_more() {
    let db = Database::start().await;
    let make = |each: [usize; 6]| {
        let total: usize = each.iter().sum();
        let mut request = table(
            &db.client,
            &format!("{}-{total}", db.name),
            ["ws", "created"],
        );
        for (i, count) in each.into_iter().enumerate() {
            let included = names("a", count);
            request = request.global_secondary_indexes(index(
                &format!("index{i}"),
                "ws",
                "created",
                included,
            ));
        }
        request.send()
    };
    // A name counts once for each index that includes it.
    assert_eq!(outcome(&make([20, 20, 20, 20, 19, 1]).await), "done");
    let each = Each {
        embedded: "done",
        genuine: "ValidationException",
    };
    let above = outcome(&make([20, 20, 20, 20, 20, 1]).await);
    db.differs(above.as_str(), each);
}
