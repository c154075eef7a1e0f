use std::net::Ipv4Addr;

use serde_json::json;
use tests::{Answer, TestApp};

const STRANGER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
const NEIGHBOUR: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 3);

#[tokio::test]
async fn one_address_may_not_flood_and_forged_headers_do_not_help_it() {
    let app = TestApp::start().await;
    let mut refused = None;
    // Twice the limit and one more: whenever the minute turns, one window is overrun.
    for attempt in 0..121 {
        let answer = raise_from(&app, STRANGER, attempt).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 201);
    }
    let refused = refused.expect("a flood is stopped");
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

async fn raise_from(app: &TestApp, address: Ipv4Addr, attempt: u32) -> Answer {
    let body = json!({
        "bot_token": "demo-widget-token",
        "issue": "Flood",
        "visitor_name": "Vera",
        "visitor_email": format!("vera{attempt}@example.com"),
    });
    let request = app
        .request_from(address, "POST", "/api/tickets/create")
        .header("x-forwarded-for", format!("198.51.100.{}", attempt % 250))
        .header("x-viewer-address", format!("198.51.100.{}", attempt % 250))
        .header("forwarded", format!("for=198.51.100.{}", attempt % 250));
    app.send(request.json(&body)).await
}
