use rstest::rstest;
use store::widget_tokens::WidgetToken;
use testkit::{Table, samples::workspace};

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
    table
        .store
        .put_widget_token(TOKEN, &record(false))
        .await
        .unwrap();
    assert_eq!(table.store.widget_token(token).await.unwrap(), None);
}

#[tokio::test]
async fn a_token_is_found_by_its_hash_and_stored_nowhere() {
    let table = Table::start().await;
    table
        .store
        .put_widget_token(TOKEN, &record(false))
        .await
        .unwrap();
    assert_eq!(
        table.store.widget_token(TOKEN).await.unwrap(),
        Some(record(false))
    );
    let (pk, sk) = table.keys().await.remove(0);
    let item = table.item(&pk, &sk).await.unwrap();
    assert!(
        !format!("{item:?}").contains(TOKEN),
        "the token itself is in the table"
    );
}

#[tokio::test]
async fn a_revoked_token_keeps_its_record() {
    let table = Table::start().await;
    table
        .store
        .put_widget_token(TOKEN, &record(false))
        .await
        .unwrap();
    table
        .store
        .put_widget_token(TOKEN, &record(true))
        .await
        .unwrap();
    assert_eq!(
        table.store.widget_token(TOKEN).await.unwrap(),
        Some(record(true))
    );
}

fn record(revoked: bool) -> WidgetToken {
    WidgetToken {
        id: "t1".to_owned(),
        workspace: workspace("w1"),
        revoked,
    }
}
