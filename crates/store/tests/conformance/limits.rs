//! Sizes, and empty texts.

use rstest::rstest;

use crate::database::{Database, Item, codes, item, key, n, outcome, reasons, s};

const INVALID: &str = "ValidationException";
const LARGEST_ITEM: usize = 400 * 1024;

/// An item that counts exactly `bytes`: names and values, here of `pk`, `sk` and `text`.
fn item_of(bytes: usize) -> Item {
    let rest = "pk".len() + "P".len() + "sk".len() + "S".len() + "text".len();
    item("P", "S", [("text", s("x".repeat(bytes - rest)))])
}

#[tokio::test]
async fn an_item_of_400_kb_is_taken_and_one_byte_more_refused() {
    let db = Database::start().await;
    assert_eq!(outcome(&db.put(item_of(LARGEST_ITEM)).send().await), "done");
    db.delete("P", "S").await;
    let refused = db.put(item_of(LARGEST_ITEM + 1)).send().await;
    assert_eq!(outcome(&refused), INVALID);
    let refused = refused.unwrap_err().into_service_error();
    let message = refused.meta().message().unwrap();
    assert_eq!(message, "Item size has exceeded the maximum allowed size");
    assert_eq!(db.get("P", "S").await, None);
}

#[tokio::test]
async fn an_items_size_counts_bytes_and_not_characters() {
    let db = Database::start().await;
    let put = db.put(item(
        "P",
        "S",
        [("text", s("\u{e9}".repeat(LARGEST_ITEM / 2)))],
    ));
    assert_eq!(outcome(&put.send().await), INVALID);
}

#[tokio::test]
async fn an_update_that_would_make_an_item_too_large_changes_nothing() {
    let db = Database::start().await;
    let saved = item_of(LARGEST_ITEM - 10);
    db.fill([saved.clone()]).await;
    let update = db
        .update("P", "S", "SET more = :more")
        .expression_attribute_values(":more", s("0123456789"));
    assert_eq!(outcome(&update.send().await), INVALID);
    assert_eq!(db.get("P", "S").await, Some(saved));
}

#[rstest]
#[case::a_partition_key_of_2048_bytes_is_taken("p".repeat(2048), "S".to_owned(), "done")]
#[case::a_partition_key_of_2049_bytes_is_refused("p".repeat(2049), "S".to_owned(), INVALID)]
#[case::a_sort_key_of_1024_bytes_is_taken("P".to_owned(), "s".repeat(1024), "done")]
#[case::a_sort_key_of_1025_bytes_is_refused("P".to_owned(), "s".repeat(1025), INVALID)]
#[case::bytes_count_and_not_characters("P".to_owned(), "\u{e9}".repeat(513), INVALID)]
#[tokio::test]
async fn keys_have_limits(#[case] pk: String, #[case] sk: String, #[case] expected: &str) {
    let db = Database::start().await;
    assert_eq!(outcome(&db.put(item(&pk, &sk, [])).send().await), expected);
    let transaction = db.transact(vec![db.put_action(item(&pk, &sk, []))]).await;
    if expected == INVALID {
        assert_eq!(codes(&reasons(transaction)), ["ValidationError"]);
    }
    let read = db.client.get_item().table_name(&db.name);
    let read = read.set_key(Some(key(&pk, &sk))).send().await;
    assert_eq!(outcome(&read), expected);
}

#[rstest]
#[case::partition_key("", "S")]
#[case::sort_key("P", "")]
#[tokio::test]
async fn an_empty_text_is_no_key(#[case] pk: &str, #[case] sk: &str) {
    let db = Database::start().await;
    assert_eq!(outcome(&db.put(item(pk, sk, [])).send().await), INVALID);
    assert_eq!(outcome(&db.count_up(pk, sk).send().await), INVALID);
    let read = db.client.get_item().table_name(&db.name);
    let read = read.set_key(Some(key(pk, sk))).send().await;
    assert_eq!(outcome(&read), INVALID);
    let transaction = db.transact(vec![db.put_action(item(pk, sk, []))]).await;
    assert_eq!(outcome(&transaction), INVALID);
}

#[tokio::test]
async fn an_empty_text_is_a_value() {
    let db = Database::start().await;
    let saved = item("P", "S", [("text", s(""))]);
    db.fill([saved.clone()]).await;
    assert_eq!(db.get("P", "S").await, Some(saved));
    let found = db
        .query("P", "")
        .filter_expression("attribute_exists(#text) AND #text = :empty");
    let found = found
        .expression_attribute_names("#text", "text")
        .expression_attribute_values(":empty", s(""));
    assert_eq!(found.send().await.unwrap().count(), 1);
}

#[tokio::test]
async fn an_item_without_its_whole_key_is_refused() {
    let db = Database::start().await;
    let mut half = item("P", "S", []);
    half.remove("sk");
    assert_eq!(outcome(&db.put(half).send().await), INVALID);
    let wrong = item("P", "S", [("sk", n(1))]);
    assert_eq!(outcome(&db.put(wrong).send().await), INVALID);
}
