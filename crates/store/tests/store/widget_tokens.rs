use domain::text::PersonName;
use rstest::rstest;
use store::{
    StoreError,
    widget_tokens::{TokenRecord, WidgetToken},
};
use testkit::{
    Table,
    samples::{OWNER, email, time, workspace},
};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

#[rstest]
#[case::another("ffffffffffffffffffffffffffffffff")]
#[case::in_capitals("0123456789ABCDEF0123456789ABCDEF")]
#[case::with_a_space("0123456789abcdef0123456789abcdef ")]
#[case::empty("")]
#[case::blank(" ")]
#[case::null("null")]
#[case::zero("0")]
#[tokio::test]
async fn an_unknown_token_is_nobodys(#[case] token: &str) {
    let table = Table::start().await;
    known(&table, "t1", TOKEN).await.unwrap();
    assert_eq!(table.store.widget_token(token).await.unwrap(), None);
}

#[tokio::test]
async fn a_token_is_found_by_its_hash_and_stored_nowhere() {
    let table = Table::start().await;
    known(&table, "t1", TOKEN).await.unwrap();
    let found = table.store.widget_token(TOKEN).await.unwrap();
    let expected = WidgetToken {
        id: "t1".to_owned(),
        workspace: workspace("w1"),
        revoked: false,
    };
    assert_eq!(found, Some(expected));
    for (pk, sk) in table.keys().await {
        let item = table.item(&pk, &sk).await.unwrap();
        assert!(!format!("{item:?}").contains(TOKEN), "{pk} {sk}");
    }
}

#[tokio::test]
async fn neither_a_token_nor_an_id_is_given_twice() {
    let table = Table::start().await;
    known(&table, "t1", TOKEN).await.unwrap();
    for (id, token) in [("t2", TOKEN), ("t1", "another")] {
        let again = known(&table, id, token).await;
        assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
    }
    let records = table.store.widget_tokens(&workspace("w1")).await.unwrap();
    assert_eq!(records.len(), 1);
}

#[tokio::test]
async fn a_use_is_written_down_once_an_hour_by_each_copy() {
    let table = Table::start().await;
    known(&table, "t1", TOKEN).await.unwrap();
    let w1 = workspace("w1");
    let (copy, other) = (&table.store, table.same());
    for (store, at, shown) in [
        (copy, "10:00:00", "10:00:00"),
        (copy, "10:59:59", "10:00:00"),
        (&other, "10:30:00", "10:30:00"),
        (copy, "11:00:00", "11:00:00"),
        // A copy whose clock is behind takes nothing back.
        (&other, "11:30:00", "11:30:00"),
        (copy, "12:00:00", "12:00:00"),
    ] {
        store.note_use(&w1, "t1", day(at)).await.unwrap();
        let record = copy.widget_token_record(&w1, "t1").await.unwrap().unwrap();
        assert_eq!(record.last_used_at, Some(day(shown)), "{at}");
    }
    let late = table.same();
    late.note_use(&w1, "t1", day("11:45:00")).await.unwrap();
    let record = copy.widget_token_record(&w1, "t1").await.unwrap().unwrap();
    assert_eq!(record.last_used_at, Some(day("12:00:00")));
}

#[tokio::test]
async fn the_use_of_a_token_without_a_record_makes_none() {
    let table = Table::start().await;
    let (w1, now) = (workspace("w1"), day("10:00:00"));
    table.store.note_use(&w1, "t9", now).await.unwrap();
    assert_eq!(table.keys().await, []);
}

async fn known(table: &Table, id: &str, token: &str) -> Result<(), StoreError> {
    let name = PersonName::parse("Shop").unwrap();
    let record = TokenRecord::new(token, id.to_owned(), name, email(OWNER), day("09:00:00"));
    table
        .store
        .put_widget_token(&workspace("w1"), &record)
        .await
}

fn day(clock: &str) -> domain::time::UtcTime {
    time(&format!("2024-01-15T{clock}Z"))
}
