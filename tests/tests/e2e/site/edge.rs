//! CloudFront's functions, run by Node as they stand in the template.

use std::{path::Path, process::Stdio};

use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, process::Command};

use super::properties;

const CASES: &str = include_str!("../../../site/cases.json");

/// The local stack is held to the same cases, by its own tests.
#[tokio::test]
async fn an_address_of_a_page_becomes_a_file_and_no_other_does() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let cases = cases["addresses"].as_array().unwrap();
    let events = cases.iter().map(|case| event(&case["asked"], &json!({})));
    let made = run("PagePaths", events.collect()).await;
    for (case, made) in cases.iter().zip(made) {
        match case["redirect"].as_str() {
            Some(place) => {
                assert_eq!(made["statusCode"], 302, "{case}");
                assert_eq!(made["headers"]["location"]["value"], place, "{case}");
            }
            None => assert_eq!(made["uri"], case["file"], "{case}"),
        }
    }
}

/// With `ListBucket`, a request for `/` would list the bucket.
#[tokio::test]
async fn no_address_asks_for_the_bucket_itself() {
    let asked = ["/", "/track-ticket", "/dashboard", "//", "/x"];
    let events = asked.map(|path| event(&json!(path), &json!({})));
    for made in run("PagePaths", events.into()).await {
        assert_ne!(made["uri"], "/");
        assert_ne!(made["uri"], "");
    }
}

#[tokio::test]
async fn a_viewers_address_is_written_over_whatever_a_client_sent() {
    let forged = json!({ "x-viewer-address": { "value": "192.0.2.1" }, "etag": { "value": "1" } });
    // A path that CloudFront reads otherwise than the function would is still the API's.
    let asked = ["/api/track", "/x/../api/track"];
    let sent = [json!({}), forged];
    let events = asked.iter().flat_map(|path| {
        let sent = sent.iter();
        sent.map(move |headers| event(&json!(path), headers))
    });
    let events: Vec<_> = events.collect();
    for (event, made) in events
        .iter()
        .zip(run("ViewerAddress", events.clone()).await)
    {
        let mut expected = event["request"].clone();
        expected["headers"]["x-viewer-address"] = json!({ "value": "2001:db8::9" });
        assert_eq!(made, expected);
    }
}

fn event(path: &Value, headers: &Value) -> Value {
    json!({
        "version": "1.0",
        "viewer": { "ip": "2001:db8::9" },
        "request": { "method": "GET", "uri": path, "querystring": {}, "headers": headers, "cookies": {} },
    })
}

async fn run(function: &str, events: Vec<Value>) -> Vec<Value> {
    let code = &properties(function)["FunctionCode"];
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("site/run.mjs");
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("Node is there: nodejs.org has it");
    let input = json!({ "code": code, "events": events }).to_string();
    let mut stdin = node.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).await.unwrap();
    drop(stdin);
    let output = node.wait_with_output().await.unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}
