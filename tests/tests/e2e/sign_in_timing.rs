//! Whether the time of an answer tells that an address is an agent's.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::Instant,
};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::agent::Role;
use reqwest::Client;
use serde_json::{Value, json};
use store::Store;
use testkit::samples::{agent, workspace};
use tests::TestApp;

use crate::timing::{MOST_ROUNDS, is_enough, judge};

/// How many addresses of each kind take turns. An address gets five codes an hour.
const ADDRESSES: usize = MOST_ROUNDS / 5;
/// How many rounds come from one client address, which may ask thirty times an hour.
const ROUNDS_OF_A_CLIENT: usize = 30 / KINDS.len();

const NOBODY: usize = 0;
const AGENT: usize = 1;
const UNKNOWN_WORKSPACE: usize = 2;
/// Nobody, who does not name the workspace, in a stack that has no first one: that is read anew each
/// time.
const CONTROL: usize = 3;
const KINDS: [usize; 4] = [NOBODY, AGENT, UNKNOWN_WORKSPACE, CONTROL];
/// Kinds that must not be told apart.
const ALIKE: [[usize; 2]; 3] = [
    [AGENT, NOBODY],
    [UNKNOWN_WORKSPACE, NOBODY],
    [UNKNOWN_WORKSPACE, AGENT],
];

/// How long each kind took in one round, in milliseconds.
type Round = [f64; KINDS.len()];

#[tokio::test]
async fn the_time_of_the_answer_does_not_tell_whether_an_address_is_an_agents() {
    let app = TestApp::options().without("publish").start().await;
    hire_many(&app).await;
    forget_the_first_workspace(&app).await;
    let mut rounds = Vec::new();
    while !is_enough(&rounds, [CONTROL, NOBODY]) {
        measure(&app, &mut rounds).await;
    }
    judge(&rounds, &ALIKE, [CONTROL, NOBODY]);
}

/// Measures as many rounds as may come from one client address, over one connection.
async fn measure(app: &TestApp, rounds: &mut Vec<Round>) {
    let group = u16::try_from(rounds.len() / ROUNDS_OF_A_CLIENT).unwrap();
    let [high, low] = group.to_be_bytes();
    let client = Client::builder()
        .local_address(IpAddr::V4(Ipv4Addr::new(127, 9, high, low)))
        .no_proxy()
        .build()
        .unwrap();
    assert_eq!(ask(app, &client, &json!({})).await, 422);
    for _ in 0..ROUNDS_OF_A_CLIENT {
        let mut round = Round::default();
        let mut kinds = KINDS;
        fastrand::shuffle(&mut kinds);
        for kind in kinds {
            let body = question(kind, rounds.len());
            let started = Instant::now();
            let status = ask(app, &client, &body).await;
            round[kind] = started.elapsed().as_secs_f64() * 1_000.0;
            assert_eq!(status, 202, "{body}");
        }
        rounds.push(round);
    }
}

async fn ask(app: &TestApp, client: &Client, body: &Value) -> u16 {
    let url = format!("{}/api/sign-in/code", app.url);
    let answer = client.post(url).json(body).send().await.unwrap();
    let status = answer.status().as_u16();
    // Read to its end, so that the connection is free for the next.
    answer.bytes().await.unwrap();
    status
}

/// A request of a kind, in a form that all kinds share but the control.
fn question(kind: usize, round: usize) -> Value {
    let workspace = match kind {
        NOBODY | AGENT => json!("demo"),
        UNKNOWN_WORKSPACE => json!("omed"),
        _ => Value::Null,
    };
    json!({ "email": address(kind, round % ADDRESSES), "workspace": workspace })
}

fn address(kind: usize, n: usize) -> String {
    format!("person-{n:04}-{kind}@demo.example")
}

async fn hire_many(app: &TestApp) {
    let store = Store::new(app.services().await.dynamodb(), app.tables().await.main);
    for n in 0..ADDRESSES {
        let agent = agent(&format!("{n:032x}"), &address(AGENT, n), Role::Agent);
        store.add_agent(&workspace("demo"), &agent).await.unwrap();
    }
}

async fn forget_the_first_workspace(app: &TestApp) {
    let text = |value: &str| AttributeValue::S(value.to_owned());
    let client = app.services().await.dynamodb();
    let forgetting = client.delete_item().table_name(app.tables().await.main);
    let forgetting = forgetting
        .key("pk", text("L#FIRST"))
        .key("sk", text("L"))
        .condition_expression("attribute_exists(pk)");
    forgetting.send().await.unwrap();
}
