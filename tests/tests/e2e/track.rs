//! What a customer without an account sees, through the whole stack.

use std::net::Ipv4Addr;

use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tests::{Answer, TestApp};

const CUSTOMER: &str = "carla@example.com";
/// Windows end every fifteen minutes, perhaps within a test: then one of two is overrun.
const WINDOWS: u8 = 2;

#[tokio::test]
async fn the_customer_follows_the_ticket_from_its_birth_to_its_end() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    let raised = app.raise("Carla Ruiz", CUSTOMER, "Paid twice.").await;
    let number = raised.body["ticket_id"].as_str().unwrap();
    let seen = tracked(&app, number).await;
    assert_eq!(seen["title"], "Support Issue from Carla Ruiz");
    assert_eq!(seen["description"], "Paid twice.");
    assert_eq!(story(&seen), ["created"]);

    app.note(&token, number, "A fraud?").await.unwrap();
    app.answer(&token, number, "Which card was it?")
        .await
        .unwrap();
    let edit = json!({
        "title": "Refund for order 7",
        "status": "in_progress",
        "assigned_to": "agent@example.com",
        "resolution_notes": "Not for customers yet.",
    });
    app.edit(&token, number, &edit).await.unwrap();
    let seen = tracked(&app, number).await;
    assert_eq!(seen["title"], "Refund for order 7");
    assert_eq!(seen["status"], "in_progress");
    assert_eq!(seen["resolution_notes"], Value::Null);
    assert_eq!(story(&seen), ["created", "first_response"]);
    assert_eq!(seen["first_response_at"], seen["timeline"][1]["at"]);
    for secret in ["fraud", "agent@example.com", "yet"] {
        assert!(!seen.to_string().contains(secret), "{seen}");
    }

    app.answer(&token, number, "It is on its way.")
        .await
        .unwrap();
    let edit = json!({ "status": "resolved", "resolution_notes": "Sent back." });
    app.edit(&token, number, &edit).await.unwrap();
    let seen = tracked(&app, number).await;
    assert_eq!(seen["resolution_notes"], "Sent back.");
    let whole_story = ["created", "first_response", "answered", "resolved"];
    assert_eq!(story(&seen), whole_story);
    assert_eq!(seen["timeline"][2]["body"], "It is on its way.");
    assert_eq!(seen["resolved_at"], seen["timeline"][3]["at"]);

    app.edit(&token, number, &json!({ "status": "open" }))
        .await
        .unwrap();
    let seen = tracked(&app, number).await;
    assert_eq!(seen["resolution_notes"], Value::Null);
    assert_eq!(seen["resolved_at"], Value::Null);
    assert_eq!(story(&seen), whole_story);

    app.delete(&token, number).await.unwrap();
    let gone = track(&app, number, CUSTOMER).await;
    assert_eq!(gone.status, 404);
    let never = track(&app, "TKT-77777", CUSTOMER).await;
    assert_eq!(to_compare(&gone), to_compare(&never));
    for (path, log) in app.logs() {
        assert!(!log.contains(CUSTOMER), "{}", path.display());
    }
}

#[tokio::test]
async fn every_miss_leaves_the_gateway_alike() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    let gone = app.raise("Carla Ruiz", CUSTOMER, "Paid twice.").await;
    let gone = gone.body["ticket_id"].as_str().unwrap();
    app.delete(&token, gone).await.unwrap();
    let theirs = json!({
        "bot_token": "other-widget-token",
        "visitor_name": "Maria Keller",
        "visitor_email": "maria@example.com",
        "issue": "Of the other workspace.",
    });
    let answer = app.post("/api/tickets/create", &theirs).await;
    assert_eq!(answer.body["ticket_id"], "TKT-00001");

    let maria = "maria@example.com";
    let misses = [
        json!({ "ticket_number": "TKT-00001", "email": CUSTOMER }),
        json!({ "ticket_number": "TKT-00002", "email": maria }),
        json!({ "ticket_number": "TKT-00099", "email": maria }),
        json!({ "ticket_number": gone, "email": CUSTOMER }),
        json!({ "ticket_number": "TKT-00002", "email": maria, "workspace": "other" }),
        json!({ "ticket_number": "TKT-00001", "email": maria, "workspace": "nobodys" }),
        json!({ "ticket_number": "TKT-00001", "email": maria, "workspace": "No id" }),
        json!({ "ticket_number": "99999999999999999999", "email": maria }),
    ];
    let mut answers = Vec::new();
    for miss in &misses {
        let answer = app.post("/api/track", miss).await;
        assert_eq!(answer.status, 404, "{miss}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        answers.push(answer);
    }
    for (miss, answer) in misses.iter().zip(&answers) {
        assert_eq!(to_compare(answer), to_compare(&answers[0]), "{miss}");
    }
    // The same number in two workspaces: each customer sees their own.
    let mine = json!({ "ticket_number": "1", "email": maria });
    let mine = app.post("/api/track", &mine).await;
    assert_eq!(mine.body["title"], "Invoice shows the old address");
    assert_eq!(mine.header("cache-control"), "no-store");
    let theirs = json!({ "ticket_number": "1", "email": maria, "workspace": "other" });
    let theirs = app.post("/api/track", &theirs).await;
    assert_eq!(theirs.body["description"], "Of the other workspace.");
}

#[tokio::test]
async fn two_hundred_guesses_at_once_are_not_two_hundred_tries() {
    let app = TestApp::start().await;
    // The one that is right is somewhere among them.
    let guesses = (0..200_u8).map(|n| {
        let email = match n {
            100 => "maria@example.com".to_owned(),
            _ => format!("x{n}@example.com"),
        };
        guess(&app, Ipv4Addr::new(127, 3, 0, n + 1), n, "TKT-00001", email)
    });
    let answers = futures_util::future::join_all(guesses).await;
    let answered = answers.iter().filter(|answer| answer.status != 429).count();
    assert!(answered <= 11 * usize::from(WINDOWS), "{answered}");
    let missed: Vec<_> = answers.iter().filter(|a| a.status == 404).collect();
    assert!(missed.len() <= 10 * usize::from(WINDOWS));
    for refused in answers.iter().filter(|answer| answer.status == 429) {
        let seconds: u32 = refused.header("retry-after").parse().unwrap();
        assert!((1..=900).contains(&seconds));
        let (minutes, rest) = (seconds / 60, seconds % 60);
        let expected = format!("Too many tries. You can search again in {minutes}:{rest:02}.");
        assert_eq!(refused.body["detail"], expected);
    }
    // Another ticket has its own count.
    let other = track(&app, "TKT-00002", "tomas@example.com").await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn one_address_may_not_try_for_ever_and_forged_headers_do_not_help_it() {
    let app = TestApp::start().await;
    let stranger = Ipv4Addr::new(127, 0, 0, 2);
    let mut refused = false;
    for n in 0..=60 * WINDOWS {
        let number = format!("TKT-{:05}", 1_000 + u32::from(n));
        let answer = guess(&app, stranger, n, &number, format!("x{n}@example.com")).await;
        refused = answer.status == 429;
        if refused {
            break;
        }
        assert_eq!(answer.status, 404);
    }
    assert!(refused, "the stranger is stopped");
    // Neither the neighbour nor whoever the stranger pretended to be is to blame.
    let neighbour = Ipv4Addr::new(127, 0, 0, 3);
    let maria = || "maria@example.com".to_owned();
    let answer = guess(&app, neighbour, 0, "TKT-00001", maria()).await;
    assert_eq!(answer.status, 200);
    let answer = guess(&app, stranger, 0, "TKT-00001", maria()).await;
    assert_eq!(answer.status, 429, "the right guess is refused as well");
}

/// A guess that says in every header it can that it comes from elsewhere.
async fn guess(app: &TestApp, from: Ipv4Addr, n: u8, number: &str, email: String) -> Answer {
    let forged = format!("198.51.100.{n}");
    let mut request = app.request_from(from, "POST", "/api/track");
    for header in [
        "x-forwarded-for",
        "x-real-ip",
        "x-viewer-address",
        "true-client-ip",
    ] {
        request = request.header(header, &forged);
    }
    let request = request.header("forwarded", format!("for={forged}"));
    let body = json!({ "ticket_number": number, "email": email });
    app.send(request.json(&body)).await
}

async fn track(app: &TestApp, number: &str, email: &str) -> Answer {
    let body = json!({ "ticket_number": number, "email": email });
    app.post("/api/track", &body).await
}

/// What the customer is shown, who types as people type.
async fn tracked(app: &TestApp, number: &str) -> Value {
    let typed = format!(" {} ", number.to_lowercase().replace('-', " "));
    let answer = track(app, &typed, &CUSTOMER.to_uppercase()).await;
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    answer.body
}

fn story(seen: &Value) -> Vec<&str> {
    let timeline = seen["timeline"].as_array().unwrap().iter();
    timeline
        .map(|entry| entry["kind"].as_str().unwrap())
        .collect()
}

/// All of an answer but what every answer has of its own.
fn to_compare(answer: &Answer) -> (u16, HeaderMap, &Value) {
    let mut headers = answer.headers.clone();
    for own in ["date", "apigw-requestid"] {
        assert!(headers.remove(own).is_some());
    }
    (answer.status, headers, &answer.body)
}
