//! A good credential in the wrong place is none.

use serde_json::Value;
use tests::TestApp;

use super::{
    callers::Caller,
    rows::{Who, rows},
    world::World,
};

/// Where a token can be put that no route looks at.
#[derive(Debug)]
enum Place {
    /// A query parameter.
    Query(&'static str),
    /// A header, and what stands in it before the token.
    Header(&'static str, &'static str),
}

const PLACES: [Place; 14] = [
    Place::Query("access_token"),
    Place::Query("token"),
    Place::Query("authorization"),
    Place::Header("x-access-token", ""),
    Place::Header("x-authorization", "Bearer "),
    Place::Header("x-amz-security-token", ""),
    Place::Header("proxy-authorization", "Bearer "),
    Place::Header("cookie", "access_token="),
    Place::Header("cookie", "authorization=Bearer "),
    Place::Header("cookie", "tkt_refresh="),
    Place::Header("authorization", ""),
    Place::Header("authorization", "Basic "),
    Place::Header("authorization", "Token "),
    Place::Header("authorization", "DPoP "),
];

#[tokio::test]
async fn an_access_token_counts_in_its_own_header_only() {
    let world = World::new(TestApp::start().await).await;
    let nobody = Caller::nobody();
    for row in rows().filter(|row| !matches!(row.who, Who::Anyone | Who::Widget)) {
        let subject = world.subject(row.about).await;
        for place in &PLACES {
            let path = row.path(&subject);
            let request = match place {
                Place::Query(name) => {
                    world.request_to(&format!("{path}?{name}={}", world.owner), row, &nobody)
                }
                Place::Header(name, before) => world
                    .request_to(&path, row, &nobody)
                    .header(*name, format!("{before}{}", world.owner)),
            };
            let request = match (row.body)(&subject) {
                Value::Null => request,
                body => request.json(&body),
            };
            let answer = world.app.send(request).await;
            assert_eq!(
                answer.status, 401,
                "{} with {place:?}: {}",
                row.route, answer.body
            );
        }
    }
}

#[tokio::test]
async fn a_refresh_token_counts_in_its_own_cookie_only() {
    let world = World::new(TestApp::start().await).await;
    let cookie = world.session().await;
    let (name, token) = cookie.split_once('=').unwrap();
    let headers = [
        ("authorization", format!("Bearer {token}")),
        ("cookie", token.to_owned()),
        ("cookie", format!("refresh={token}")),
        ("cookie", format!("x{cookie}")),
        ("cookie", cookie.to_uppercase()),
        ("cookie", format!("{name}=\"{token}\"")),
        ("cookie", format!("{name}={}", world.owner)),
        ("x-cookie", cookie.clone()),
    ];
    for path in ["/api/sign-in/refresh", "/api/sign-in/out"] {
        for (name, value) in &headers {
            let request = world.app.request("POST", path).header(*name, value);
            let answer = world.app.send(request).await;
            assert_eq!(answer.status, 401, "{path} with {name}: {value}");
        }
        let in_query = world.app.request("POST", &format!("{path}?{cookie}"));
        assert_eq!(world.app.send(in_query).await.status, 401, "{path}");
        let in_body = world.app.request("POST", path);
        let in_body = in_body.json(&serde_json::json!({ name: token }));
        assert_eq!(world.app.send(in_body).await.status, 401, "{path}");
    }
    // In its own place it still counts, also among others.
    let among = format!("a=b; {name}=; {cookie}; c=d");
    assert_eq!(world.app.refresh(&among).await.status, 200);
}

#[tokio::test]
async fn a_widget_token_counts_in_its_own_field_only() {
    let world = World::new(TestApp::start().await).await;
    let token = "demo-widget-token";
    let body = serde_json::json!({
        "issue": "Help", "visitor_name": "Vera", "visitor_email": "vera@example.com",
    });
    let path = "/api/tickets/create";
    let to = |path: &str| world.app.request("POST", path);
    let requests = [
        to(path).bearer_auth(token),
        to(path).header("x-bot-token", token),
        to(path).header("cookie", format!("bot_token={token}")),
        to(&format!("{path}?bot_token={token}")),
    ];
    for request in requests {
        let answer = world.app.send(request.json(&body)).await;
        assert_eq!(answer.status, 401, "{}", answer.body);
    }
    for (field, value) in [
        ("Bot_Token", token),
        ("token", token),
        ("bot_token ", token),
    ] {
        let mut body = body.clone();
        body[field] = value.into();
        let answer = world.app.post(path, &body).await;
        assert_eq!(answer.status, 401, "{field}: {}", answer.body);
    }
}
