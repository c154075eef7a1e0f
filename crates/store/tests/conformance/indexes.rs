//! Indexes: who is in them, what they show, and what an index key may be.

use crate::database::{Database, Each, Item, item, n, outcome, s};
use crate::index_definitions::{BY_CREATED, BY_STATUS, rows, with_indexes};
use aws_sdk_dynamodb::types::{AttributeValue, Select};

const INVALID: &str = "ValidationException";
const CANCELED: &str = "TransactionCanceledException";

/// A ticket's head, as far as the indexes are concerned.
fn head(number: u32) -> Item {
    item(
        &format!("W#w1#T#{number:05}"),
        "META",
        [
            ("ws", s("w1")),
            ("created", s(format!("2024-01-15#{number:05}"))),
            ("title", s("Wrong invoice")),
            ("notes", s("not projected")),
        ],
    )
}

async fn listed(db: &Database, index: &str, partition: &str) -> Vec<Item> {
    let answer = rows(db, index, partition, "").send().await;
    answer.unwrap().items.unwrap_or_default()
}

async fn sort_keys(db: &Database, index: &str, partition: &str) -> Vec<String> {
    let items = listed(db, index, partition).await;
    items
        .iter()
        .map(|item| item["pk"].as_s().unwrap().clone())
        .collect()
}

#[tokio::test]
async fn an_item_is_in_an_index_while_it_has_the_whole_index_key() {
    let db = with_indexes().await;
    let (pk, count) = ("W#w1#T#00001", async || {
        listed(&db, BY_STATUS, "w1#open").await.len()
    });
    db.fill([head(1)]).await;
    assert_eq!(count().await, 0, "it has no index key yet");
    let half = db.update(pk, "META", "SET ws_status = :open");
    half.expression_attribute_values(":open", s("w1#open"))
        .send()
        .await
        .unwrap();
    assert_eq!(count().await, 0, "it has half of the index key");
    let whole = db.update(pk, "META", "SET updated = :now");
    whole
        .expression_attribute_values(":now", s("2024-01-16"))
        .send()
        .await
        .unwrap();
    assert_eq!(count().await, 1);
    db.update(pk, "META", "REMOVE ws_status")
        .send()
        .await
        .unwrap();
    assert_eq!(count().await, 0, "the index key is gone");
    assert_eq!(
        listed(&db, BY_CREATED, "w1").await.len(),
        1,
        "the other index keeps it"
    );
    db.delete(pk, "META").await;
    assert_eq!(
        listed(&db, BY_CREATED, "w1").await.len(),
        0,
        "the item is gone"
    );
}

#[tokio::test]
async fn an_index_that_includes_names_shows_those_and_all_keys_and_nothing_else() {
    let db = with_indexes().await;
    db.fill([head(1)]).await;
    let mut row = head(1);
    row.remove("notes");
    assert_eq!(listed(&db, BY_CREATED, "w1").await, [row]);
}

#[tokio::test]
async fn a_changed_index_key_moves_the_item_and_a_changed_value_shows() {
    let db = with_indexes().await;
    db.fill([head(1), head(2), head(3)]).await;
    let update = db
        .update(
            "W#w1#T#00001",
            "META",
            "SET created = :last, title = :title",
        )
        .expression_attribute_values(":last", s("2024-01-16#00001"))
        .expression_attribute_values(":title", s("Another"));
    update.send().await.unwrap();
    assert_eq!(
        sort_keys(&db, BY_CREATED, "w1").await,
        ["W#w1#T#00002", "W#w1#T#00003", "W#w1#T#00001"]
    );
    assert_eq!(
        listed(&db, BY_CREATED, "w1").await[2]["title"],
        s("Another")
    );
}

#[tokio::test]
async fn an_index_keeps_partitions_apart_and_shows_what_a_transaction_wrote() {
    let db = with_indexes().await;
    let mut other = head(9);
    other.insert("ws".to_owned(), s("w2"));
    db.transact(vec![
        db.put_if_absent_action(head(1)),
        db.put_if_absent_action(other),
        db.put_if_absent_action(item("W#w1#T#00001", "TEXT", [])),
    ])
    .await
    .unwrap();
    assert_eq!(sort_keys(&db, BY_CREATED, "w1").await, ["W#w1#T#00001"]);
    assert_eq!(sort_keys(&db, BY_CREATED, "w2").await, ["W#w1#T#00009"]);
}

/// How a put, an update and a transaction fare that would give an item this index key.
async fn offered(db: &Database, value: AttributeValue) -> [String; 3] {
    db.fill([head(1)]).await;
    let mut new = head(2);
    new.insert("created".to_owned(), value.clone());
    let update = db
        .update("W#w1#T#00001", "META", "SET created = :value")
        .expression_attribute_values(":value", value);
    [
        outcome(&db.put(new.clone()).send().await),
        outcome(&update.send().await),
        outcome(&db.transact(vec![db.put_action(new)]).await),
    ]
}

#[tokio::test]
async fn an_empty_index_key_is_refused() {
    let db = with_indexes().await;
    assert_eq!(offered(&db, s("")).await, [INVALID, INVALID, INVALID]);
}

#[tokio::test]
async fn an_index_key_of_another_type_is_refused() {
    let db = with_indexes().await;
    assert_eq!(offered(&db, n(1)).await, [INVALID, INVALID, CANCELED]);
}

#[tokio::test]
async fn an_index_key_that_is_null_is_refused() {
    let db = with_indexes().await;
    let found = offered(&db, AttributeValue::Null(true)).await;
    let each = Each {
        embedded: [INVALID, INVALID, CANCELED],
        genuine: [INVALID, INVALID, INVALID],
    };
    db.differs(found.each_ref().map(String::as_str), each);
}

#[tokio::test]
async fn an_index_key_that_is_too_long_is_refused() {
    let db = with_indexes().await;
    let found = offered(&db, s("x".repeat(1025))).await;
    let each = Each {
        embedded: ["done", "done", "done"],
        genuine: [INVALID, INVALID, INVALID],
    };
    db.differs(found.each_ref().map(String::as_str), each);
}

#[tokio::test]
async fn an_index_cannot_be_read_consistently() {
    let db = with_indexes().await;
    let request = db.query("w1", "").index_name(BY_CREATED);
    let request = request.key_condition_expression("ws = :pk");
    assert_eq!(outcome(&request.send().await), INVALID);
}

#[tokio::test]
async fn what_an_index_does_not_project_cannot_be_asked_for() {
    let db = with_indexes().await;
    db.fill([head(1)]).await;
    let query = || rows(&db, BY_CREATED, "w1", "");
    let all = query().select(Select::AllAttributes).send().await;
    let named = query().projection_expression("notes").send().await;
    let filtered = query()
        .filter_expression("attribute_exists(notes)")
        .send()
        .await;
    let outcomes = [outcome(&all), outcome(&named), outcome(&filtered)];
    let each = Each {
        embedded: [INVALID, "done", "done"],
        genuine: [INVALID, INVALID, INVALID],
    };
    db.differs(outcomes.each_ref().map(String::as_str), each);
}

#[tokio::test]
async fn an_index_is_read_in_both_directions_and_by_ranges() {
    let db = with_indexes().await;
    db.fill((1..=5).map(head)).await;
    let query = |and: &str| rows(&db, BY_CREATED, "w1", and).projection_expression("created");
    let newest = query("")
        .scan_index_forward(false)
        .limit(2)
        .send()
        .await
        .unwrap();
    let created =
        |n: u32| -> Item { [("created".to_owned(), s(format!("2024-01-15#{n:05}")))].into() };
    assert_eq!(newest.items(), [created(5), created(4)]);
    let between = query(" AND created BETWEEN :from AND :to")
        .expression_attribute_values(":from", s("2024-01-15#00002"))
        .expression_attribute_values(":to", s("2024-01-15#00003"));
    assert_eq!(
        between.send().await.unwrap().items(),
        [created(2), created(3)]
    );
}
