use std::{fs, net::Ipv4Addr};

use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use tests::{Answer, TestApp};

use crate::template;

const STRANGER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
const NEIGHBOUR: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 3);
/// Twice the limit and one more: whenever the minute turns, one window is overrun.
const FLOOD: u32 = 121;

#[tokio::test]
async fn one_address_may_not_flood_and_forged_headers_do_not_help_it() {
    let app = TestApp::start().await;
    let answers = flood(|attempt| raise_from(&app, STRANGER, attempt)).await;
    assert!(
        answers
            .iter()
            .all(|answer| [201, 429].contains(&answer.status))
    );
    let mut refused = answers.iter().filter(|answer| answer.status == 429);
    let refused = refused.next().expect("a flood is stopped");
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.body["type"], "urn:tkt:problem:too-many-requests");

    assert_eq!(
        raise_from(&app, NEIGHBOUR, 0).await.status,
        201,
        "a neighbour is not to blame"
    );
}

const SECRET: &str = "hw6hVnE1cDcG3aTn0sPqRZkXo2LmYb8uIfQ4rJtWvNe";

#[tokio::test]
async fn behind_cloudfront_every_viewer_has_a_limit_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("template.yaml");
    // Secrets Manager would give the functions their secret.
    let fetched = r#"!Sub "{{resolve:secretsmanager:${OriginSecret}}}""#;
    let template = template::text();
    assert!(template.contains(fetched));
    fs::write(&file, template.replace(fetched, SECRET)).unwrap();
    let app = TestApp::options().template(&file).start().await;

    let networks = |attempt| {
        let viewer = format!("2001:db8:0:{attempt:x}::1");
        raise_through(&app, SECRET, viewer, attempt)
    };
    let answers = flood(networks).await;
    assert!(answers.iter().all(|answer| answer.status == 201));
    let one_network = |attempt| {
        let viewer = format!("2001:db8:1:1::{attempt:x}");
        raise_through(&app, SECRET, viewer, attempt)
    };
    let answers = flood(one_network).await;
    assert!(answers.iter().any(|answer| answer.status == 429));
    let forged = raise_through(&app, "forged", "2001:db8:1:1::1".to_owned(), 0).await;
    assert_eq!(forged.status, 201, "whom anybody names does not count");
}

/// The answers to so many requests, some at a time: one after the other would take minutes on a
/// busy machine, and windows end meanwhile.
async fn flood<F: Future<Output = Answer>>(raise: impl FnMut(u32) -> F) -> Vec<Answer> {
    let requests = stream::iter((0..FLOOD).map(raise));
    requests.buffer_unordered(8).collect().await
}

async fn raise_from(app: &TestApp, address: Ipv4Addr, attempt: u32) -> Answer {
    let request = app
        .request_from(address, "POST", "/api/tickets/create")
        .header("x-forwarded-for", format!("198.51.100.{}", attempt % 250))
        .header("x-viewer-address", format!("198.51.100.{}", attempt % 250))
        .header("forwarded", format!("for=198.51.100.{}", attempt % 250));
    app.send(request.json(&ticket(attempt))).await
}

/// As CloudFront sends it.
async fn raise_through(app: &TestApp, secret: &str, viewer: String, attempt: u32) -> Answer {
    let request = app
        .request_from(STRANGER, "POST", "/api/tickets/create")
        .header("x-origin-secret", secret)
        .header("x-viewer-address", viewer);
    app.send(request.json(&ticket(attempt))).await
}

fn ticket(attempt: u32) -> Value {
    json!({
        "bot_token": "demo-widget-token",
        "issue": "Flood",
        "visitor_name": "Vera",
        "visitor_email": format!("vera{attempt}@example.com"),
    })
}
