//! Transactions: all or nothing, and what the answer says when it is nothing.

use aws_sdk_dynamodb::{
    operation::{transact_write_items::TransactWriteItemsError, update_item::UpdateItemError},
    types::{Put, TransactWriteItem},
};
use futures_util::future::join_all;

use crate::database::{Database, Each, codes, item, n, outcome, reasons, s};

const INVALID: &str = "ValidationException";
const CANCELED: &str = "TransactionCanceledException";

#[tokio::test]
async fn a_transaction_saves_everything() {
    let db = Database::start().await;
    db.fill([item("P", "counted", [("count", n(1))])]).await;
    let actions = vec![
        db.put_if_absent_action(item("P", "S", [])),
        db.put_if_absent_action(item("Q", "S", [])),
        db.count_up_action("P", "counted"),
    ];
    db.transact(actions).await.unwrap();
    assert!(db.get("P", "S").await.is_some());
    assert!(db.get("Q", "S").await.is_some());
    assert_eq!(db.get("P", "counted").await.unwrap()["count"], n(2));
}

#[tokio::test]
async fn one_failed_condition_undoes_everything() {
    let db = Database::start().await;
    let taken = item("P", "taken", [("by", s("another"))]);
    db.fill([taken.clone()]).await;
    let sent = db.transact(vec![
        db.put_if_absent_action(item("P", "S", [])),
        db.count_up_action("P", "count"),
        db.put_if_absent_action(item("P", "taken", [])),
    ]);
    assert_eq!(outcome(&sent.await), CANCELED);
    assert_eq!(db.table.keys().await.len(), 1);
    assert_eq!(db.get("P", "taken").await, Some(taken));
}

#[tokio::test]
async fn reasons_stand_in_the_order_of_the_actions_with_the_old_items() {
    let db = Database::start().await;
    let taken = item("P", "taken", [("by", s("another")), ("at", n(7))]);
    db.fill([taken.clone()]).await;
    let sent = db.transact(vec![
        db.put_if_absent_action(item("P", "S", [])),
        db.put_if_absent_action(item("P", "taken", [])),
        db.exists_action("P", "missing"),
        db.put_action(item("P", "T", [])),
    ]);
    let reasons = reasons(sent.await);
    assert_eq!(
        codes(&reasons),
        [
            "None",
            "ConditionalCheckFailed",
            "ConditionalCheckFailed",
            "None"
        ]
    );
    let items: Vec<_> = reasons.iter().map(|reason| reason.item()).collect();
    assert_eq!(items, [None, Some(&taken), None, None]);
}

#[tokio::test]
async fn a_reason_shows_no_old_item_unless_asked() {
    let db = Database::start().await;
    db.fill([item("P", "S", [])]).await;
    let put = Put::builder()
        .table_name(&db.name)
        .set_item(Some(item("P", "S", [])))
        .condition_expression("attribute_not_exists(pk)");
    let action = TransactWriteItem::builder().put(put.build().unwrap());
    let reasons = reasons(db.transact(vec![action.build()]).await);
    assert_eq!(codes(&reasons), ["ConditionalCheckFailed"]);
    assert_eq!(reasons[0].item(), None);
}

#[tokio::test]
async fn a_condition_check_decides_and_writes_nothing() {
    let db = Database::start().await;
    let save = |sk: &'static str| {
        db.transact(vec![
            db.put_if_absent_action(item("P", sk, [])),
            db.exists_action("P", "agent"),
        ])
    };
    assert_eq!(outcome(&save("S").await), CANCELED);
    assert_eq!(db.get("P", "agent").await, None);
    db.fill([item("P", "agent", [])]).await;
    assert_eq!(outcome(&save("T").await), "done");
    assert_eq!(db.get("P", "agent").await, Some(item("P", "agent", [])));
    assert_eq!(db.get("P", "S").await, None);
}

#[tokio::test]
async fn two_actions_on_one_item_are_refused() {
    let db = Database::start().await;
    let pairs = [
        [
            db.put_action(item("P", "S", [])),
            db.put_action(item("P", "S", [])),
        ],
        [
            db.put_action(item("P", "S", [])),
            db.exists_action("P", "S"),
        ],
        [
            db.count_up_action("P", "S"),
            db.put_action(item("P", "S", [])),
        ],
    ];
    for pair in pairs {
        assert_eq!(outcome(&db.transact(pair.to_vec()).await), INVALID);
    }
    assert_eq!(db.get("P", "S").await, None);
}

#[tokio::test]
async fn a_hundred_actions_are_taken_and_101_refused() {
    let db = Database::start().await;
    let puts = |pk: &str, count: usize| {
        (0..count)
            .map(|i| db.put_if_absent_action(item(pk, &format!("{i:03}"), [])))
            .collect()
    };
    db.transact(puts("P", 100)).await.unwrap();
    assert_eq!(db.table.keys().await.len(), 100);
    assert_eq!(outcome(&db.transact(puts("Q", 101)).await), INVALID);
    assert_eq!(outcome(&db.transact(puts("Q", 0)).await), INVALID);
    assert_eq!(db.table.keys().await.len(), 100);
}

#[tokio::test]
async fn a_transaction_above_four_megabytes_is_refused() {
    let db = Database::start().await;
    let puts = |count: usize| {
        (0..count)
            .map(|i| {
                let text = s("x".repeat(390 * 1024));
                db.put_action(item("P", &format!("{i:03}"), [("text", text)]))
            })
            .collect()
    };
    assert_eq!(outcome(&db.transact(puts(11)).await), INVALID);
    assert!(db.table.keys().await.is_empty());
    assert_eq!(outcome(&db.transact(puts(10)).await), "done");
}

#[tokio::test]
async fn an_item_that_is_too_large_in_a_transaction_undoes_everything() {
    let db = Database::start().await;
    let sent = db
        .transact(vec![
            db.put_action(item("P", "S", [])),
            db.put_action(item("P", "T", [("text", s("x".repeat(400 * 1024)))])),
        ])
        .await;
    assert_eq!(outcome(&sent), INVALID);
    assert!(db.table.keys().await.is_empty());
}

#[tokio::test]
async fn an_update_that_cannot_be_applied_undoes_its_transaction() {
    let db = Database::start().await;
    db.fill([item("P", "text", [("count", s("one"))])]).await;
    let sent = db
        .transact(vec![
            db.put_action(item("P", "S", [])),
            db.count_up_action("P", "text"),
        ])
        .await;
    let each = Each {
        embedded: CANCELED,
        genuine: INVALID,
    };
    db.differs(outcome(&sent).as_str(), each);
    if db.is_embedded() {
        assert_eq!(codes(&reasons(sent)), ["None", "ValidationError"]);
    }
    assert_eq!(db.get("P", "S").await, None);
}

/// The embedded database does one transaction after another. The genuine one may refuse some of
/// those that meet; whichever it refuses, it has not done.
#[tokio::test]
async fn transactions_that_meet_on_one_item_are_done_or_refused_as_conflicts() {
    let db = Database::start().await;
    let sent = join_all((0..40).map(|i| {
        db.transact(vec![
            db.put_action(item("P", &format!("{i:03}"), [])),
            db.count_up_action("P", "head"),
        ])
    }));
    let (mut done, mut conflicts) = (0, 0);
    for answer in sent.await {
        if answer.is_ok() {
            done += 1;
            continue;
        }
        let reasons = reasons(answer);
        assert_eq!(codes(&reasons), ["None", "TransactionConflict"]);
        conflicts += 1;
    }
    assert_eq!(db.get("P", "head").await.unwrap()["count"], n(done));
    assert_eq!(db.table.keys().await.len(), done + 1);
    if db.is_embedded() {
        assert_eq!(conflicts, 0);
    }
}

#[tokio::test]
async fn a_plain_write_that_meets_a_transaction_is_done_or_refused_as_a_conflict() {
    let db = Database::start().await;
    let transactions = join_all((0..20).map(|_| db.transact(vec![db.count_up_action("P", "S")])));
    let plain = join_all((0..20).map(|_| db.count_up("P", "S").send()));
    let (transactions, plain) = tokio::join!(transactions, plain);
    let mut done = 0;
    for answer in transactions {
        match answer.map_err(|error| error.into_service_error()) {
            Ok(()) => done += 1,
            Err(TransactWriteItemsError::TransactionCanceledException(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    for answer in plain {
        match answer.map_err(|error| error.into_service_error()) {
            Ok(_) => done += 1,
            Err(UpdateItemError::TransactionConflictException(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(db.get("P", "S").await.unwrap()["count"], n(done));
}
