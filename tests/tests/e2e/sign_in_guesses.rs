//! Guessing codes, and asking for more of them than one may.

use std::{collections::BTreeSet, net::Ipv4Addr};

use aws_sdk_dynamodb::types::AttributeValue;
use futures_util::future::join_all;
use reqwest::RequestBuilder;
use serde_json::json;
use tests::{Answer, TestApp};

use crate::authorization::world::World;

const AGENT: &str = "agent@example.com";
const GUESSES: usize = 200;
/// How many of them may be judged.
const TRIES: &str = "5";
const STRANGER: Ipv4Addr = Ipv4Addr::new(127, 9, 0, 1);

/// Headers by which a client may claim another address or host. None is believed.
const HOSTILE: [&str; 8] = [
    "x-forwarded-for",
    "x-forwarded-host",
    "x-real-ip",
    "x-viewer-address",
    "x-client-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "x-original-host",
];

#[tokio::test]
async fn of_two_hundred_guesses_at_once_five_are_judged() {
    let world = World::new(TestApp::start().await).await;
    let (id, code) = world.code_for(AGENT, None).await;
    let right: u32 = code.parse().unwrap();
    let wrong = (1..=GUESSES).map(|off| {
        let code = (right + u32::try_from(off).unwrap()) % 1_000_000;
        guess(&world, &id, format!("{code:06}"))
    });
    let answers = join_all(wrong).await;
    assert_eq!(statuses(&answers), BTreeSet::from([401]));
    let bodies: BTreeSet<_> = answers
        .iter()
        .map(|answer| answer.body.to_string())
        .collect();
    assert_eq!(
        bodies.len(),
        1,
        "which were judged is not told: {bodies:#?}"
    );
    assert_eq!(tries(&world, &id).await, TRIES);
    let late = guess(&world, &id, code).await;
    assert_eq!(late.status, 401, "the right one is too late");
    assert_eq!(late.body.to_string(), *bodies.first().unwrap());
    assert_eq!(tries(&world, &id).await, TRIES);
}

#[tokio::test]
async fn a_right_code_works_once_however_often_it_comes_at_once() {
    let world = World::new(TestApp::start().await).await;
    let (id, code) = world.code_for(AGENT, None).await;
    let answers = join_all((0..20).map(|_| guess(&world, &id, code.clone()))).await;
    let signed_in = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(signed_in, 1);
    assert_eq!(statuses(&answers), BTreeSet::from([200, 401]));
    assert_eq!(guess(&world, &id, code).await.status, 401);
}

#[tokio::test]
async fn four_wrong_guesses_leave_one_for_the_owner() {
    let world = World::new(TestApp::start().await).await;
    let (id, code) = world.code_for(AGENT, None).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..4 {
        assert_eq!(guess(&world, &id, wrong.to_owned()).await.status, 401);
    }
    assert_eq!(guess(&world, &id, code).await.status, 200);
}

#[tokio::test]
async fn codes_are_limited_by_address_and_forged_headers_do_not_help() {
    let app = TestApp::start().await;
    // Twice the limit and one more: whenever the hour turns, one window is overrun.
    let by_address = first_refusal(&app, 61, |attempt| {
        let request = app.request_from(STRANGER, "POST", "/api/sign-in/code");
        let body = json!({ "email": format!("someone{attempt}@example.com") });
        hostile(request, attempt).json(&body)
    });
    assert_eq!(by_address.await, 31);
}

#[tokio::test]
async fn codes_are_limited_by_e_mail_from_wherever_they_are_asked_for_and_however_it_is_written() {
    let app = TestApp::start().await;
    for email in [AGENT, "unknown@example.com"] {
        let spelled = [email.to_owned(), email.to_uppercase(), format!(" {email} ")];
        let by_email = first_refusal(&app, 11, |attempt| {
            let address = Ipv4Addr::from_bits(STRANGER.to_bits() + attempt + 1);
            let request = app.request_from(address, "POST", "/api/sign-in/code");
            let index = usize::try_from(attempt).unwrap() % spelled.len();
            hostile(request, attempt).json(&json!({ "email": spelled[index] }))
        });
        assert_eq!(by_email.await, 6, "{email}");
    }
    // What the headers said is in no mail.
    app.rest().await;
    for mail in app.mailbox().await {
        let whole = format!("{mail:?}");
        for hostile in ["attacker.example", "198.51.100"] {
            assert!(!whole.contains(hostile), "{whole}");
        }
        assert_eq!(mail.to(), AGENT);
    }
}

/// How many requests it takes until one is refused; one more than the limit unless the hour turns,
/// in which case it is that much in the second hour.
async fn first_refusal(app: &TestApp, most: u32, request: impl Fn(u32) -> RequestBuilder) -> u32 {
    let (mut in_a_row, mut hour) = (0, hour_now());
    for attempt in 0..most {
        let answer = app.send(request(attempt)).await;
        if hour_now() != hour {
            (in_a_row, hour) = (0, hour_now());
        }
        in_a_row += 1;
        if answer.status == 429 {
            let seconds: u32 = answer.header("retry-after").parse().unwrap();
            assert!((1..=3600).contains(&seconds));
            return in_a_row;
        }
        assert_eq!(answer.status, 202, "{}", answer.body);
    }
    panic!("{most} requests, and none was refused")
}

fn hour_now() -> i64 {
    jiff::Timestamp::now().as_second() / 3600
}

fn hostile(mut request: RequestBuilder, attempt: u32) -> RequestBuilder {
    let address = format!("198.51.100.{}", attempt % 250);
    for name in HOSTILE {
        let value = if name.ends_with("host") {
            "attacker.example"
        } else {
            &address
        };
        request = request.header(name, value);
    }
    request
        .header("forwarded", format!("for={address};host=attacker.example"))
        .header("host", "attacker.example")
        .header("origin", "https://attacker.example")
}

async fn guess(world: &World, id: &str, code: String) -> Answer {
    let body = json!({ "request_id": id, "code": code });
    world.app.post("/api/sign-in/token", &body).await
}

fn statuses(answers: &[Answer]) -> BTreeSet<u16> {
    answers.iter().map(|answer| answer.status).collect()
}

/// How many tries the request counts.
async fn tries(world: &World, id: &str) -> String {
    let (services, tables) = (world.app.services().await, world.app.tables().await);
    let text = |value: String| AttributeValue::S(value);
    let found = services
        .dynamodb()
        .get_item()
        .table_name(tables.main)
        .key("pk", text(format!("S#{id}")))
        .key("sk", text("E#0000000001".to_owned()))
        .consistent_read(true)
        .send();
    let item = found.await.unwrap().item.unwrap();
    item["tries"].as_n().unwrap().clone()
}
