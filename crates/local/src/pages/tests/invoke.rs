use axum::body::Body;
use axum::http::{Request, StatusCode};
use rstest::rstest;

use super::{ask, post_local};

#[rstest]
#[case::its_answer("by-hand", "application/json", r#"{"a":1}"#, StatusCode::OK)]
#[case::a_parameter_of_the_type("by-hand", "Application/JSON; charset=utf-8", "{}", StatusCode::OK)]
#[case::with_a_trigger("notify", "application/json", "{}", StatusCode::NOT_FOUND)]
#[case::what_a_form_sends("by-hand", "text/plain", "{}", StatusCode::UNSUPPORTED_MEDIA_TYPE)]
#[case::no_type("by-hand", "", "{}", StatusCode::UNSUPPORTED_MEDIA_TYPE)]
#[case::no_json("by-hand", "application/json", "a=1", StatusCode::BAD_REQUEST)]
#[case::no_body("by-hand", "application/json", "", StatusCode::BAD_REQUEST)]
#[case::it_fails("by-hand", "application/json", r#""fail""#, StatusCode::BAD_GATEWAY)]
#[tokio::test]
async fn a_function_without_a_trigger_is_invoked_by_hand(
    #[case] function: &str,
    #[case] content_type: &str,
    #[case] payload: &'static str,
    #[case] expected: StatusCode,
) {
    let mut request = invoke(function, payload);
    if content_type.is_empty() {
        request.headers_mut().remove("content-type");
    } else {
        let content_type = content_type.parse().unwrap();
        request.headers_mut().insert("content-type", content_type);
    }
    let (status, body) = ask(request).await;
    assert_eq!(status, expected, "{body}");
    if expected == StatusCode::OK {
        assert_eq!(body, payload);
    }
}

#[rstest]
#[case::a_page_elsewhere("origin", "https://attacker.example")]
#[case::a_name_that_was_pointed_here("host", "attacker.example")]
#[tokio::test]
async fn nobody_elsewhere_invokes_a_function(#[case] header: &'static str, #[case] value: &str) {
    let mut request = invoke("by-hand", "{}");
    let value = value.parse().unwrap();
    request.headers_mut().insert(header, value);
    assert_eq!(ask(request).await.0, StatusCode::FORBIDDEN);
}

fn invoke(function: &str, payload: &'static str) -> Request<Body> {
    let path = format!("/_local/functions/{function}/invoke");
    let mut request = post_local(&path, payload, None);
    let json = "application/json".parse().unwrap();
    request.headers_mut().insert("content-type", json);
    request
}
