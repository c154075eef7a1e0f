mod invoke;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use rstest::rstest;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::*;
use crate::lambda::InvokeError;
use crate::services::clock::{Clock, NotMoved};
use crate::template::EdgeHeaders;

#[rstest]
#[case("127.0.0.1", true)]
#[case("127.0.0.1:4000", true)]
#[case("localhost:4000", true)]
#[case("LOCALHOST", true)]
#[case("127.0.0.1.attacker.example:4000", false)]
#[case("attacker.example", false)]
#[case("192.168.1.7:4000", false)]
#[case("localhost:4000:attacker.example", false)]
#[case("", false)]
#[tokio::test]
async fn only_this_machine_by_its_own_name_is_answered(#[case] host: &str, #[case] answered: bool) {
    for path in [
        "/_local/",
        "/_local/mailbox",
        "/_local/health",
        "/_local/api/",
        "/_local/openapi.yaml",
        "/_local/nothing",
    ] {
        let request = Request::get(path)
            .header("host", host)
            .body(Body::empty())
            .unwrap();
        let (status, _) = ask(request).await;
        assert_eq!(
            status != StatusCode::FORBIDDEN,
            answered,
            "{path} for {host:?}"
        );
    }
}

#[rstest]
#[case("http://localhost:4000", true)]
#[case("https://attacker.example", false)]
#[case("null", false)]
#[tokio::test]
async fn a_page_of_another_origin_cannot_set_a_fault(#[case] origin: &str, #[case] taken: bool) {
    let request = post_fault(r#"{"kind":"error","count":1}"#, Some(origin));
    assert_eq!(ask(request).await.0 == StatusCode::OK, taken);
}

#[rstest]
#[case("/_local/mailbox", json!([]))]
#[case("/_local/queues", json!({"jobs": {"visible": 1, "in_flight": 2, "dead": 3}}))]
#[case("/_local/health", json!({"status": "ok"}))]
#[case(
    "/_local/functions",
    json!([{"name": "notify", "pids": [7], "invocations": 5, "errors": 1}])
)]
#[tokio::test]
async fn answers_have_the_shape_that_tests_read(#[case] path: &str, #[case] expected: Value) {
    let (status, body) = ask(get_local(path)).await;
    assert_eq!((status, parse(&body)), (StatusCode::OK, expected));
}

#[rstest]
#[case(r#"{"kind":"throttle","count":2}"#, json!({"kind": "throttle", "count": 2}))]
#[case(r#"{"kind":"429","count":2}"#, json!({"kind": "throttle", "count": 2}))]
#[case(r#"{"kind":"5xx","count":1}"#, json!({"kind": "error", "count": 1}))]
#[case(
    r#"{"kind":"reject","count":1,"to":"a@example.com"}"#,
    json!({"kind": "reject", "count": 1, "to": "a@example.com"})
)]
#[tokio::test]
async fn a_fault_is_set_and_shown(#[case] body: &'static str, #[case] expected: Value) {
    let (status, body) = ask(post_fault(body, None)).await;
    assert_eq!(
        (status, parse(&body)),
        (StatusCode::OK, json!({"faults": [expected]}))
    );
}

#[rstest]
#[case::not_json("kind=hang", StatusCode::BAD_REQUEST)]
#[case::nothing("", StatusCode::BAD_REQUEST)]
#[case::unknown_kind(r#"{"kind":"flood","count":1}"#, StatusCode::UNPROCESSABLE_ENTITY)]
#[case::no_count(r#"{"kind":"hang"}"#, StatusCode::UNPROCESSABLE_ENTITY)]
#[case::negative_count(r#"{"kind":"hang","count":-1}"#, StatusCode::UNPROCESSABLE_ENTITY)]
#[case::unknown_field(r#"{"kind":"hang","count":1,"x":1}"#, StatusCode::UNPROCESSABLE_ENTITY)]
#[tokio::test]
async fn a_malformed_fault_is_refused(#[case] body: &'static str, #[case] expected: StatusCode) {
    let (status, body) = ask(post_fault(body, None)).await;
    assert_eq!(status, expected);
    assert!(!parse(&body)["error"].as_str().unwrap().is_empty());
}

#[rstest]
#[case::a_move(r#"{"advance_seconds":100}"#, None, StatusCode::OK)]
#[case::none(r#"{"advance_seconds":0}"#, None, StatusCode::UNPROCESSABLE_ENTITY)]
#[case::too_far(r#"{"advance_seconds":101}"#, None, StatusCode::UNPROCESSABLE_ENTITY)]
#[case::back(r#"{"advance_seconds":-1}"#, None, StatusCode::UNPROCESSABLE_ENTITY)]
#[case::nothing("{}", None, StatusCode::UNPROCESSABLE_ENTITY)]
#[case::a_number("100", None, StatusCode::UNPROCESSABLE_ENTITY)]
#[case::no_text("", None, StatusCode::BAD_REQUEST)]
#[case::another_sqs(r#"{"advance_seconds":409}"#, None, StatusCode::CONFLICT)]
#[case::another_origin(
    r#"{"advance_seconds":1}"#,
    Some("https://attacker.example"),
    StatusCode::FORBIDDEN
)]
#[tokio::test]
async fn the_clock_is_moved_by_whole_seconds(
    #[case] body: &'static str,
    #[case] origin: Option<&str>,
    #[case] expected: StatusCode,
) {
    let (status, answer) = ask(post_local("/_local/clock", body, origin)).await;
    assert_eq!(status, expected, "{answer}");
}

#[tokio::test]
async fn an_unknown_mail_is_not_found() {
    assert_eq!(
        ask(get_local("/_local/mailbox/none")).await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        ask(get_local("/_local/mailbox/none/html")).await.0,
        StatusCode::NOT_FOUND
    );
}

#[rstest]
#[case::the_page("/_local/api/", "text/html", "swagger-ui-bundle.js")]
#[case::its_script("/_local/api/swagger-ui-bundle.js", "text/javascript", "SwaggerUI")]
#[case::its_settings(
    "/_local/api/swagger-initializer.js",
    "text/javascript",
    "\"/_local/openapi.yaml\""
)]
#[case::the_document(
    "/_local/openapi.yaml",
    "application/yaml",
    "operationId: create_ticket"
)]
#[tokio::test]
async fn the_api_is_described(
    #[case] path: &str,
    #[case] content_type: &str,
    #[case] content: &str,
) {
    let response = answer(get_local(path)).await;
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers().clone();
    let header = |name| headers[name].to_str().unwrap().to_owned();
    assert!(header("content-type").starts_with(content_type));
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert!(text(response).await.contains(content));
}

#[tokio::test]
async fn the_page_of_the_api_needs_nothing_from_elsewhere() {
    let page = text(answer(get_local("/_local/api/")).await).await;
    let settings = text(answer(get_local("/_local/api/swagger-initializer.js")).await).await;
    for text in [page, settings] {
        assert!(!text.contains("://"), "{text}");
    }
    let unknown = answer(get_local("/_local/api/nothing.js")).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

#[derive(Clone)]
struct Samples(Mailbox);

impl Sources for Samples {
    fn mailbox(&self) -> &Mailbox {
        &self.0
    }

    async fn health(&self) -> Value {
        json!({"status": "ok"})
    }

    async fn jobs(&self) -> Result<JobCounts, Unavailable> {
        Ok(JobCounts {
            visible: 1,
            in_flight: 2,
            dead: 3,
        })
    }

    async fn functions(&self) -> Vec<FunctionState> {
        vec![FunctionState {
            name: "notify".into(),
            pids: vec![7],
            invocations: 5,
            errors: 1,
        }]
    }

    async fn advance(&self, seconds: u64) -> Result<Value, ClockRefused> {
        match seconds {
            1..=100 => Ok(json!({"ahead_seconds": seconds})),
            409 => Err(ClockRefused::Elsewhere),
            _ => Err(NotMoved::TooFar { left: 100 }.into()),
        }
    }

    async fn invoke(&self, function: &str, payload: Bytes) -> Result<Bytes, NotInvoked> {
        match (function, &payload[..]) {
            ("by-hand", b"\"fail\"") => Err(InvokeError::TimedOut.into()),
            ("by-hand", _) => Ok(payload),
            _ => Err(NotInvoked::NotByHand),
        }
    }
}

async fn ask(request: Request<Body>) -> (StatusCode, String) {
    let response = answer(request).await;
    (response.status(), text(response).await)
}

async fn answer(request: Request<Body>) -> Response {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::open(&folder.path().join("mailbox.sqlite"), Clock::system()).unwrap();
    let site = Site::new(None, &EdgeHeaders::default()).unwrap();
    let router = router(Samples(mailbox), site);
    router.oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    String::from_utf8(bytes.into()).unwrap()
}

fn get_local(path: &str) -> Request<Body> {
    Request::get(path)
        .header("host", "127.0.0.1:4000")
        .body(Body::empty())
        .unwrap()
}

fn post_fault(body: &'static str, origin: Option<&str>) -> Request<Body> {
    post_local("/_local/ses/fault", body, origin)
}

fn post_local(path: &str, body: &'static str, origin: Option<&str>) -> Request<Body> {
    let mut request = Request::post(path).header("host", "127.0.0.1:4000");
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    request.body(body.into()).unwrap()
}

fn parse(body: &str) -> Value {
    serde_json::from_str(body).unwrap()
}
