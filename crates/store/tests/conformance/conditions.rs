//! Writes under a condition, counters, and what an update answers with.

use aws_sdk_dynamodb::{
    operation::{put_item::PutItemError, update_item::UpdateItemError},
    types::{ReturnValue, ReturnValuesOnConditionCheckFailure},
};
use futures_util::future::join_all;
use rstest::rstest;

use crate::database::{Database, item, n, outcome, s};

const FAILED: &str = "ConditionalCheckFailedException";

#[tokio::test]
async fn a_put_if_absent_succeeds_once() {
    let db = Database::start().await;
    let first = db.put_if_absent(item("P", "S", [("by", s("first"))]));
    first.send().await.unwrap();
    let second = db.put_if_absent(item("P", "S", [("by", s("second"))]));
    assert_eq!(outcome(&second.send().await), FAILED);
    assert_eq!(db.get("P", "S").await.unwrap()["by"], s("first"));
    let neighbour = db.put_if_absent(item("P", "T", []));
    assert_eq!(outcome(&neighbour.send().await), "done");
}

#[tokio::test]
async fn of_twenty_parallel_puts_if_absent_one_succeeds() {
    let db = Database::start().await;
    let puts = (0..20).map(|i| db.put_if_absent(item("P", "S", [("by", n(i))])).send());
    let outcomes: Vec<_> = join_all(puts).await.iter().map(outcome).collect();
    let count = |wanted: &str| outcomes.iter().filter(|found| *found == wanted).count();
    assert_eq!((count("done"), count(FAILED)), (1, 19));
}

#[tokio::test]
async fn add_to_a_missing_item_gives_one() {
    let db = Database::start().await;
    let added = db
        .count_up("P", "S")
        .return_values(ReturnValue::UpdatedNew)
        .send();
    assert_eq!(added.await.unwrap().attributes.unwrap()["count"], n(1));
    assert_eq!(
        db.get("P", "S").await.unwrap(),
        item("P", "S", [("count", n(1))])
    );
}

#[tokio::test]
async fn fifty_parallel_adds_answer_with_fifty_different_counts() {
    let db = Database::start().await;
    let add = || async {
        let request = db.count_up("P", "S").return_values(ReturnValue::UpdatedNew);
        let answer = request.send().await.unwrap().attributes.unwrap();
        answer["count"].as_n().unwrap().parse::<u32>().unwrap()
    };
    let mut counts = join_all((0..50).map(|_| add())).await;
    counts.sort_unstable();
    assert_eq!(counts, (1..=50).collect::<Vec<_>>());
}

#[tokio::test]
async fn updated_new_answers_with_what_changed_and_all_new_with_the_whole_item() {
    let db = Database::start().await;
    db.fill([item("P", "S", [("kept", s("x"))])]).await;
    let update = || db.count_up("P", "S");
    let changed = update().return_values(ReturnValue::UpdatedNew).send();
    let changed = changed.await.unwrap().attributes.unwrap();
    assert_eq!(changed, [("count".to_owned(), n(1))].into());
    let whole = update().return_values(ReturnValue::AllNew).send().await;
    assert_eq!(
        whole.unwrap().attributes.unwrap(),
        item("P", "S", [("kept", s("x")), ("count", n(2))])
    );
    let nothing = update().send().await.unwrap();
    assert_eq!(nothing.attributes, None);
}

#[tokio::test]
async fn a_failed_update_shows_the_item_that_stood_in_its_way() {
    let db = Database::start().await;
    let old = item("P", "S", [("state", s("sent")), ("claims", n(3))]);
    db.fill([old.clone()]).await;
    let failed = db
        .update("P", "S", "SET claims = :new")
        .condition_expression("attribute_not_exists(pk)")
        .expression_attribute_values(":new", n(9))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    match failed.send().await.unwrap_err().into_service_error() {
        UpdateItemError::ConditionalCheckFailedException(failed) => {
            assert_eq!(failed.item(), Some(&old));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(db.get("P", "S").await.unwrap(), old);
}

#[tokio::test]
async fn a_failed_put_shows_the_old_item_only_when_asked() {
    let db = Database::start().await;
    let old = item("P", "S", [("state", s("sent"))]);
    db.fill([old.clone()]).await;
    for (asked, shown) in [
        (ReturnValuesOnConditionCheckFailure::AllOld, Some(&old)),
        (ReturnValuesOnConditionCheckFailure::None, None),
    ] {
        let put = db
            .put_if_absent(item("P", "S", []))
            .return_values_on_condition_check_failure(asked);
        match put.send().await.unwrap_err().into_service_error() {
            PutItemError::ConditionalCheckFailedException(failed) => {
                assert_eq!(failed.item(), shown);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_condition_that_fails_on_a_missing_item_shows_no_item() {
    let db = Database::start().await;
    let failed = db
        .update("P", "S", "SET claims = :new")
        .condition_expression("attribute_exists(pk)")
        .expression_attribute_values(":new", n(9))
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    match failed.send().await.unwrap_err().into_service_error() {
        UpdateItemError::ConditionalCheckFailedException(failed) => {
            assert_eq!(failed.item(), None);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(db.get("P", "S").await, None);
}

#[rstest]
#[case::of_numbers_goes_by_their_value("expires_at <= :ten", true)]
#[case::of_numbers_can_fail("expires_at > :ten", false)]
#[case::with_a_missing_attribute_is_false("absent <= :ten", false)]
#[case::for_difference_from_a_missing_attribute_is_true("absent <> :ten", true)]
#[case::of_text_and_number_is_false("title <= :ten", false)]
#[case::of_text_and_number_for_equality_is_false("title = :ten", false)]
#[case::or_takes_either("attribute_not_exists(pk) OR expires_at <= :ten", true)]
#[case::and_binds_closer("expires_at = :ten AND absent = :ten OR attribute_exists(title)", true)]
#[case::brackets_bind_closest(
    "expires_at = :ten AND (absent = :ten OR attribute_exists(title))",
    false
)]
#[case::not_turns_around("NOT expires_at > :ten", true)]
#[tokio::test]
async fn a_condition_compares(#[case] condition: &str, #[case] holds: bool) {
    let db = Database::start().await;
    // As texts, "9" would be greater than "10".
    db.fill([item("P", "S", [("expires_at", n(9)), ("title", s("9"))])])
        .await;
    let mut update = db
        .update("P", "S", "SET touched = :yes")
        .condition_expression(condition)
        .expression_attribute_values(":yes", s("yes"));
    if condition.contains(":ten") {
        update = update.expression_attribute_values(":ten", n(10));
    }
    let expected = if holds { "done" } else { FAILED };
    assert_eq!(outcome(&update.send().await), expected);
}

#[tokio::test]
async fn a_condition_sees_the_newest_state() {
    let db = Database::start().await;
    db.fill([item("P", "S", [("version", n(1))])]).await;
    let edit = |expected: u32| {
        db.update("P", "S", "SET version = :next")
            .condition_expression("version = :expected")
            .expression_attribute_values(":expected", n(expected))
            .expression_attribute_values(":next", n(expected + 1))
            .send()
    };
    let both = join_all([edit(1), edit(1)]).await;
    let mut outcomes: Vec<_> = both.iter().map(outcome).collect();
    outcomes.sort();
    assert_eq!(outcomes, [FAILED, "done"]);
    assert_eq!(db.get("P", "S").await.unwrap()["version"], n(2));
}
