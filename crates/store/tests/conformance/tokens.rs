//! Client request tokens: how a transaction whose answer was lost is not done twice.

use aws_sdk_dynamodb::types::{Put, TransactWriteItem};

use crate::database::{Database, item, n, outcome};

/// Every test's tokens are its own: a token belongs to the whole account.
fn token() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}

async fn send(db: &Database, token: &str, actions: &[TransactWriteItem]) -> String {
    let request = db.client.transact_write_items().client_request_token(token);
    outcome(
        &request
            .set_transact_items(Some(actions.to_vec()))
            .send()
            .await,
    )
}

#[tokio::test]
async fn the_same_request_with_the_same_token_is_done_once() {
    let (db, token) = (Database::start().await, token());
    let actions = [
        db.count_up_action("P", "S"),
        db.put_if_absent_action(item("P", "T", [])),
    ];
    for _ in 0..3 {
        assert_eq!(send(&db, &token, &actions).await, "done");
    }
    assert_eq!(db.get("P", "S").await.unwrap()["count"], n(1));
}

#[tokio::test]
async fn the_same_request_without_a_token_is_done_again() {
    let db = Database::start().await;
    for _ in 0..3 {
        db.transact(vec![db.count_up_action("P", "S")])
            .await
            .unwrap();
    }
    assert_eq!(db.get("P", "S").await.unwrap()["count"], n(3));
}

#[tokio::test]
async fn a_repeat_is_answered_as_done_even_when_the_item_is_gone() {
    let (db, token) = (Database::start().await, token());
    let actions = [db.put_if_absent_action(item("P", "S", []))];
    assert_eq!(send(&db, &token, &actions).await, "done");
    db.delete("P", "S").await;
    assert_eq!(send(&db, &token, &actions).await, "done");
    assert_eq!(db.get("P", "S").await, None);
}

#[tokio::test]
async fn another_request_with_the_same_token_is_refused() {
    let (db, token) = (Database::start().await, token());
    let first = [db.put_if_absent_action(item("P", "S", []))];
    let second = [db.put_if_absent_action(item("P", "T", []))];
    assert_eq!(send(&db, &token, &first).await, "done");
    let refused = send(&db, &token, &second).await;
    assert_eq!(refused, "IdempotentParameterMismatchException");
    assert_eq!(db.get("P", "T").await, None);
}

#[tokio::test]
async fn a_token_belongs_to_the_account_and_not_to_the_table() {
    let (db, token) = (Database::start().await, token());
    let first = [db.put_if_absent_action(item("P", "S", []))];
    assert_eq!(send(&db, &token, &first).await, "done");
    let elsewhere = Put::builder()
        .table_name(db.table.sibling_name())
        .set_item(Some(item("P", "S", [])));
    let second = TransactWriteItem::builder().put(elsewhere.build().unwrap());
    let refused = send(&db, &token, &[second.build()]).await;
    assert_eq!(refused, "IdempotentParameterMismatchException");
}

#[tokio::test]
async fn a_cancelled_transaction_may_be_sent_again_with_its_token() {
    let (db, token) = (Database::start().await, token());
    let actions = [
        db.put_if_absent_action(item("P", "S", [])),
        db.exists_action("P", "agent"),
    ];
    let cancelled = send(&db, &token, &actions).await;
    assert_eq!(cancelled, "TransactionCanceledException");
    db.fill([item("P", "agent", [])]).await;
    assert_eq!(send(&db, &token, &actions).await, "done");
    assert!(db.get("P", "S").await.is_some());
}

#[tokio::test]
async fn a_token_has_36_characters_at_most() {
    let db = Database::start().await;
    let actions = [db.count_up_action("P", "S")];
    let longest = format!("{}----", token());
    assert_eq!(send(&db, &longest, &actions).await, "done");
    let longer = format!("{longest}-");
    assert_eq!(send(&db, &longer, &actions).await, "ValidationException");
}
