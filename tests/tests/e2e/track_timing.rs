//! Whether the time of the tracker's answer tells why a guess was wrong.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Instant,
};

use reqwest::Client;
use serde_json::{Value, json};
use store::Store;
use testkit::samples::{signed_in, time, workspace, written_by_an_agent};
use tests::TestApp;

use crate::timing::{MOST_ROUNDS, is_enough, judge};

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
    while !is_enough(&rounds, [CONTROL, UNKNOWN_NUMBER]) {
        measure(&app, &mut rounds).await;
    }
    judge(&rounds, &ALIKE, [CONTROL, UNKNOWN_NUMBER]);
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
