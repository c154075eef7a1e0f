//! What the stream tells of changes, and in which order.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue as Value;
use aws_sdk_dynamodbstreams::{
    primitives::Blob,
    types::{AttributeValue, StreamViewType},
};

use crate::database::{Database, Each, item, n, outcome, s as text};
use crate::stream::{Stream, s, sequence, told};
use crate::stream_reading::ten;

#[tokio::test]
async fn an_items_changes_are_told_in_their_order() {
    let db = Database::start().await;
    db.fill([item("P", "S", [])]).await;
    for _ in 0..5 {
        db.count_up("P", "S").send().await.unwrap();
    }
    db.delete("P", "S").await;
    let records = Stream::of(&db).await.records(7).await;
    let names: Vec<_> = records.iter().map(|record| told(record).0).collect();
    let (insert, modify, remove) = ("INSERT", "MODIFY", "REMOVE");
    assert_eq!(
        names,
        [insert, modify, modify, modify, modify, modify, remove]
    );
    let counts: Vec<_> = records
        .iter()
        .filter_map(|record| {
            let image = record.dynamodb().unwrap().new_image()?;
            Some(image.get("count")?.as_n().unwrap().as_str())
        })
        .collect();
    assert_eq!(counts, ["1", "2", "3", "4", "5"]);
}

#[tokio::test]
async fn a_record_holds_the_whole_new_item_with_its_types_and_no_old_one() {
    let db = Database::start().await;
    let bytes = Value::B(aws_sdk_dynamodb::primitives::Blob::new([0_u8, 255]));
    let list = Value::L(vec![text("x"), Value::Null(true), Value::Bool(true)]);
    db.fill([item(
        "P",
        "S",
        [
            ("n", n("12345678901234567890")),
            ("b", bytes),
            ("l", list),
            ("e", text("")),
        ],
    )])
    .await;
    db.delete("P", "S").await;
    let records = Stream::of(&db).await.records(2).await;
    let change = records[0].dynamodb().unwrap();
    let keys = HashMap::from([("pk".to_owned(), s("P")), ("sk".to_owned(), s("S"))]);
    let mut image = keys.clone();
    image.extend([
        (
            "n".to_owned(),
            AttributeValue::N("12345678901234567890".to_owned()),
        ),
        ("b".to_owned(), AttributeValue::B(Blob::new([0_u8, 255]))),
        (
            "l".to_owned(),
            AttributeValue::L(vec![
                s("x"),
                AttributeValue::Null(true),
                AttributeValue::Bool(true),
            ]),
        ),
        ("e".to_owned(), s("")),
    ]);
    assert_eq!(change.keys(), Some(&keys));
    assert_eq!(change.new_image(), Some(&image));
    assert_eq!(change.old_image(), None);
    assert_eq!(change.stream_view_type(), Some(&StreamViewType::NewImage));
    let removal = records[1].dynamodb().unwrap();
    assert_eq!((removal.keys(), removal.new_image()), (Some(&keys), None));
    assert_eq!(records[1].user_identity(), None, "it was no sweep");
}

#[tokio::test]
async fn a_write_that_changes_nothing_makes_no_record() {
    let db = Database::start().await;
    db.fill([
        item("P", "S", [("a", text("x"))]),
        item("P", "S", [("a", text("x"))]),
    ])
    .await;
    let update = db.update("P", "S", "SET a = :a");
    update
        .expression_attribute_values(":a", text("x"))
        .send()
        .await
        .unwrap();
    db.delete("P", "missing").await;
    db.fill([item("P", "end", [])]).await;
    let expected = if db.is_embedded() { 4 } else { 2 };
    let records = Stream::of(&db).await.records(expected).await;
    let each = Each {
        embedded: vec![
            ("INSERT", "S"),
            ("MODIFY", "S"),
            ("MODIFY", "S"),
            ("INSERT", "end"),
        ],
        genuine: vec![("INSERT", "S"), ("INSERT", "end")],
    };
    db.differs(records.iter().map(told).collect(), each);
}

#[tokio::test]
async fn a_failed_condition_makes_no_record() {
    let db = Database::start().await;
    db.fill([item("P", "S", [])]).await;
    assert_ne!(
        outcome(&db.put_if_absent(item("P", "S", [("a", n(1))])).send().await),
        "done"
    );
    let cancelled = db.transact(vec![
        db.put_if_absent_action(item("P", "T", [])),
        db.put_if_absent_action(item("P", "S", [])),
    ]);
    assert_ne!(outcome(&cancelled.await), "done");
    db.fill([item("P", "end", [])]).await;
    let records = Stream::of(&db).await.records(2).await;
    assert_eq!(told(&records[1]), ("INSERT", "end"));
}

#[tokio::test]
async fn every_item_of_a_transaction_is_told_and_no_condition_check() {
    let db = Database::start().await;
    db.fill([item("P", "agent", [])]).await;
    let actions = vec![
        db.put_if_absent_action(item("P", "META", [])),
        db.put_if_absent_action(item("P", "TEXT", [])),
        db.put_if_absent_action(item("P", "E#0000000001", [])),
        db.exists_action("P", "agent"),
    ];
    db.transact(actions).await.unwrap();
    let records = Stream::of(&db).await.records(4).await;
    let mut told: Vec<_> = records[1..].iter().map(told).collect();
    // Across items no order is promised.
    told.sort_unstable();
    let expected = ["E#0000000001", "META", "TEXT"].map(|sk| ("INSERT", sk));
    assert_eq!(told, expected);
}

#[tokio::test]
async fn an_item_that_its_expiry_removed_is_told_as_a_removal_by_another() {
    let db = Database::start().await;
    let a_minute_ago = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() - 60;
    db.fill([
        item("P", "S", [("expires_at", n(a_minute_ago))]),
        item("P", "T", [("expires_at", text("1"))]),
    ])
    .await;
    let Some(embedded) = db.table.embedded() else {
        // DynamoDB Local sweeps when it likes, and cannot be told to.
        return;
    };
    let guards = embedded.guards();
    let swept = tokio::task::spawn_blocking(move || guards.sweep())
        .await
        .unwrap();
    assert_eq!(swept.unwrap(), 1, "a text is no expiry");
    let records = Stream::of(&db).await.records(3).await;
    assert_eq!(told(&records[2]), ("REMOVE", "S"));
    let identity = records[2].user_identity().unwrap();
    // The cloud says `Service` and `dynamodb.amazonaws.com`; here the fields have names that the
    // SDK does not know. Nothing may tell the two kinds of removal apart by them.
    assert_eq!((identity.r#type(), identity.principal_id()), (None, None));
}

#[tokio::test]
async fn sequence_numbers_rise_and_event_ids_are_different() {
    let db = Database::start().await;
    ten(&db).await;
    let records = Stream::of(&db).await.records(10).await;
    let numbers: Vec<u128> = records
        .iter()
        .map(|record| sequence(record).parse().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    let ids: BTreeSet<_> = records
        .iter()
        .map(|record| record.event_id().unwrap())
        .collect();
    assert_eq!(ids.len(), 10);
    for record in &records {
        let at = record
            .dynamodb()
            .unwrap()
            .approximate_creation_date_time()
            .unwrap()
            .secs();
        let age = std::time::UNIX_EPOCH
            .elapsed()
            .unwrap()
            .as_secs()
            .abs_diff(at.unsigned_abs());
        assert!(age < 60, "{at}");
    }
}
