use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{number::NumberFormat, workspace::Settings};
use futures_util::future::join_all;
use rstest::rstest;
use testkit::{
    Table,
    samples::{settings, time, workspace},
};

const NOON: &str = "2024-01-15T12:00:00Z";

#[rstest]
#[case::sequential(NumberFormat::Sequential, ["TKT-00001", "TKT-00002", "TKT-00003"])]
#[case::dated(
    NumberFormat::Dated,
    ["TKT-20240115-0001", "TKT-20240115-0002", "TKT-20240115-0003"]
)]
#[tokio::test]
async fn numbers_follow_each_other_from_one(
    #[case] format: NumberFormat,
    #[case] expected: [&str; 3],
) {
    let table = Table::start().await;
    for expected in expected {
        assert_eq!(next(&table, "w1", &numbered(format), NOON).await, expected);
    }
}

#[rstest]
#[case::sequential(
    NumberFormat::Sequential, "SEQ", 99_998,
    ["TKT-99999", "TKT-100000", "TKT-100001"]
)]
#[case::dated(
    NumberFormat::Dated, "20240115", 9_998,
    ["TKT-20240115-9999", "TKT-20240115-10000", "TKT-20240115-10001"]
)]
#[tokio::test]
async fn numbers_grow_past_their_padding(
    #[case] format: NumberFormat,
    #[case] sequence: &str,
    #[case] taken: u64,
    #[case] expected: [&str; 3],
) {
    let table = Table::start().await;
    let taken = AttributeValue::N(taken.to_string());
    table.set("W#w1#N", sequence, "count", taken).await;
    for expected in expected {
        assert_eq!(next(&table, "w1", &numbered(format), NOON).await, expected);
    }
}

#[tokio::test]
async fn dated_numbers_start_again_at_midnight_utc() {
    let table = Table::start().await;
    let dated = numbered(NumberFormat::Dated);
    let moments = [
        ("2024-01-15T23:59:59.998Z", "TKT-20240115-0001"),
        ("2024-01-15T23:59:59.999Z", "TKT-20240115-0002"),
        ("2024-01-16T00:00:00.000Z", "TKT-20240116-0001"),
        // Still the 16th in UTC, the 17th where this was written.
        ("2024-01-17T01:30:00.000+02:00", "TKT-20240116-0002"),
        ("2024-02-29T00:00:00.000Z", "TKT-20240229-0001"),
        // A late caller whose clock is behind goes on where its day stopped.
        ("2024-01-15T23:59:59.999Z", "TKT-20240115-0003"),
    ];
    for (at, expected) in moments {
        assert_eq!(next(&table, "w1", &dated, at).await, expected);
    }
}

#[tokio::test]
async fn workspaces_count_apart() {
    let table = Table::start().await;
    let settings = numbered(NumberFormat::Sequential);
    assert_eq!(next(&table, "w1", &settings, NOON).await, "TKT-00001");
    assert_eq!(next(&table, "w2", &settings, NOON).await, "TKT-00001");
    assert_eq!(next(&table, "w1", &settings, NOON).await, "TKT-00002");
}

#[tokio::test]
async fn another_prefix_goes_on_with_the_sequence() {
    let table = Table::start().await;
    let old = numbered(NumberFormat::Sequential);
    let new = Settings {
        prefix: "ACME2".parse().unwrap(),
        ..old.clone()
    };
    assert_eq!(next(&table, "w1", &old, NOON).await, "TKT-00001");
    assert_eq!(next(&table, "w1", &new, NOON).await, "ACME2-00002");
    assert_eq!(next(&table, "w1", &old, NOON).await, "TKT-00003");
}

#[tokio::test]
async fn each_format_has_a_sequence_of_its_own() {
    let table = Table::start().await;
    let (plain, dated) = (
        numbered(NumberFormat::Sequential),
        numbered(NumberFormat::Dated),
    );
    assert_eq!(next(&table, "w1", &plain, NOON).await, "TKT-00001");
    assert_eq!(next(&table, "w1", &dated, NOON).await, "TKT-20240115-0001");
    assert_eq!(next(&table, "w1", &plain, NOON).await, "TKT-00002");
}

#[tokio::test]
async fn fifty_at_once_get_fifty_numbers_without_a_hole() {
    let table = Table::start().await;
    let settings = numbered(NumberFormat::Sequential);
    let all = join_all((0..50).map(|_| next(&table, "w1", &settings, NOON))).await;
    let expected: HashSet<_> = (1..=50).map(|n| format!("TKT-{n:05}")).collect();
    assert_eq!(all.into_iter().collect::<HashSet<_>>(), expected);
}

fn numbered(number_format: NumberFormat) -> Settings {
    Settings {
        number_format,
        ..settings()
    }
}

async fn next(table: &Table, id: &str, settings: &Settings, at: &str) -> String {
    let number = table
        .store
        .next_number(&workspace(id), settings, time(at))
        .await;
    number.unwrap().to_string()
}
