use std::collections::BTreeMap;

use axum::http::{Request, Response};
use bytes::Bytes;
use http_body_util::BodyExt;
use jiff::Timestamp;
use rstest::rstest;
use serde_json::Value;

use super::{Received, Routes, answer, payload};
use crate::template::{Function, Route};

fn routes(all: &[(&str, &str)]) -> Routes {
    let functions: Vec<Function> = all
        .iter()
        .map(|(method, path)| Function {
            logical_id: String::new(),
            name: format!("{method} {path}"),
            binary: String::new(),
            timeout: std::time::Duration::ZERO,
            memory: 0,
            environment: BTreeMap::new(),
            routes: vec![Route {
                method: (*method).to_owned(),
                path: (*path).to_owned(),
            }],
            streams: Vec::new(),
            queues: Vec::new(),
        })
        .collect();
    Routes::of(&functions)
}

#[rstest]
#[case::a_literal("POST", "/ticket", Some("POST /ticket"))]
#[case::another_method("PUT", "/ticket", None)]
#[case::a_parameter("GET", "/ticket/TKT-00003", Some("GET /ticket/{number}"))]
#[case::a_literal_wins("GET", "/ticket/new", Some("GET /ticket/new"))]
#[case::below_a_parameter("GET", "/ticket/1/messages", Some("GET /ticket/{number}/messages"))]
#[case::an_empty_parameter("GET", "/ticket/", None)]
#[case::a_slash_at_the_end("POST", "/ticket/", None)]
#[case::too_short("GET", "/", None)]
#[case::no_path("GET", "", None)]
#[case::any_method("DELETE", "/files/a/b", Some("ANY /files/{path+}"))]
#[case::the_method_wins_over_any("GET", "/files/a/b", Some("GET /files/{path+}"))]
fn a_path_finds_its_route(#[case] method: &str, #[case] path: &str, #[case] key: Option<&str>) {
    let routes = routes(&[
        ("ANY", "/files/{path+}"),
        ("GET", "/files/{path+}"),
        ("GET", "/ticket/{number}"),
        ("GET", "/ticket/{number}/messages"),
        ("GET", "/ticket/new"),
        ("POST", "/ticket"),
    ]);
    let found = routes.find(method, path).map(|found| found.route_key);
    assert_eq!(found.as_deref(), key);
}

fn event(request: axum::http::request::Builder, body: &'static [u8]) -> Value {
    let (parts, ()) = request.body(()).unwrap().into_parts();
    let routes = routes(&[("POST", "/ticket/{number}"), ("POST", "/ticket")]);
    let below = parts.uri.path().strip_prefix("/api").unwrap();
    let route = routes.find("POST", below).unwrap();
    let received = Received {
        parts: &parts,
        body: &Bytes::from_static(body),
        peer: [127, 1, 2, 3].into(),
        stage: "api",
        request_id: "id-1",
        time: Timestamp::from_second(1_700_000_000).unwrap(),
    };
    payload(&received, &route)
}

#[test]
fn a_request_becomes_the_gateways_payload() {
    let request = Request::post("/api/ticket/TKT%2D3%20x?a=1&a=2&b=x+y%21&c")
        .header("Host", "127.0.0.1:4000")
        .header("User-Agent", "test/1")
        .header("Content-Type", "application/json; charset=utf-8")
        .header("X-Many", "1")
        .header("X-Many", "2")
        .header("Cookie", "s=1; t=2")
        .header("X-Forwarded-For", "6.6.6.6");
    insta::assert_json_snapshot!(event(request, "{\"ü\":1}".as_bytes()));
}

#[rstest]
#[case::json("application/json", b"{}", false)]
#[case::problem_json("application/problem+json", b"{}", false)]
#[case::plain("text/plain", b"a", false)]
#[case::a_form("application/x-www-form-urlencoded", b"a=1", true)]
#[case::a_picture("image/png", b"a", true)]
#[case::no_type("", b"a", true)]
#[case::bytes_that_are_no_text("application/json", b"\xff\xfe", true)]
#[case::no_body("application/json", b"", false)]
fn a_body_is_base64_where_it_is_not_text(
    #[case] kind: &str,
    #[case] body: &'static [u8],
    #[case] encoded: bool,
) {
    let request = Request::post("/api/ticket").header("Host", "localhost");
    let request = if kind.is_empty() {
        request
    } else {
        request.header("Content-Type", kind)
    };
    let event = event(request, body);
    assert_eq!(event["isBase64Encoded"], encoded);
    assert_eq!(event.get("body").is_some(), !body.is_empty());
    assert!(event.get("cookies").is_none() && event.get("queryStringParameters").is_none());
}

async fn text(response: Response<axum::body::Body>) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn an_answer_becomes_the_response() {
    let response = answer::of(
        br#"{"statusCode":201,"headers":{"X-A":"1","Connection":"close"},"cookies":["a=1","b=2"],
            "isBase64Encoded":true,"body":"w7w="}"#,
    )
    .unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["x-a"], "1");
    assert!(!response.headers().contains_key("connection"));
    assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2);
    assert_eq!(text(response).await, "ü");
}

#[tokio::test]
async fn an_answer_without_a_status_is_the_body() {
    let response = answer::of(br#"{"ticket":1}"#).unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(text(response).await, r#"{"ticket":1}"#);
}

#[rstest]
#[case::no_json(b"no")]
#[case::a_status_that_is_none(br#"{"statusCode":"none"}"#)]
#[case::a_status_out_of_range(br#"{"statusCode":99999}"#)]
#[case::a_body_that_is_no_text(br#"{"statusCode":200,"body":{}}"#)]
#[case::a_body_that_is_no_base64(br#"{"statusCode":200,"body":"*","isBase64Encoded":true}"#)]
#[case::a_header_with_a_line_break(b"{\"statusCode\":200,\"headers\":{\"a\":\"b\\r\\nc: d\"}}")]
fn a_malformed_answer_is_refused(#[case] malformed: &[u8]) {
    assert!(answer::of(malformed).is_err());
}
