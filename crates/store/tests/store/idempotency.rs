use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use jiff::SignedDuration;
use rstest::rstest;
use store::{
    idempotency::{FirstAnswer, IdempotentRequest},
    tickets::InsertError,
};
use testkit::{
    Table,
    samples::{raised_by_a_visitor, settings, time, workspace},
};

const BODY: &str = r#"{"issue":"My invoice"}"#;

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_burns_no_number() {
    let table = Table::start().await;
    let w1 = workspace("w1");
    let request = request(&w1, "agent#a1", "key-1", BODY);
    assert_eq!(
        create(&table, &request, now()).await,
        Made::Ticket("TKT-00001".to_owned())
    );
    let again = create(&table, &request, now().plus(SignedDuration::from_hours(23))).await;
    assert_eq!(
        again,
        Made::Earlier(FirstAnswer::Same("TKT-00001".to_owned()))
    );
    assert_eq!(numbers_taken(&table).await, 1);
    assert_eq!(heads(&table).await, 1);
}

#[tokio::test]
async fn a_key_with_another_body_is_told_apart() {
    let table = Table::start().await;
    let w1 = workspace("w1");
    create(&table, &request(&w1, "agent#a1", "key-1", BODY), now()).await;
    let other = create(&table, &request(&w1, "agent#a1", "key-1", "{}"), now()).await;
    assert_eq!(other, Made::Earlier(FirstAnswer::OtherBody));
    assert_eq!(numbers_taken(&table).await, 1);
}

#[rstest]
#[case::another_key("w1", "agent#a1", "key-2")]
#[case::another_credential("w1", "agent#a2", "key-1")]
#[case::another_workspace("w2", "agent#a1", "key-1")]
#[tokio::test]
async fn keys_of_others_do_not_meet(#[case] id: &str, #[case] credential: &str, #[case] key: &str) {
    let table = Table::start().await;
    create(
        &table,
        &request(&workspace("w1"), "agent#a1", "key-1", BODY),
        now(),
    )
    .await;
    let made = create(
        &table,
        &request(&workspace(id), credential, key, BODY),
        now(),
    )
    .await;
    assert!(matches!(made, Made::Ticket(_)), "{made:?}");
}

#[tokio::test]
async fn a_record_whose_time_is_over_counts_as_absent_though_it_is_still_there() {
    let table = Table::start().await;
    let w1 = workspace("w1");
    let first = request(&w1, "agent#a1", "key-1", BODY);
    create(&table, &first, now()).await;
    let day = SignedDuration::from_hours(24);
    let just_before = now().plus(day - SignedDuration::from_secs(1));
    assert!(
        table
            .store
            .first_answer(&first, just_before)
            .await
            .unwrap()
            .is_some()
    );

    let later = request(&w1, "agent#a1", "key-1", "another body");
    let made = create(&table, &later, now().plus(day)).await;
    assert_eq!(made, Made::Ticket("TKT-00002".to_owned()));
    // The key now remembers the later request.
    let again = table
        .store
        .first_answer(&later, now().plus(day))
        .await
        .unwrap();
    assert_eq!(again, Some(FirstAnswer::Same("TKT-00002".to_owned())));
}

#[tokio::test]
async fn a_record_carries_its_expiry_for_the_table() {
    let table = Table::start().await;
    create(
        &table,
        &request(&workspace("w1"), "agent#a1", "key-1", BODY),
        now(),
    )
    .await;
    let (pk, sk) = record_key(&table).await;
    let record = table.item(&pk, &sk).await.unwrap();
    let day = SignedDuration::from_hours(24);
    let expected = AttributeValue::N(now().plus(day).epoch_seconds().to_string());
    assert_eq!(record["expires_at"], expected);
    // The body may hold anything a visitor typed; only its hash is kept.
    assert!(!format!("{record:?}").contains("invoice"));
}

/// Both have looked and found nothing; both have a number; one transaction wins.
#[tokio::test]
async fn of_two_at_once_one_ticket_is_made_and_both_give_its_answer() {
    for _ in 0..5 {
        let table = Table::start().await;
        let w1 = workspace("w1");
        let request = request(&w1, "agent#a1", "key-1", BODY);
        let at = now();
        let (a, b) = tokio::join!(insert(&table, &request, at), insert(&table, &request, at));
        let (Made::Ticket(winner) | Made::Earlier(FirstAnswer::Same(winner))) = &a else {
            panic!("{a:?}")
        };
        match &b {
            Made::Ticket(number) | Made::Earlier(FirstAnswer::Same(number)) => {
                assert_eq!(number, winner);
            }
            Made::Earlier(FirstAnswer::OtherBody) => panic!("the body was the same"),
        }
        let made = [&a, &b]
            .into_iter()
            .filter(|made| matches!(made, Made::Ticket(_)));
        assert_eq!(made.count(), 1, "exactly one made it: {a:?} {b:?}");
        assert_eq!(heads(&table).await, 1);
        assert_eq!(
            numbers_taken(&table).await,
            2,
            "the loser's number is a gap"
        );
    }
}

#[tokio::test]
async fn the_loser_with_another_body_learns_that_the_key_is_taken() {
    let table = Table::start().await;
    let w1 = workspace("w1");
    insert(&table, &request(&w1, "agent#a1", "key-1", BODY), now()).await;
    let late = insert(&table, &request(&w1, "agent#a1", "key-1", "{}"), now()).await;
    assert_eq!(late, Made::Earlier(FirstAnswer::OtherBody));
    assert_eq!(heads(&table).await, 1);
}

#[derive(Debug, PartialEq)]
enum Made {
    Ticket(String),
    Earlier(FirstAnswer),
}

/// Creates a ticket as create-ticket does: looks for the first answer before it takes a number.
async fn create(table: &Table, request: &IdempotentRequest<'_>, at: UtcTime) -> Made {
    match table.store.first_answer(request, at).await.unwrap() {
        Some(answer) => Made::Earlier(answer),
        None => insert(table, request, at).await,
    }
}

async fn insert(table: &Table, request: &IdempotentRequest<'_>, at: UtcTime) -> Made {
    let settings: Settings = settings();
    let number = table
        .store
        .next_number(request.workspace, &settings, at)
        .await
        .unwrap();
    let created = raised_by_a_visitor().numbered(request.workspace.clone(), number.clone(), at);
    let answer = number.to_string();
    let inserted =
        table
            .store
            .insert_ticket(request.workspace, &created, Some((request, answer.clone())));
    match inserted.await {
        Ok(()) => Made::Ticket(answer),
        Err(InsertError::KeyTaken(first)) => Made::Earlier(first),
        Err(error) => panic!("{error:?}"),
    }
}

fn request<'a>(
    workspace: &'a WorkspaceId,
    credential: &'a str,
    key: &'a str,
    body: &'a str,
) -> IdempotentRequest<'a> {
    IdempotentRequest {
        workspace,
        credential,
        key,
        body,
    }
}

fn now() -> UtcTime {
    time("2024-01-15T09:30:00Z")
}

async fn numbers_taken(table: &Table) -> u32 {
    let counter = table.item("W#w1#N", "SEQ").await.unwrap();
    counter["count"].as_n().unwrap().parse().unwrap()
}

async fn heads(table: &Table) -> usize {
    table
        .keys()
        .await
        .iter()
        .filter(|(_, sk)| sk == "META")
        .count()
}

async fn record_key(table: &Table) -> (String, String) {
    let keys = table.keys().await;
    keys.into_iter()
        .find(|(pk, _)| pk.starts_with("W#w1#K#"))
        .unwrap()
}
