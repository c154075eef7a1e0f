use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    address::ClientAddress, email::EmailAddress, number::TicketNumber, time::UtcTime,
    workspace::WorkspaceId,
};
use futures_util::future::join_all;
use rstest::rstest;
use store::{
    Store,
    guesses::{Guess, GuessError, Guesses},
};
use testkit::{
    Spy, Table,
    samples::{CUSTOMER, email, signed_in, time, workspace, written_by_an_agent},
};
use tokio::{runtime::Handle, task::block_in_place};

/// In the middle of a window of 15 minutes, which ends at 09:45.
const NOW: &str = "2024-01-15T09:35:00Z";

/// What came of a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Right,
    Wrong,
    TooMany { seconds_left: i64 },
}

use Answer::{Right, Wrong};

const TOO_MANY: Answer = Answer::TooMany { seconds_left: 600 };

#[rstest]
#[case::right("TKT-00001", CUSTOMER, Right)]
#[case::right_in_another_case("TKT-00001", "John@CUSTOMER.example", Right)]
#[case::wrong_address("TKT-00001", "jane@customer.example", Wrong)]
#[case::longer_address("TKT-00001", "john@customer.example.com", Wrong)]
#[case::unknown_number("TKT-00009", CUSTOMER, Wrong)]
#[case::another_workspaces_ticket("TKT-00002", CUSTOMER, Wrong)]
#[case::deleted_ticket("TKT-00003", CUSTOMER, Wrong)]
#[tokio::test]
async fn every_guess_costs_the_same_calls(
    #[case] number: &str,
    #[case] address: &str,
    #[case] expected: Answer,
) {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    write(&table.store, "w2", "TKT-00002").await;
    delete(&table.store, "w1", "TKT-00003").await;
    let (store, calls) = watched(&table);
    let asked = Asked::default().number(number).email(address);
    assert_eq!(asked.answer(&store).await, expected);
    assert_eq!(calls(), ["BatchGetItem", "TransactWriteItems"]);
}

#[rstest]
#[case::of_a_ticket(
    10,
    |miss: Asked, n| miss.email(&format!("x{n}@y.example")).client(n),
    |guess: Asked| guess.number("TKT-00009"),
)]
#[case::of_an_address(
    20,
    |miss: Asked, n| miss.number(&format!("TKT-1{n:04}")).client(n),
    |guess: Asked| guess.email("jane@customer.example"),
)]
#[case::of_a_client(
    60,
    |miss: Asked, n| miss.number(&format!("TKT-1{n:04}")).email(&format!("x{n}@y.example")),
    |guess: Asked| guess.address("198.51.100.2"),
)]
#[tokio::test]
async fn so_many_misses_are_answered_and_then_neither_right_nor_wrong(
    #[case] limit: usize,
    #[case] miss: fn(Asked, usize) -> Asked,
    #[case] elsewhere: fn(Asked) -> Asked,
) {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    for n in 0..limit {
        let answer = miss(Asked::default(), n).answer(&table.store).await;
        assert_eq!(answer, Wrong, "miss {n}");
    }
    let (store, calls) = watched(&table);
    for guess in [miss(Asked::default(), limit), Asked::default()] {
        assert_eq!(guess.answer(&store).await, TOO_MANY);
        assert_eq!(calls(), ["BatchGetItem"]);
    }
    let answer = elsewhere(Asked::default()).answer(&store).await;
    assert_ne!(answer, TOO_MANY);
}

#[tokio::test]
async fn of_two_hundred_wrong_guesses_at_once_ten_are_answered() {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    let guesses = (0..200).map(|n| {
        let guess = Asked::default().email(&format!("x{n}@y.example"));
        let store = table.store.clone();
        async move { guess.client(n).answer(&store).await }
    });
    let answers = join_all(guesses).await;
    let count = |wanted| answers.iter().filter(|answer| **answer == wanted).count();
    assert_eq!((count(Wrong), count(TOO_MANY)), (10, 190));
    assert_eq!(Asked::default().answer(&table.store).await, TOO_MANY);
}

/// All guesses of a crowd may have read the counts before the first miss was counted.
#[tokio::test(flavor = "multi_thread")]
async fn a_right_guess_is_not_answered_once_others_have_spent_the_count_behind_its_back() {
    let table = Arc::new(Table::start().await);
    write(&table.store, "w1", "TKT-00001").await;
    let (crowd, came) = (Arc::clone(&table), AtomicBool::new(false));
    let overtaken = table.spied(Spy::new(move |call| {
        if call.operation == "TransactWriteItems" && !came.swap(true, Ordering::SeqCst) {
            block_in_place(|| Handle::current().block_on(misses(&crowd.store, 10)));
        }
        Ok(())
    }));
    assert_eq!(Asked::default().answer(&overtaken).await, TOO_MANY);
}

#[tokio::test]
async fn right_guesses_count_nothing_and_refused_ones_neither() {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    for _ in 0..70 {
        assert_eq!(Asked::default().answer(&table.store).await, Right);
    }
    misses(&table.store, 10).await;
    // Refused for the ticket, so not counted for the address, which has twenty of its own.
    let jane = Asked::default().email("jane@customer.example");
    for _ in 0..30 {
        assert_eq!(jane.clone().answer(&table.store).await, TOO_MANY);
    }
    let elsewhere = jane.number("TKT-00009");
    assert_eq!(elsewhere.answer(&table.store).await, Wrong);
}

#[tokio::test]
async fn misses_are_forgotten_with_their_window() {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    misses(&table.store, 10).await;
    let at = |moment| Asked::default().at(moment).answer(&table.store);
    let last_second = Answer::TooMany { seconds_left: 1 };
    assert_eq!(at("2024-01-15T09:44:59.999Z").await, last_second);
    assert_eq!(at("2024-01-15T09:45:00.000Z").await, Right);
}

#[tokio::test]
async fn another_workspace_counts_for_itself() {
    let table = Table::start().await;
    for id in ["w1", "w2"] {
        write(&table.store, id, "TKT-00001").await;
    }
    misses(&table.store, 10).await;
    assert_eq!(Asked::default().answer(&table.store).await, TOO_MANY);
    let there = Asked::default().at_workspace("w2");
    assert_eq!(there.answer(&table.store).await, Right);
}

#[rstest]
#[case::one_subscriber("2001:db8:1:2:ffff::9", TOO_MANY)]
#[case::another_subscriber("2001:db8:1:3::1", Right)]
#[case::an_ipv4_address("203.0.113.7", Right)]
#[tokio::test]
async fn a_subscriber_of_ipv6_is_one_client(#[case] other: &str, #[case] expected: Answer) {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    for n in 0..60 {
        let miss = Asked::default().number(&format!("TKT-1{n:04}"));
        let miss = miss.email(&format!("x{n}@y.example"));
        let miss = miss.address(&format!("2001:db8:1:2::{n:x}"));
        assert_eq!(miss.answer(&table.store).await, Wrong);
    }
    let then = Asked::default().address(other);
    assert_eq!(then.answer(&table.store).await, expected);
}

#[tokio::test]
async fn counts_expire_with_their_window_and_name_nobody() {
    let table = Table::start().await;
    misses(&table.store, 1).await;
    let keys = table.keys().await;
    assert_eq!(keys.len(), 3);
    let ends = time("2024-01-15T09:45:00Z").epoch_seconds();
    for (pk, sk) in keys {
        let item = table.item(&pk, &sk).await.unwrap();
        assert_eq!(item["expires_at"], AttributeValue::N(ends.to_string()));
        assert_eq!(item["count"], AttributeValue::N("1".to_owned()));
        for secret in ["TKT-", "example", "198.51"] {
            assert!(!pk.contains(secret), "{pk}");
        }
    }
}

#[tokio::test]
async fn the_numbers_of_a_text_are_judged_together_and_each_wrong_one_counts_once() {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    write(&table.store, "w1", "TKT-00004").await;
    write(&table.store, "w2", "TKT-00002").await;
    let (store, calls) = watched(&table);
    let text = [
        "TKT-00009",
        "TKT-00001",
        "TKT-00002",
        "TKT-00009",
        "TKT-00004",
    ];
    let john = Asked::default();
    let judged = john.judge(&store, &text).await;
    assert_eq!(judged, Ok(vec![false, true, false, false, true]));
    assert_eq!(calls(), ["BatchGetItem", "TransactWriteItems"]);
    let jane = john.clone().email("jane@customer.example");
    let judged = jane.judge(&store, &text).await;
    assert_eq!(judged, Ok(vec![false; 5]));
    assert_eq!(calls(), ["BatchGetItem", "TransactWriteItems"]);
    // Two of John's and four of Jane's, who has the same client.
    assert_eq!(
        counts(&table).await,
        [1, 1, 2, 2, 2, 4, 6].map(|n| n.to_string())
    );
    assert_eq!(john.judge(&store, &text[..0]).await, Ok(Vec::new()));
    assert_eq!(calls(), [""; 0]);
}

#[rstest]
#[case::of_an_address(20, |text: Asked, n| text.client(n))]
#[case::of_a_client(60, |text: Asked, n| text.email(&format!("x{n}@y.example")))]
#[tokio::test]
async fn texts_are_judged_until_their_numbers_could_pass_a_limit(
    #[case] limit: usize,
    #[case] other: fn(Asked, usize) -> Asked,
) {
    let table = Table::start().await;
    for number in 1..=6 {
        write(&table.store, "w1", &format!("TKT-0000{number}")).await;
    }
    for n in 0..limit / 10 - 1 {
        let judged = other(Asked::default(), n)
            .judge(&table.store, &ten(n))
            .await;
        assert_eq!(judged, Ok(vec![false; 10]));
    }
    // Half of the last ten are right: five of the count are left.
    let mut half: Vec<_> = (1..=5).map(|n| format!("TKT-0000{n}")).collect();
    half.extend(ten(99).into_iter().take(5));
    let email = other(Asked::default(), 0).email(CUSTOMER);
    let judged = email.judge(&table.store, &half).await;
    assert_eq!(
        judged.map(|all| all.iter().filter(|is| **is).count()),
        Ok(5)
    );
    // Whether six are right or wrong, they could pass it; five could not.
    let (store, calls) = watched(&table);
    for sixth in ["TKT-00006", "TKT-10000"] {
        let mut six: Vec<_> = half[..5].to_vec();
        six.push(sixth.to_owned());
        assert_eq!(email.judge(&store, &six).await, Err(TOO_MANY));
        assert_eq!(calls(), ["BatchGetItem"]);
    }
    assert_eq!(email.judge(&store, &half[..5]).await, Ok(vec![true; 5]));
    assert_eq!(email.judge(&store, &half[5..]).await, Ok(vec![false; 5]));
    assert_eq!(email.judge(&store, &half[..1]).await, Err(TOO_MANY));
}

#[tokio::test]
async fn one_ticket_with_a_spent_count_refuses_the_whole_text() {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    write(&table.store, "w1", "TKT-00004").await;
    misses(&table.store, 10).await;
    let before = counts(&table).await;
    let john = Asked::default();
    let both = ["TKT-00004", "TKT-00001", "TKT-00009"];
    assert_eq!(john.judge(&table.store, &both).await, Err(TOO_MANY));
    assert_eq!(counts(&table).await, before);
    let judged = john.judge(&table.store, &["TKT-00004", "TKT-00009"]).await;
    assert_eq!(judged, Ok(vec![true, false]));
}

#[tokio::test]
async fn of_many_texts_at_once_no_more_numbers_are_judged_than_the_limit_allows() {
    let table = Table::start().await;
    write(&table.store, "w1", "TKT-00001").await;
    let texts = (0..40).map(|n| {
        let store = table.store.clone();
        let mut text: Vec<_> = ten(n).into_iter().take(4).collect();
        text.push("TKT-00001".to_owned());
        async move { Asked::default().client(n).judge(&store, &text).await }
    });
    let answers = join_all(texts).await;
    let judged = answers.iter().filter(|answer| answer.is_ok()).count();
    // Four misses each: the fourth text starts at twelve, a fifth would at sixteen.
    assert_eq!(judged, 4);
    let last = Asked::default()
        .client(99)
        .judge(&table.store, &ten(99))
        .await;
    assert_eq!(last, Err(TOO_MANY));
}

/// A guess that is right, unless a test makes it another.
#[derive(Clone)]
struct Asked {
    workspace: WorkspaceId,
    number: TicketNumber,
    email: EmailAddress,
    client: ClientAddress,
    at: UtcTime,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            workspace: workspace("w1"),
            number: "TKT-00001".parse().unwrap(),
            email: email(CUSTOMER),
            client: "198.51.100.1".parse().unwrap(),
            at: time(NOW),
        }
    }
}

impl Asked {
    fn at_workspace(mut self, id: &str) -> Self {
        self.workspace = workspace(id);
        self
    }

    fn number(mut self, number: &str) -> Self {
        self.number = number.parse().unwrap();
        self
    }

    fn email(mut self, address: &str) -> Self {
        self.email = email(address);
        self
    }

    fn address(mut self, client: &str) -> Self {
        self.client = client.parse().unwrap();
        self
    }

    fn client(self, n: usize) -> Self {
        self.address(&format!("10.1.{}.{}", n / 250, n % 250))
    }

    fn at(mut self, moment: &str) -> Self {
        self.at = time(moment);
        self
    }

    /// What comes of several numbers in one text.
    async fn judge(&self, store: &Store, numbers: &[impl AsRef<str>]) -> Result<Vec<bool>, Answer> {
        let numbers = numbers.iter().map(|number| number.as_ref().parse());
        let numbers: Vec<TicketNumber> = numbers.collect::<Result<_, _>>().unwrap();
        let guesses = Guesses {
            workspace: &self.workspace,
            numbers: &numbers,
            email: &self.email,
            client: &self.client,
            at: self.at,
        };
        match store.guess_all(&guesses).await {
            Ok(are_right) => Ok(are_right),
            Err(GuessError::TooManyMisses { seconds_left }) => {
                Err(Answer::TooMany { seconds_left })
            }
            Err(GuessError::Store(error)) => panic!("{error:?}"),
        }
    }

    async fn answer(self, store: &Store) -> Answer {
        let guess = Guess {
            workspace: &self.workspace,
            number: &self.number,
            email: &self.email,
            client: &self.client,
            at: self.at,
        };
        match store.guess(&guess).await {
            Ok(true) => Right,
            Ok(false) => Wrong,
            Err(GuessError::TooManyMisses { seconds_left }) => Answer::TooMany { seconds_left },
            Err(GuessError::Store(error)) => panic!("{error:?}"),
        }
    }
}

/// Misses at TKT-00001, each by another address from another client.
async fn misses(store: &Store, count: usize) {
    for n in 0..count {
        let miss = Asked::default().email(&format!("x{n}@y.example"));
        assert_eq!(miss.client(n).answer(store).await, Wrong);
    }
}

/// Ten numbers that nobody has, others for each `n`.
fn ten(n: usize) -> Vec<String> {
    (0..10).map(|last| format!("TKT-1{n:03}{last}")).collect()
}

/// All that is counted, in order of size.
async fn counts(table: &Table) -> Vec<String> {
    let mut counts = Vec::new();
    for (pk, sk) in table.keys().await {
        let item = table.item(&pk, &sk).await.unwrap();
        if pk.starts_with("R#") {
            counts.push(item["count"].as_n().unwrap().clone());
        }
    }
    counts.sort();
    counts
}

/// The table's store, and what was called since that was last asked.
fn watched(table: &Table) -> (Store, impl Fn() -> Vec<String>) {
    let calls = Arc::<Mutex<Vec<String>>>::default();
    let written = Arc::clone(&calls);
    let store = table.spied(Spy::new(move |call| {
        written.lock().unwrap().push(call.operation.to_owned());
        Ok(())
    }));
    (store, move || std::mem::take(&mut calls.lock().unwrap()))
}

/// Saves a ticket of John's.
async fn write(store: &Store, id: &str, number: &str) {
    let (id, number) = (workspace(id), number.parse().unwrap());
    let created = written_by_an_agent().numbered(id.clone(), number, time(NOW));
    store.insert_ticket(&id, &created, None).await.unwrap();
}

async fn delete(store: &Store, id: &str, number: &str) {
    write(store, id, number).await;
    let id = workspace(id);
    let ticket = store.ticket(&id, &number.parse().unwrap()).await.unwrap();
    let ticket = ticket.unwrap();
    let deletion = ticket.deletion(&signed_in(), time(NOW));
    store.delete_ticket(&id, &ticket, &deletion).await.unwrap();
}
