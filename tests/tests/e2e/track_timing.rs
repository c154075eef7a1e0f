//! Whether the time of the tracker's answer tells why a guess was wrong.
//!
//! A round asks once for each kind of miss, in random order, so that whatever else the machine does
//! meets all kinds alike. Two kinds are compared by the ratios of their times, round by round: the
//! Wilcoxon signed-rank test says whether one is slower at all, the median ratio by how much. They
//! are separable when z is over 4 (p < 0.0001) and the median ratio is off by more than 6 %. One
//! call to the database is about a tenth of the whole; that the database finds an item or finds none
//! is about a hundredth.
//!
//! A control shows that the test would find a single call to the database: an unknown number whose
//! miss costs one more. There are 300 rounds at least, and then as many as it takes to tell the
//! control from any other unknown number: how busy the machine is decides how long this takes, not
//! what is found.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Instant,
};

use reqwest::Client;
use serde_json::{Value, json};
use store::Store;
use testkit::samples::{signed_in, time, workspace, written_by_an_agent};
use tests::TestApp;

const LEAST_ROUNDS: usize = 300;
const MOST_ROUNDS: usize = 1_500;
/// How many numbers of each kind take turns. A number is missed ten times at the most.
const NUMBERS: usize = MOST_ROUNDS / 10;
/// How many rounds come from one address. An address misses sixty times at the most.
const ROUNDS_OF_AN_ADDRESS: usize = 60 / KINDS.len();

const UNKNOWN_NUMBER: usize = 0;
const WRONG_ADDRESS: usize = 1;
const DELETED_TICKET: usize = 2;
/// An unknown number in a workspace that nobody has asked for yet, so that its settings are read.
const CONTROL: usize = 3;
const KINDS: [usize; 4] = [UNKNOWN_NUMBER, WRONG_ADDRESS, DELETED_TICKET, CONTROL];
/// Kinds that must not be told apart.
const ALIKE: [[usize; 2]; 3] = [
    [WRONG_ADDRESS, UNKNOWN_NUMBER],
    [DELETED_TICKET, UNKNOWN_NUMBER],
    [DELETED_TICKET, WRONG_ADDRESS],
];

/// How long each kind took in one round, in milliseconds.
type Round = [f64; KINDS.len()];

#[tokio::test]
async fn the_time_of_a_miss_does_not_tell_what_is_wrong() {
    let app = TestApp::options().without("publish").start().await;
    write_tickets(&app).await;
    let mut rounds = Vec::new();
    while rounds.len() < LEAST_ROUNDS || (!control_is_found(&rounds) && rounds.len() < MOST_ROUNDS)
    {
        measure(&app, &mut rounds).await;
    }
    let told = summary(&rounds);
    println!("{told}");
    assert!(
        control_is_found(&rounds),
        "one call more is not found:\n{told}"
    );
    for [a, b] in ALIKE {
        let found = Comparison::of(&rounds, a, b);
        assert!(
            !found.is_separable(),
            "{a} and {b} can be told apart:\n{told}"
        );
    }
}

/// Measures as many rounds as may come from one address, over one connection.
async fn measure(app: &TestApp, rounds: &mut Vec<Round>) {
    let group = u8::try_from(rounds.len() / ROUNDS_OF_AN_ADDRESS).unwrap();
    let address = Ipv4Addr::new(127, 9, group, 1);
    let client = Client::builder()
        .local_address(IpAddr::V4(address))
        .no_proxy()
        .build()
        .unwrap();
    ask(app, &client, &json!({})).await;
    for _ in 0..ROUNDS_OF_AN_ADDRESS {
        let mut round = Round::default();
        let mut kinds = KINDS;
        fastrand::shuffle(&mut kinds);
        for kind in kinds {
            let body = miss(kind, rounds.len());
            let started = Instant::now();
            let status = ask(app, &client, &body).await;
            round[kind] = started.elapsed().as_secs_f64() * 1_000.0;
            assert_eq!(status, 404, "{body}");
        }
        rounds.push(round);
    }
}

async fn ask(app: &TestApp, client: &Client, body: &Value) -> u16 {
    let url = format!("{}/api/track", app.url);
    let answer = client.post(url).json(body).send().await.unwrap();
    let status = answer.status().as_u16();
    // Read to its end, so that the connection is free for the next.
    answer.bytes().await.unwrap();
    status
}

/// A miss of a kind, in a form that all kinds share.
fn miss(kind: usize, round: usize) -> Value {
    let mut body = json!({
        "ticket_number": number(kind, round % NUMBERS),
        "email": format!("stranger-{round:04}-{kind}@elsewhere.example"),
        "workspace": "demo",
    });
    if kind == CONTROL {
        body["workspace"] = format!("w{round:03x}").into();
    }
    body
}

fn number(kind: usize, n: usize) -> String {
    format!("TKT-{}", 10_000 * (kind + 1) + n)
}

/// Tickets of John's, whom nobody asks for, and deleted ones.
async fn write_tickets(app: &TestApp) {
    let store = Store::new(app.services().await.dynamodb(), app.tables().await.main);
    let (demo, at) = (workspace("demo"), time("2024-01-15T09:30:00Z"));
    for kind in [WRONG_ADDRESS, DELETED_TICKET] {
        for n in 0..NUMBERS {
            let number = number(kind, n).parse().unwrap();
            let created = written_by_an_agent().numbered(demo.clone(), number, at);
            store.insert_ticket(&demo, &created, None).await.unwrap();
            if kind == DELETED_TICKET {
                let deletion = created.ticket.deletion(&signed_in(), at);
                let deleted = store.delete_ticket(&demo, &created.ticket, &deletion);
                deleted.await.unwrap();
            }
        }
    }
}

fn control_is_found(rounds: &[Round]) -> bool {
    Comparison::of(rounds, CONTROL, UNKNOWN_NUMBER).is_separable()
}

fn summary(rounds: &[Round]) -> String {
    let mut told = format!("{} rounds\n", rounds.len());
    for kind in KINDS {
        let times = rounds.iter().map(|round| round[kind]).collect();
        told += &format!("kind {kind}: median {:.2} ms\n", median(times));
    }
    for [a, b] in ALIKE.into_iter().chain([[CONTROL, UNKNOWN_NUMBER]]) {
        told += &format!("{a} to {b}: {:?}\n", Comparison::of(rounds, a, b));
    }
    told
}

/// One kind's times beside another's.
#[derive(Debug, Clone, Copy)]
struct Comparison {
    /// The signed-rank statistic: how many standard deviations it is off where there is no
    /// difference.
    z: f64,
    /// The median of the rounds' ratios.
    ratio: f64,
}

impl Comparison {
    fn of(rounds: &[Round], a: usize, b: usize) -> Self {
        let ratios = rounds.iter().map(|round| (round[a] / round[b]).ln());
        let mut ratios: Vec<f64> = ratios.collect();
        ratios.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
        let ranked = ratios.iter().zip(1_u32..);
        let sum: f64 = ranked
            .map(|(ratio, rank)| f64::from(rank).copysign(*ratio))
            .sum();
        let squares: f64 = (1_u32..)
            .take(ratios.len())
            .map(|rank| f64::from(rank).powi(2))
            .sum();
        Self {
            z: sum / squares.sqrt(),
            ratio: median(ratios).exp(),
        }
    }

    fn is_separable(self) -> bool {
        self.z.abs() > 4.0 && self.ratio.ln().abs() > 1.06_f64.ln()
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Times as of a busy machine: a few take many times as long as most.
#[test]
fn a_difference_of_a_tenth_is_found_and_one_of_a_hundredth_is_not() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut busy = || 10.0 + 6.0 * random.f64() + 20.0 * random.f64().powi(8);
    let rounds: Vec<Round> = (0..MOST_ROUNDS)
        .map(|_| [busy(), busy(), 1.01 * busy(), 1.1 * busy()])
        .collect();
    for kind in [0, 1, 2] {
        assert!(Comparison::of(&rounds, 3, kind).is_separable());
        assert!(Comparison::of(&rounds, kind, 3).is_separable());
        assert!(!Comparison::of(&rounds, kind, 0).is_separable());
    }
}
