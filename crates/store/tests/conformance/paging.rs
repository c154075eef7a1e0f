//! Ranges of a partition, their order, and pages of them.

use aws_sdk_dynamodb::types::AttributeValue;
use rstest::rstest;

use crate::database::{Database, Each, Item, item, n, outcome, s};

const INVALID: &str = "ValidationException";

pub(crate) fn sort_keys(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| item["sk"].as_s().unwrap().clone())
        .collect()
}

/// Saves an item for each sort key, in the order given.
pub(crate) async fn filled(sort_keys: &[&str]) -> Database {
    let db = Database::start().await;
    db.fill(sort_keys.iter().map(|sk| item("P", sk, []))).await;
    db
}

#[tokio::test]
async fn sort_keys_stand_in_the_order_of_their_bytes() {
    let mut keys = [
        "\u{1F600}",
        "\u{e9}",
        "a",
        "Z",
        "A",
        "_",
        "#",
        "9",
        "10",
        "0",
        "a#",
        "a\u{0}",
        "ab",
        "E#0000000010",
        "E#0000000009",
        "\u{FFFD}",
        " ",
        "~",
        "zz",
    ];
    let db = filled(&keys).await;
    let found = db.query("P", "").send().await.unwrap();
    keys.sort_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
    assert_eq!(sort_keys(found.items()), keys);
    let backwards = db
        .query("P", "")
        .scan_index_forward(false)
        .send()
        .await
        .unwrap();
    keys.reverse();
    assert_eq!(sort_keys(backwards.items()), keys);
}

#[rstest]
#[case::begins_with(" AND begins_with(sk, :a)", "E#", "", &["E#1", "E#2"])]
#[case::begins_with_takes_no_pattern(" AND begins_with(sk, :a)", "%", "", &["%x"])]
#[case::begins_with_takes_no_underscore_for_any(" AND begins_with(sk, :a)", "_", "", &["_x"])]
#[case::begins_with_minds_the_case(" AND begins_with(sk, :a)", "e", "", &["e"])]
#[case::between_has_both_ends(" AND sk BETWEEN :a AND :b", "E#1", "E#2", &["E#1", "E#2"])]
#[case::greater(" AND sk > :a", "E#2", "", &["F", "_x", "e", "\u{e9}"])]
#[case::at_least(" AND sk >= :a", "F", "", &["F", "_x", "e", "\u{e9}"])]
#[case::less(" AND sk < :a", "E#1", "", &["%x"])]
#[case::equal(" AND sk = :a", "F", "", &["F"])]
#[case::nothing(" AND sk = :a", "G", "", &[])]
#[tokio::test]
async fn a_range_of_sort_keys(
    #[case] and: &str,
    #[case] a: &str,
    #[case] b: &str,
    #[case] expected: &[&str],
) {
    let db = filled(&["E#1", "E#2", "F", "%x", "_x", "e", "\u{e9}"]).await;
    let mut query = db.query("P", and).expression_attribute_values(":a", s(a));
    if !b.is_empty() {
        query = query.expression_attribute_values(":b", s(b));
    }
    let found = query.send().await.unwrap();
    assert_eq!(sort_keys(found.items()), expected);
    assert_eq!(found.last_evaluated_key, None);
}

#[tokio::test]
async fn a_range_that_ends_before_it_begins_is_refused() {
    let db = filled(&["E#1"]).await;
    let query = db.query("P", " AND sk BETWEEN :a AND :b");
    let query = query
        .expression_attribute_values(":a", s("b"))
        .expression_attribute_values(":b", s("a"));
    assert_eq!(outcome(&query.send().await), INVALID);
}

#[tokio::test]
async fn partitions_are_apart_though_one_name_begins_with_the_other() {
    let db = Database::start().await;
    db.fill([
        item("W#w1", "S", []),
        item("W#w1#T#1", "S", []),
        item("W#w10", "S", []),
    ])
    .await;
    assert_eq!(db.query("W#w1", "").send().await.unwrap().count(), 1);
    assert_eq!(db.query("W#W1", "").send().await.unwrap().count(), 0);
}

#[tokio::test]
async fn a_filter_is_applied_after_the_limit() {
    let db = filled(&["1", "2", "3", "4"]).await;
    db.fill([item("P", "3", [("wanted", n(1))])]).await;
    let query = db
        .query("P", "")
        .limit(2)
        .filter_expression("attribute_exists(wanted)");
    let first = query.clone().send().await.unwrap();
    assert_eq!((first.count(), first.scanned_count()), (0, 2));
    let key = first.last_evaluated_key.unwrap();
    assert_eq!(key, item("P", "2", []));
    let second = query
        .set_exclusive_start_key(Some(key))
        .send()
        .await
        .unwrap();
    assert_eq!(sort_keys(second.items()), ["3"]);
}

#[tokio::test]
async fn a_page_ends_after_a_megabyte() {
    let db = Database::start().await;
    let text = "x".repeat(300 * 1024);
    db.fill((1..=5).map(|i| item("P", &i.to_string(), [("text", s(text.clone()))])))
        .await;
    let first = db.query("P", "").send().await.unwrap();
    // Whether the item that passes the limit is on the page.
    let each = Each {
        embedded: 3,
        genuine: 4,
    };
    db.differs(first.count(), each);
    let last = first.count().to_string();
    assert_eq!(first.last_evaluated_key, Some(item("P", &last, [])));
    let scanned = db.client.scan().table_name(&db.name).send().await.unwrap();
    assert_eq!(scanned.count(), first.count());
}

#[tokio::test]
async fn a_projection_shows_only_what_it_names() {
    let db = Database::start().await;
    db.fill([item("P", "S", [("name", s("x")), ("more", s("y"))])])
        .await;
    let query = db
        .query("P", "")
        .projection_expression("sk, #name, absent")
        .expression_attribute_names("#name", "name");
    let found = query.send().await.unwrap();
    let expected: Item = [("sk".to_owned(), s("S")), ("name".to_owned(), s("x"))].into();
    assert_eq!(found.items(), [expected]);
}

#[tokio::test]
async fn a_consistent_read_sees_every_write_before_it() {
    let db = Database::start().await;
    for i in 1..=50 {
        db.count_up("P", "S").send().await.unwrap();
        assert_eq!(db.get("P", "S").await.unwrap()["count"], n(i));
        let found = db.query("P", "").send().await.unwrap();
        assert_eq!(found.items()[0]["count"], AttributeValue::N(i.to_string()));
    }
}
