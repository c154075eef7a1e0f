//! The Lambda host with a real function binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper that fails fails its test"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use bytes::Bytes;
use local::lambda::{Endpoints, FunctionReport, Host, InvokeError, Settings};
use local::template::Function;
use serde_json::{Value, json};
use tempfile::TempDir;

const WAIT: Duration = Duration::from_secs(20);

struct TestHost {
    host: Host,
    folder: TempDir,
}

impl TestHost {
    async fn start(change: impl FnOnce(&mut Function, &mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let endpoints = Endpoints {
            dynamodb: "http://127.0.0.1:1".to_owned(),
            sqs: "http://127.0.0.1:2".to_owned(),
            ses: "http://127.0.0.1:3".to_owned(),
        };
        let mut settings = Settings::new(examples(), folder.path().join("logs"), endpoints);
        let mut function = Function {
            logical_id: "Probe".to_owned(),
            name: "probe".to_owned(),
            binary: "probe".to_owned(),
            timeout: Duration::from_secs(10),
            memory: 256,
            environment: BTreeMap::from([("TABLE_NAME".to_owned(), "t".to_owned())]),
            routes: Vec::new(),
            streams: Vec::new(),
            queues: Vec::new(),
        };
        change(&mut function, &mut settings);
        let host = Host::start(&[function], &settings).await.unwrap();
        Self { host, folder }
    }

    async fn invoke(&self, event: Value) -> Result<Value, InvokeError> {
        let answer = self
            .host
            .invoke("probe", Bytes::from(event.to_string()), WAIT)
            .await?;
        Ok(serde_json::from_slice(&answer).unwrap())
    }

    fn report(&self) -> FunctionReport {
        self.host.report().remove(0)
    }
}

fn examples() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().parent().unwrap().join("examples")
}

fn is_running(pid: u32) -> bool {
    // A zombie has ended: it waits for its parent to ask how.
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| {
        !stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .trim()
            .starts_with('Z')
    })
}

async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + WAIT;
    while !condition() {
        assert!(Instant::now() < deadline, "{what} did not happen");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_copy_gets_the_event_with_lambdas_headers_and_a_clean_environment() {
    let host = TestHost::start(|_, _| {}).await;
    let answer = host.invoke(json!({ "a": 1 })).await.unwrap();
    assert_eq!(answer["echo"], json!({ "a": 1 }));
    assert_eq!(
        answer["arn"],
        "arn:aws:lambda:us-east-1:000000000000:function:probe"
    );
    assert!(answer["trace"].as_str().unwrap().starts_with("Root=1-"));
    assert!(answer["deadline"].as_i64().unwrap() > 1_700_000_000_000);
    let environment = answer["environment"].as_object().unwrap();
    assert_eq!(environment["TABLE_NAME"], "t");
    assert_eq!(environment["AWS_LAMBDA_FUNCTION_NAME"], "probe");
    assert_eq!(environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"], "256");
    assert_eq!(environment["AWS_ENDPOINT_URL_SQS"], "http://127.0.0.1:2");
    assert!(
        !environment.contains_key("HOME"),
        "nothing of the host's own environment"
    );
}

#[tokio::test]
async fn one_event_after_the_other_needs_one_copy() {
    let host = TestHost::start(|_, _| {}).await;
    let first = host.invoke(json!({})).await.unwrap();
    let second = host.invoke(json!({})).await.unwrap();
    assert_eq!(first["pid"], second["pid"]);
    assert_ne!(first["request_id"], second["request_id"]);
    assert_eq!((host.report().invocations, host.report().errors), (2, 0));
}

#[tokio::test]
async fn events_side_by_side_get_copies_up_to_the_bound() {
    let host = TestHost::start(|_, settings| settings.maximum_copies = 3).await;
    let mut naps = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let inner = host.host.clone();
        let event = Bytes::from_static(br#"{"do":"nap"}"#);
        naps.spawn(async move { inner.invoke("probe", event, WAIT).await });
    }
    let answers = naps.join_all().await;
    assert!(answers.iter().all(Result::is_ok));
    let pids = host.report().pids.len();
    assert!((2..=3).contains(&pids), "{pids} copies");
}

#[tokio::test]
async fn an_event_that_finds_no_free_copy_in_time_is_told_so() {
    let host = TestHost::start(|_, settings| settings.maximum_copies = 1).await;
    let busy = host.host.clone();
    let event = Bytes::from_static(br#"{"do":"hang"}"#);
    let hanging = tokio::spawn(async move { busy.invoke("probe", event, WAIT).await });
    until("the first event", || host.report().invocations == 1).await;
    let wait = Duration::from_millis(50);
    let refused = host
        .host
        .invoke("probe", Bytes::from_static(b"{}"), wait)
        .await;
    assert_eq!(refused, Err(InvokeError::NoFreeCopy));
    host.host.stop().await;
    assert_eq!(hanging.await.unwrap(), Err(InvokeError::Stopping));
}

#[tokio::test]
async fn a_functions_error_reaches_the_invoker_and_the_copy_goes_on() {
    let host = TestHost::start(|_, _| {}).await;
    let before = host.invoke(json!({})).await.unwrap();
    let error = host.invoke(json!({ "do": "fail" })).await.unwrap_err();
    let InvokeError::FunctionError { message, .. } = &error else {
        panic!("{error:?}")
    };
    assert_eq!(message, "as told");
    assert_eq!(host.invoke(json!({})).await.unwrap()["pid"], before["pid"]);
    assert_eq!(host.report().errors, 1);
}

#[tokio::test]
async fn a_crash_is_followed_by_a_new_copy() {
    let host = TestHost::start(|_, _| {}).await;
    let before = host.invoke(json!({})).await.unwrap();
    let error = host.invoke(json!({ "do": "crash" })).await.unwrap_err();
    assert!(matches!(error, InvokeError::Crashed(_)), "{error:?}");
    assert_ne!(host.invoke(json!({})).await.unwrap()["pid"], before["pid"]);
    assert_eq!(host.report().errors, 1);
}

#[tokio::test]
async fn a_copy_that_passes_its_timeout_is_killed() {
    let host = TestHost::start(|function, _| function.timeout = Duration::from_millis(300)).await;
    let pid = host.invoke(json!({})).await.unwrap()["pid"]
        .as_u64()
        .unwrap();
    let error = host.invoke(json!({ "do": "hang" })).await.unwrap_err();
    assert_eq!(error, InvokeError::TimedOut);
    assert!(!is_running(u32::try_from(pid).unwrap()));
    assert!(host.invoke(json!({})).await.is_ok());
}

#[tokio::test]
async fn a_start_that_fails_costs_one_event_and_does_not_spin() {
    let host = TestHost::start(|function, _| {
        function
            .environment
            .insert("PROBE_INIT".to_owned(), "crash".to_owned());
    })
    .await;
    for errors in 1..=2 {
        let error = host.invoke(json!({})).await.unwrap_err();
        assert!(matches!(error, InvokeError::InitFailed(_)), "{error:?}");
        assert_eq!(host.report().errors, errors);
    }
    assert!(host.report().pids.is_empty());
}

#[tokio::test]
async fn a_start_that_hangs_fails_the_event() {
    let host = TestHost::start(|function, settings| {
        function
            .environment
            .insert("PROBE_INIT".to_owned(), "hang".to_owned());
        settings.init = Duration::from_millis(200);
    })
    .await;
    let error = host.invoke(json!({})).await.unwrap_err();
    assert!(matches!(error, InvokeError::InitFailed(_)), "{error:?}");
    until("the end of the copy", || host.report().pids.is_empty()).await;
}

#[tokio::test]
async fn an_idle_copy_ends_after_a_while() {
    let host = TestHost::start(|_, settings| settings.idle = Duration::from_millis(200)).await;
    host.invoke(json!({})).await.unwrap();
    until("the end of the copy", || host.report().pids.is_empty()).await;
    assert_eq!(host.report().errors, 0);
    assert!(host.invoke(json!({})).await.is_ok());
}

#[tokio::test]
async fn stopping_ends_every_copy() {
    let host = TestHost::start(|_, _| {}).await;
    let pid = host.invoke(json!({})).await.unwrap()["pid"]
        .as_u64()
        .unwrap();
    host.host.stop().await;
    assert!(!is_running(u32::try_from(pid).unwrap()));
    assert_eq!(host.invoke(json!({})).await, Err(InvokeError::Stopping));
}

#[tokio::test]
async fn lines_of_a_function_are_kept_in_its_log() {
    let host = TestHost::start(|_, _| {}).await;
    host.invoke(json!({})).await.unwrap();
    let log = host.folder.path().join("logs/probe.jsonl");
    until("the line", || {
        std::fs::read_to_string(&log).is_ok_and(|text| text.contains("a probe starts"))
    })
    .await;
}

#[tokio::test]
async fn a_payload_over_six_megabytes_is_refused() {
    let host = TestHost::start(|_, _| {}).await;
    let event = Bytes::from(vec![b' '; local::lambda::PAYLOAD_LIMIT + 1]);
    let refused = host.host.invoke("probe", event, WAIT).await;
    assert_eq!(refused, Err(InvokeError::PayloadTooLarge));
}

#[tokio::test]
async fn an_answer_over_six_megabytes_is_an_error() {
    let host = TestHost::start(|_, _| {}).await;
    let error = host.invoke(json!({ "do": "shout" })).await.unwrap_err();
    assert_eq!(error, InvokeError::AnswerTooLarge);
    assert!(host.invoke(json!({})).await.is_ok());
}

#[tokio::test]
async fn the_runtime_api_refuses_what_it_did_not_hand_out() {
    let host = TestHost::start(|_, _| {}).await;
    let answer = host.invoke(json!({})).await.unwrap();
    let api = answer["environment"]["AWS_LAMBDA_RUNTIME_API"]
        .as_str()
        .unwrap()
        .to_owned();
    let elsewhere = api.replace("/probe/", "/nobody/");
    let status = |url: String| async {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        tokio::task::spawn_blocking(move || agent.post(url).send("{}").unwrap().status().as_u16())
            .await
            .unwrap()
    };
    let path = "2018-06-01/runtime/invocation/some-id";
    assert_eq!(status(format!("{api}/{path}/response")).await, 400);
    assert_eq!(status(format!("{api}/{path}/error")).await, 400);
    assert_eq!(status(format!("{elsewhere}/{path}/response")).await, 403);
}
