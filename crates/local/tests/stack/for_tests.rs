use std::net::TcpListener;

use rstest::rstest;
use serde_json::Value;

use crate::life::failed_start;
use crate::queue::{bodies, send};
use crate::stream::{put, sort_keys};
use crate::system::{System, prepare, until};

/// The environment of the function that answers requests.
fn environment(system: &System) -> Value {
    let url = format!("{}/api/act/environment", system.url);
    let mut response = ureq::post(url).send("").unwrap();
    response.body_mut().read_json().unwrap()
}

#[test]
fn functions_are_sent_elsewhere_while_the_services_stay_where_they_are() {
    let system = System::start_with(&[
        "--functions-dynamodb",
        "http://127.0.0.1:1",
        "--functions-ses",
        "http://127.0.0.1:3",
    ]);
    let told = environment(&system);
    let own = system.services();
    assert_eq!(told["AWS_ENDPOINT_URL_DYNAMODB"], "http://127.0.0.1:1");
    assert_eq!(told["AWS_ENDPOINT_URL_SQS"], own.endpoints().sqs);
    assert_eq!(told["AWS_ENDPOINT_URL_SESV2"], "http://127.0.0.1:3");
    assert_ne!(own.endpoints().dynamodb, "http://127.0.0.1:1");
}

#[tokio::test]
async fn a_queues_url_is_good_whichever_way_a_call_came() {
    let system = System::start();
    let services = system.services();
    let elsewhere = "http://127.0.0.1:9/000000000000/tkt-Jobs";
    let request = services.sqs().send_message().queue_url(elsewhere);
    request.message_body("a").send().await.unwrap();
    until("the message", || bodies(&system) == ["a"]);
}

#[tokio::test]
async fn what_a_left_out_function_would_read_waits_for_it() {
    let mut system = System::start_with(&["--without", "reader", "--without", "worker"]);
    put(&system.services(), "E#1", "a").await;
    // Pollers take what arrives at once, so one of so many would be gone.
    send(&system.services(), &["a"; 20]).await;
    assert_eq!(system.get("/_local/queues")["jobs"]["visible"], 20);
    assert_eq!(sort_keys(&system), [""; 0]);
    system.kill_and_start_again();
    until("the record", || sort_keys(&system) == ["E#1"]);
    until("the messages", || bodies(&system) == ["a"; 20]);
}

#[test]
fn a_stack_has_the_name_and_the_ports_that_it_was_given() {
    // Free until a moment ago, and all three at once, so that they differ.
    let listeners = [0; 3].map(|any| TcpListener::bind(("127.0.0.1", any)).unwrap());
    let ports = listeners.map(|listener| listener.local_addr().unwrap().port());
    let text = ports.map(|port| port.to_string()).join(",");
    let mut system =
        System::start_with(&["--stack-name", "mine", "--service-ports", text.as_str()]);
    for start in ["first", "second"] {
        let health = system.get("/_local/health");
        assert_eq!(health["tables"]["main"], "mine-Table", "{start}");
        for (name, port) in ["dynamodb", "sqs", "ses"].iter().zip(ports) {
            let expected = format!("http://127.0.0.1:{port}");
            assert_eq!(health["services"][name], expected, "{start}");
        }
        system.kill_and_start_again_with(&[
            "--stack-name",
            "mine",
            "--service-ports",
            text.as_str(),
        ]);
    }
}

#[rstest]
#[case::a_parameter(
    &["--parameter", "Nothing=1"],
    "error: the template has no parameter Nothing: choose another with --parameter"
)]
#[case::a_function(
    &["--without", "nobody"],
    "error: the template has no function nobody: choose another with --without"
)]
fn an_unknown_name_is_one_line_with_the_remedy(#[case] arguments: &[&str], #[case] line: &str) {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    assert_eq!(failed_start(folder.path(), 0, arguments), line);
}

#[test]
fn a_parameter_overrides_what_this_stack_would_give() {
    let system = System::start_with(&["--parameter", "Greeting=hello=you"]);
    assert_eq!(environment(&system)["GREETING"], "hello=you");
}
