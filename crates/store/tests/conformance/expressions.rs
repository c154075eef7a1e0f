//! Updates, placeholders, and values that come back as they went in.

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use rstest::rstest;

use crate::database::{Database, item, n, outcome, s};

const INVALID: &str = "ValidationException";

#[tokio::test]
async fn a_reserved_word_needs_a_placeholder() {
    let db = Database::start().await;
    for word in ["state", "count", "name", "status"] {
        let bare = db
            .update("P", "S", &format!("SET {word} = :value"))
            .expression_attribute_values(":value", s("x"));
        assert_eq!(outcome(&bare.send().await), INVALID, "{word}");
        let named = db
            .update("P", "S", "SET #word = :value")
            .expression_attribute_names("#word", word)
            .expression_attribute_values(":value", s("x"));
        assert_eq!(outcome(&named.send().await), "done", "{word}");
    }
}

#[tokio::test]
async fn a_placeholder_that_is_not_used_is_refused() {
    let db = Database::start().await;
    let value = db
        .count_up("P", "S")
        .expression_attribute_values(":more", n(1));
    assert_eq!(outcome(&value.send().await), INVALID);
    let name = db
        .count_up("P", "S")
        .expression_attribute_names("#more", "x");
    assert_eq!(outcome(&name.send().await), INVALID);
}

#[tokio::test]
async fn an_update_of_a_missing_item_makes_it() {
    let db = Database::start().await;
    let update = db
        .update("P", "S", "SET a = :a REMOVE absent")
        .expression_attribute_values(":a", s("x"));
    update.send().await.unwrap();
    assert_eq!(
        db.get("P", "S").await.unwrap(),
        item("P", "S", [("a", s("x"))])
    );
}

#[tokio::test]
async fn set_add_and_remove_work_in_one_update() {
    let db = Database::start().await;
    db.fill([item("P", "S", [("claim", s("old")), ("claims", n(1))])])
        .await;
    let update = db
        .update("P", "S", "SET #state = :sent ADD claims :one REMOVE claim")
        .expression_attribute_names("#state", "state")
        .expression_attribute_values(":sent", s("sent"))
        .expression_attribute_values(":one", n(1));
    update.send().await.unwrap();
    assert_eq!(
        db.get("P", "S").await.unwrap(),
        item("P", "S", [("state", s("sent")), ("claims", n(2))])
    );
}

#[tokio::test]
async fn a_key_cannot_be_updated() {
    let db = Database::start().await;
    let update = db
        .update("P", "S", "SET sk = :other")
        .expression_attribute_values(":other", s("T"));
    assert_eq!(outcome(&update.send().await), INVALID);
}

#[tokio::test]
async fn add_to_a_text_is_refused() {
    let db = Database::start().await;
    db.fill([item("P", "S", [("count", s("one"))])]).await;
    assert_eq!(outcome(&db.count_up("P", "S").send().await), INVALID);
}

#[tokio::test]
async fn every_type_comes_back_as_it_went_in() {
    let db = Database::start().await;
    let list = AttributeValue::L(vec![s(""), n(0), AttributeValue::Null(true)]);
    let saved = item(
        "P",
        "S",
        [
            ("text", s("\u{e9}\u{1F600}\n\t\u{0}\"\\")),
            ("flag", AttributeValue::Bool(false)),
            ("nothing", AttributeValue::Null(true)),
            ("bytes", AttributeValue::B(Blob::new([0_u8, 255, 10]))),
            ("list", list.clone()),
            ("map", AttributeValue::M([("of".to_owned(), list)].into())),
            ("empty_map", AttributeValue::M([].into())),
            ("empty_list", AttributeValue::L(vec![])),
        ],
    );
    db.fill([saved.clone()]).await;
    assert_eq!(db.get("P", "S").await, Some(saved));
}

#[tokio::test]
async fn a_put_replaces_the_whole_item() {
    let db = Database::start().await;
    db.fill([
        item("P", "S", [("a", s("1")), ("b", s("2"))]),
        item("P", "S", [("a", s("3"))]),
    ])
    .await;
    assert_eq!(
        db.get("P", "S").await.unwrap(),
        item("P", "S", [("a", s("3"))])
    );
}

#[rstest]
#[case::milliseconds("1700000000000", "1700000000000")]
#[case::the_largest_integer_of_64_bits("9223372036854775807", "9223372036854775807")]
#[case::thirty_eight_digits(
    "12345678901234567890123456789012345678",
    "12345678901234567890123456789012345678"
)]
#[case::a_fraction_that_is_none("1.0", "1")]
#[case::leading_zeros("007", "7")]
#[case::an_exponent("1e3", "1000")]
#[case::below_zero("-5", "-5")]
#[tokio::test]
async fn a_number_comes_back_exact_and_in_its_plain_form(
    #[case] sent: &str,
    #[case] expected: &str,
) {
    let db = Database::start().await;
    db.fill([item("P", "S", [("number", n(sent))])]).await;
    assert_eq!(db.get("P", "S").await.unwrap()["number"], n(expected));
}

#[tokio::test]
async fn a_number_of_39_digits_is_refused() {
    let db = Database::start().await;
    let put = db.put(item("P", "S", [("number", n("1".repeat(39)))]));
    assert_eq!(outcome(&put.send().await), INVALID);
}

#[tokio::test]
async fn adding_keeps_large_counts_exact() {
    let db = Database::start().await;
    // One above what a double can count by ones.
    db.fill([item("P", "S", [("count", n("9007199254740993"))])])
        .await;
    db.count_up("P", "S").send().await.unwrap();
    assert_eq!(
        db.get("P", "S").await.unwrap()["count"],
        n("9007199254740994")
    );
}

#[tokio::test]
async fn an_expired_item_can_be_read_until_it_is_swept() {
    let db = Database::start().await;
    // DynamoDB Local sweeps when it likes; an item that expired more than five years ago is
    // never swept at all, there and in the cloud.
    let long_ago = item("P", "S", [("expires_at", n(1_000_000_000))]);
    db.fill([long_ago.clone()]).await;
    assert_eq!(db.get("P", "S").await, Some(long_ago.clone()));
    let found = db.query("P", "").send().await.unwrap();
    assert_eq!(found.items(), [long_ago]);
}
