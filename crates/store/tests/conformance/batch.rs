//! BatchGetItem: a ticket's items, and delivery marks, a hundred at a time.

use aws_sdk_dynamodb::types::KeysAndAttributes;

use crate::database::{Database, Item, item, key, n, outcome, s};

const INVALID: &str = "ValidationException";

fn keys(range: std::ops::Range<usize>) -> Vec<Item> {
    range.map(|i| key("P", &format!("{i:03}"))).collect()
}

fn wanted(
    db: &Database,
    keys: Vec<Item>,
) -> Option<std::collections::HashMap<String, KeysAndAttributes>> {
    let wanted = KeysAndAttributes::builder()
        .set_keys(Some(keys))
        .consistent_read(true);
    Some([(db.name.clone(), wanted.build().unwrap())].into())
}

#[tokio::test]
async fn a_batch_of_a_hundred_keys_gives_those_that_exist() {
    let db = Database::start().await;
    let even = |i: &usize| i.is_multiple_of(2);
    let saved = |i: usize| item("P", &format!("{i:03}"), [("i", n(i))]);
    db.fill((0..100).filter(even).map(saved)).await;
    let request = db.client.batch_get_item();
    let answer = request
        .set_request_items(wanted(&db, keys(0..100)))
        .send()
        .await
        .unwrap();
    let mut found = answer.responses.unwrap().remove(&db.name).unwrap();
    found.sort_by_key(|item| item["sk"].as_s().unwrap().clone());
    assert_eq!(found, (0..100).filter(even).map(saved).collect::<Vec<_>>());
    assert!(answer.unprocessed_keys.is_none_or(|rest| rest.is_empty()));
}

#[tokio::test]
async fn a_batch_where_nothing_exists_gives_nothing() {
    let db = Database::start().await;
    let request = db.client.batch_get_item();
    let answer = request
        .set_request_items(wanted(&db, keys(0..3)))
        .send()
        .await
        .unwrap();
    assert!(
        answer
            .responses
            .unwrap()
            .into_values()
            .flatten()
            .next()
            .is_none()
    );
}

#[tokio::test]
async fn a_batch_of_101_keys_or_none_or_with_a_repeat_is_refused() {
    let db = Database::start().await;
    let twice = vec![key("P", "S"), key("P", "S")];
    for keys in [keys(0..101), vec![], twice] {
        let request = db.client.batch_get_item();
        let refused = request.set_request_items(wanted(&db, keys)).send().await;
        assert_eq!(outcome(&refused), INVALID);
    }
}

#[tokio::test]
async fn what_does_not_fit_into_16_megabytes_is_left_unprocessed_and_can_be_asked_for_again() {
    let db = Database::start().await;
    let text = "x".repeat(395 * 1024);
    let large = |i: usize| item("P", &format!("{i:03}"), [("text", s(text.clone()))]);
    db.fill((0..45).map(large)).await;
    let (mut request, mut met, mut calls) = (wanted(&db, keys(0..45)), 0, 0);
    while let Some(items) = request.take() {
        let answer = db
            .client
            .batch_get_item()
            .set_request_items(Some(items))
            .send();
        let answer = answer.await.unwrap();
        met += answer.responses.unwrap().into_values().flatten().count();
        request = answer.unprocessed_keys.filter(|rest| !rest.is_empty());
        calls += 1;
    }
    assert_eq!((met, calls), (45, 2));
}
