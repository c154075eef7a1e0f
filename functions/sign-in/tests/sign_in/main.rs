//! The function through its router, against tables of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod codes;
mod desk;
mod founding;
mod keys;
mod limits;
mod sessions;
mod strangers;
mod tokens;

use desk::{Desk, HELPER, owner};
use domain::agent::Role;
use serde_json::json;
use testkit::samples::OWNER;

#[tokio::test]
async fn whoever_has_the_code_is_signed_in() {
    let desk = Desk::start().await;
    let asked = desk.ask("/sign-in/code", &json!({ "email": OWNER })).await;
    assert_eq!(asked.status, 202);
    let answer = asked.json();
    assert_eq!(answer["expires_in"], 600);
    assert_eq!(answer.as_object().unwrap().len(), 2);
    let request = answer["request_id"].as_str().unwrap();
    let signed_in = desk.try_code(request, &desk.code_of(request).await).await;
    assert_eq!(signed_in.status, 200);
    let body = signed_in.json();
    assert_eq!(
        body,
        json!({ "access_token": body["access_token"], "token_type": "Bearer", "expires_in": 900 })
    );
    assert_eq!(desk.bearer(&signed_in.access_token()).await, owner());
}

#[tokio::test]
async fn the_cookie_is_for_this_path_and_for_no_script() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(OWNER).await;
    let token = signed_in.cookie();
    assert_eq!(
        signed_in.header("set-cookie"),
        format!(
            "tkt_refresh={token}; HttpOnly; Secure; SameSite=Strict; Path=/api/sign-in; Max-Age=2592000"
        )
    );
    assert_eq!(
        signed_in.header_names(),
        ["content-type", "set-cookie", "content-length"]
    );
    let refreshed = desk.refresh(token).await;
    let attributes = refreshed.header("set-cookie").split_once("; ").unwrap().1;
    let (fixed, seconds) = attributes.rsplit_once('=').unwrap();
    assert_eq!(
        fixed,
        "HttpOnly; Secure; SameSite=Strict; Path=/api/sign-in; Max-Age"
    );
    // A session is not made longer by being used.
    let seconds: i64 = seconds.parse().unwrap();
    assert!((2_591_900..=2_592_000).contains(&seconds), "{seconds}");
    let out = desk.send_cookie("/sign-in/out", refreshed.cookie()).await;
    assert_eq!(
        out.header("set-cookie"),
        "tkt_refresh=; HttpOnly; Secure; SameSite=Strict; Path=/api/sign-in; Max-Age=0"
    );
}

#[tokio::test]
async fn an_agents_token_says_agent() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(HELPER).await;
    let bearer = desk.bearer(&signed_in.access_token()).await;
    assert_eq!(bearer.role, Role::Agent);
    assert_eq!(bearer.id.as_str(), "a1");
}

#[tokio::test]
async fn an_address_is_known_however_it_is_spelled() {
    let desk = Desk::start().await;
    let signed_in = desk.sign_in(" Owner@ACME.example ").await;
    assert_eq!(desk.bearer(&signed_in.access_token()).await, owner());
}

#[tokio::test]
async fn a_workspace_that_is_not_the_first_is_named() {
    let desk = Desk::start().await;
    let (store, w2) = (&desk.table.store, testkit::samples::workspace("w2"));
    let second = testkit::samples::agent("o2", "owner@second.example", Role::Owner);
    store.add_agent(&w2, &second).await.unwrap();
    let body = json!({ "email": "owner@second.example", "workspace": "w2" });
    let answer = desk.ask("/sign-in/code", &body).await.json();
    let request = answer["request_id"].as_str().unwrap();
    let signed_in = desk.try_code(request, &desk.code_of(request).await).await;
    let bearer = desk.bearer(&signed_in.access_token()).await;
    assert_eq!((bearer.workspace, bearer.id), (w2, second.id));
}

#[tokio::test]
async fn one_can_sign_in_by_a_code_alone_where_no_provider_is_set_up() {
    let options = Desk::start().await.get("/sign-in/options").await;
    assert_eq!(options.status, 200);
    assert_eq!(options.json(), json!({ "oidc": null }));
}

#[tokio::test]
async fn no_route_takes_a_query_parameter() {
    let desk = Desk::start().await;
    for path in ["/sign-in/code?a=1", "/sign-in/token?a=1"] {
        assert_eq!(desk.ask(path, &json!({})).await.status, 400, "{path}");
    }
    for path in ["/sign-in/options?a=1", "/.well-known/jwks.json?a=1"] {
        assert_eq!(desk.get(path).await.status, 400, "{path}");
    }
    let signed_in = desk.sign_in(OWNER).await;
    for path in ["/sign-in/refresh?a=1", "/sign-in/out?a=1"] {
        let answer = desk.send_cookie(path, signed_in.cookie()).await;
        assert_eq!(answer.status, 400, "{path}");
        assert_eq!(desk.send_cookie(path, "x").await.status, 401, "{path}");
    }
    assert_eq!(desk.refresh(signed_in.cookie()).await.status, 200);
}
