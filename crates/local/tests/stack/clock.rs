use local::aws::Services;
use serde_json::{Value, json};

use crate::queue::{bodies, jobs, send};
use crate::stream::{given_up, put, sort_keys};
use crate::system::{System, until};

const HOUR: u64 = 60 * 60;

/// Asks the system to move its clock ahead.
fn advance(system: &System, seconds: u64) -> (u16, Value) {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let url = format!("{}/_local/clock", system.url);
    let body = json!({ "advance_seconds": seconds }).to_string();
    let mut response = agent.post(url).send(body).unwrap();
    let answer = response.body_mut().read_json().unwrap();
    (response.status().as_u16(), answer)
}

async fn send_later(services: &Services, body: &str) {
    let request = services.sqs().send_message().queue_url(jobs(services));
    let request = request.message_body(body).delay_seconds(900);
    request.send().await.unwrap();
}

#[tokio::test]
async fn a_delay_ends_when_the_clock_is_moved_past_it() {
    let system = System::start();
    send_later(&system.services(), "later").await;
    let (status, answer) = advance(&system, 899 - 5);
    assert_eq!((status, &answer["ahead_seconds"]), (200, &json!(894)));
    assert_eq!(answer["moved"], json!(["sqs", "dynamodb", "ses"]));
    assert_eq!(system.get("/_local/queues")["jobs"]["visible"], 1);
    assert_eq!(bodies(&system), [""; 0]);
    assert_eq!(advance(&system, 60).1["ahead_seconds"], 954);
    until("the message", || bodies(&system) == ["later"]);
}

#[tokio::test]
async fn a_restart_takes_no_time_back() {
    let mut system = System::start_with(&["--without", "worker"]);
    assert_eq!(advance(&system, 48 * HOUR).0, 200);
    send(&system.services(), &["a"]).await;
    system.kill_and_start_again();
    until("the message", || bodies(&system) == ["a"]);
    assert_eq!(advance(&system, 1).1["ahead_seconds"], 48 * HOUR + 1);
}

#[tokio::test]
async fn a_stream_keeps_what_came_in_the_last_day_of_the_moved_clock() {
    let mut system = System::start_with(&["--without", "reader"]);
    for sort_key in ["E#1", "E#2"] {
        put(&system.services(), sort_key, "a").await;
    }
    assert_eq!(advance(&system, 25 * HOUR).0, 200);
    // The last record outlives every trim, so that numbers go on rising; no reader is given it.
    system.kill_and_start_again();
    put(&system.services(), "E#3", "a").await;
    until("the young record", || !sort_keys(&system).is_empty());
    assert_eq!(sort_keys(&system), ["E#3"]);
    assert_eq!(given_up(&system.services()).await, None);
}

#[tokio::test]
async fn a_record_grows_too_old_for_its_mapping_by_the_moved_clock() {
    let mut system = System::start_with(&["--without", "reader"]);
    put(&system.services(), "E#1", "a").await;
    assert_eq!(advance(&system, 2 * HOUR).0, 200);
    put(&system.services(), "E#2", "a").await;
    system.kill_and_start_again();
    until("the young record", || sort_keys(&system) == ["E#2"]);
    let told = given_up(&system.services()).await.unwrap();
    assert_eq!(told["requestContext"]["condition"], "RecordAgeExceeded");
    assert_eq!(told["DDBStreamBatchInfo"]["batchSize"], 1);
}

#[test]
fn the_time_of_another_sqs_is_not_moved() {
    let other = System::start();
    let sqs = other.services().endpoints().sqs.clone();
    let system = System::start_with(&["--sqs", &sqs, "--stack-name", "guest"]);
    let (status, answer) = advance(&system, 1);
    assert_eq!(status, 409);
    let text = "this stack uses another SQS, whose time cannot be moved";
    assert_eq!(answer, json!({ "error": text }));
}
