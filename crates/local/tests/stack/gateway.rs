use rstest::rstest;
use serde_json::{Value, json};

use crate::system::System;

fn post(system: &System, path: &str) -> ureq::http::Response<ureq::Body> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    agent
        .post(format!("{}{path}", system.url))
        .header("content-type", "application/json")
        .send("{\"a\":1}")
        .unwrap()
}

#[test]
fn a_request_reaches_the_function_and_its_answer_comes_back() {
    let system = System::start();
    let mut response = post(&system, "/api/act/x%20y?q=1");
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["x-number"], "7");
    assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2);
    let event: Value = response.body_mut().read_json().unwrap();
    assert_eq!(event["rawPath"], "/api/act/x y");
    assert_eq!(event["rawQueryString"], "q=1");
    assert_eq!(event["routeKey"], "POST /act/{what}");
    assert_eq!(event["pathParameters"], json!({ "what": "x y" }));
    assert_eq!(event["requestContext"]["http"]["sourceIp"], "127.0.0.1");
    assert_eq!(event["body"], "{\"a\":1}");
}

#[rstest]
#[case::an_unknown_route("/api/nothing", 404, "Not Found")]
#[case::the_stage_alone("/api", 404, "Not Found")]
#[case::a_crash("/api/act/crash", 500, "Internal Server Error")]
#[case::a_time_out("/api/act/hang", 500, "Internal Server Error")]
#[case::a_malformed_answer("/api/act/malformed", 500, "Internal Server Error")]
fn the_gateway_answers_itself(#[case] path: &str, #[case] status: u16, #[case] message: &str) {
    let system = System::start();
    let mut response = post(&system, path);
    assert_eq!(response.status(), status);
    let body: Value = response.body_mut().read_json().unwrap();
    assert_eq!(body, json!({ "message": message }));
}
