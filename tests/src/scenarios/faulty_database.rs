//! A database that conflicts, throttles, hangs, fails, and loses its answers.

mod lives;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::Tally;
use crate::{
    Answer, Outcome, TestApp, Wires,
    history::{Allowed, History},
    wire::{Fault, Plan, Record},
};

const AGENT: &str = "agent@example.com";
const CLIENTS: usize = 8;
/// Tickets of each client.
const TICKETS: usize = 12;
/// One call in so many is spoiled.
const ONE_IN: u32 = 10;
/// The gateway's.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);
/// The SDK's attempts, and those of the function itself where it meets another transaction.
const ATTEMPTS: u32 = 3;
const CONFLICTS: usize = 6;
const PAUSE: Duration = Duration::from_millis(100);
/// How often a client repeats a request that failed.
const REPEATS: usize = 6;
/// One ticket in so many is edited, answered and noted on.
const LIVES: usize = 4;

/// A client and what it saw.
struct Client<'a> {
    app: &'a TestApp,
    history: &'a History,
    token: &'a str,
    /// Tickets that were acknowledged.
    tickets: usize,
    /// Refusals to do it now.
    busy: usize,
    longest: Duration,
}

/// Tickets are created and mails sent while calls fail at random; beside it, one is created while
/// every call hangs twice.
pub async fn run(seed: u64) -> Tally {
    let started = Instant::now();
    let (mut tally, hanging) = tokio::join!(one_in_ten(seed), every_call(seed));
    tally += hanging;
    tally.seconds = started.elapsed().as_secs_f64();
    tally
}

/// One in ten of all functions' calls to DynamoDB suffers.
async fn one_in_ten(seed: u64) -> Tally {
    let wires = Wires::start().await;
    let app = wires.under(TestApp::options()).start().await;
    let history = History::starting_at(&app).await;
    let token = app.token(AGENT).await;
    wires.dynamodb.inject(Plan::new(seed, ONE_IN));

    let (app, history, token) = (&app, &history, &token);
    let clients = (0..CLIENTS).map(|n| async move {
        let mut client = Client::new(app, history, token);
        for ticket in 0..TICKETS {
            let number = client.make(&format!("{n}-{ticket}"), ticket).await;
            if let Some(number) = number.filter(|_| ticket % LIVES == 0) {
                client.live(&number).await;
            }
        }
        client
    });
    let clients = join_all(clients).await;
    let busy: usize = clients.iter().map(|client| client.busy).sum();
    let longest = clients.iter().map(|client| client.longest).max();
    assert!(longest < Some(LONGEST_ANSWER), "{longest:?}");

    // Mails go on while calls fail.
    let lost = |records: &[Record]| {
        records
            .iter()
            .filter(|record| burns_a_number(record))
            .count()
    };
    let gaps = |records: &[Record]| u64::try_from(lost(records)).unwrap_or(u64::MAX);
    let allowed = Allowed::default().gaps(gaps(&wires.dynamodb.records()));
    let found = history.check_at_rest(app, &allowed).await;
    let records = wires.dynamodb.records();
    assert!(
        busy <= used_up(&records),
        "{busy} requests failed, {} for want of another try: {:#?}",
        used_up(&records),
        spoiled(&records)
    );
    for function in app
        .get("/_local/functions")
        .await
        .as_array()
        .expect("a list")
    {
        assert_eq!(function["errors"], 0, "{function}");
    }
    assert_every_fault_was_met(&records);
    let (attempts, _) = history.counts();
    let mut tally = Tally {
        tickets: clients.iter().map(|client| client.tickets).sum(),
        attempts,
        mails: found.mails.len(),
        ..Tally::default()
    };
    tally.count_faults(&wires);
    tally
}

/// Every call is answered at the third attempt alone: together they take longer than a request may.
async fn every_call(seed: u64) -> Tally {
    let wires = Wires::start().await;
    let app = wires.under(TestApp::options()).start().await;
    let history = History::starting_at(&app).await;
    wires.dynamodb.inject(Plan {
        faults: vec![Fault::LoseAnswer],
        spared: Some(ATTEMPTS),
        ..Plan::new(seed, 1)
    });
    let mut client = Client::new(&app, &history, "");
    let ask = async || {
        history
            .raise(
                &app,
                Some("patience"),
                "Vera",
                "patience@example.com",
                "Help",
            )
            .await
    };
    let started = Instant::now();
    let outcome = ask().await;
    let in_time = client.note(outcome, started.elapsed());
    assert!(
        in_time.is_none(),
        "the calls were to take longer than the function may"
    );
    assert!(client.longest < LONGEST_ANSWER, "{:?}", client.longest);

    wires.clear();
    assert!(client.note(ask().await, Duration::ZERO).is_some());
    let allowed = Allowed::default().gaps(u64::from(ATTEMPTS));
    let found = history.check_at_rest(&app, &allowed).await;
    let mut tally = Tally {
        tickets: 1,
        attempts: 2,
        mails: found.mails.len(),
        ..Tally::default()
    };
    tally.count_faults(&wires);
    tally
}

impl<'a> Client<'a> {
    fn new(app: &'a TestApp, history: &'a History, token: &'a str) -> Self {
        Self {
            app,
            history,
            token,
            tickets: 0,
            busy: 0,
            longest: Duration::ZERO,
        }
    }

    /// Creates a ticket, by the widget and as an agent in turn, two with a key and two without. One
    /// with a key is repeated until it is there, and once more. Returns its number.
    async fn make(&mut self, name: &str, ticket: usize) -> Option<String> {
        let key = (ticket % 4 < 2).then(|| format!("key-{name}"));
        let by_widget = ticket.is_multiple_of(2);
        let (mut acknowledged, mut number) = (0, None);
        for _ in 0..REPEATS {
            let started = Instant::now();
            let outcome = self.ask(name, key.as_deref(), by_widget).await;
            if let Some(answer) = self.note(outcome, started.elapsed()) {
                acknowledged += 1;
                let named = answer.get("ticket_number").or(answer.get("ticket_id"));
                number = named.and_then(Value::as_str).map(str::to_owned);
            }
            if key.is_none() || acknowledged == 2 {
                break;
            }
            sleep(PAUSE).await;
        }
        let done = acknowledged > 0;
        assert!(done || key.is_none(), "{name} was refused {REPEATS} times");
        self.tickets += usize::from(done);
        number
    }

    async fn ask(&self, name: &str, key: Option<&str>, by_widget: bool) -> Outcome {
        let email = format!("customer-{name}@example.com");
        if by_widget {
            return self
                .history
                .raise(self.app, key, "Vera", &email, "Help")
                .await;
        }
        let body = json!({
            "title": "Parcel lost",
            "description": "It never came.",
            "customer_name": "Carla",
            "customer_email": email,
        });
        self.history
            .create_as(self.app, (AGENT, self.token), key, &body)
            .await
    }

    /// Judges an answer. Returns it if it acknowledges what was asked for.
    fn note(&mut self, outcome: Outcome, took: Duration) -> Option<Value> {
        self.longest = self.longest.max(took);
        let answer = outcome.expect("an answer within the gateway's time");
        match answer.status {
            200..=204 => Some(answer.body),
            _ => {
                assert_says_when_to_come_back(&answer);
                self.busy += 1;
                None
            }
        }
    }
}

#[track_caller]
fn assert_says_when_to_come_back(answer: &Answer) {
    assert_eq!(answer.status, 503, "{}", answer.body);
    assert_eq!(answer.body["type"], "urn:tkt:problem:unavailable");
    assert!(!answer.header("retry-after").is_empty());
}

/// How many calls of the functions that answer requests may have failed at their last attempt.
fn used_up(records: &[Record]) -> usize {
    let mut by_call: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_transaction: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records.iter().filter(|record| is_of_a_request(record)) {
        match (record.fault, &record.token) {
            (None, _) => {}
            (Some(Fault::Conflict), Some(token)) => *by_transaction.entry(token).or_default() += 1,
            (Some(_), _) => *by_call.entry(&record.invocation).or_default() += 1,
        }
    }
    let calls = by_call
        .values()
        .filter(|spoiled| **spoiled >= ATTEMPTS as usize);
    let transactions = by_transaction.values().filter(|met| **met >= CONFLICTS);
    calls.count() + transactions.count()
}

fn is_of_a_request(record: &Record) -> bool {
    match record.operation.as_str() {
        "TransactWriteItems" | "GetItem" | "BatchGetItem" | "Query" => true,
        _ => is_of_the_counter(record),
    }
}

fn is_of_the_counter(record: &Record) -> bool {
    record
        .item
        .as_deref()
        .is_some_and(|item| item.ends_with("#N/SEQ"))
}

/// The counter went up, and nobody heard.
fn burns_a_number(record: &Record) -> bool {
    is_of_the_counter(record) && matches!(record.fault, Some(Fault::LoseAnswer | Fault::Hang))
}

fn spoiled(records: &[Record]) -> Vec<&Record> {
    records
        .iter()
        .filter(|record| record.fault.is_some())
        .collect()
}

/// Both sides of the queue are under test: what creates, what announces, what claims and marks.
fn assert_every_fault_was_met(records: &[Record]) {
    let met = |fault: Fault| records.iter().any(|record| record.fault == Some(fault));
    for fault in Fault::ALL {
        assert!(met(fault), "no call met a {}", fault.name());
    }
    let marks = records.iter().filter(|record| {
        let of_a_mark = record
            .item
            .as_deref()
            .is_some_and(|item| item.contains("/X#"));
        of_a_mark && record.fault.is_some()
    });
    assert!(marks.count() > 5, "claims and marks were spared");
}
