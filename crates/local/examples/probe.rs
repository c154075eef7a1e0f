//! A function for the host's tests. It does what its event says, on the real runtime.

use std::fs::OpenOptions;
use std::io::Write;
use std::time::Duration;

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    match std::env::var("PROBE_INIT").as_deref() {
        Ok("crash") => std::process::exit(7),
        Ok("hang") => tokio::time::sleep(Duration::from_secs(600)).await,
        _ => {}
    }
    println!(r#"{{"level":"INFO","message":"a probe starts"}}"#);
    lambda_runtime::run(service_fn(handle)).await
}

async fn handle(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let LambdaEvent { payload, context } = event;
    note(&payload)?;
    if let Some(records) = payload["Records"].as_array() {
        return Ok(batch(records).await);
    }
    if payload["version"] == "2.0" {
        return Ok(http(&payload).await);
    }
    if payload["do"] == "shout" {
        return Ok(Value::from("a".repeat(7 * 1024 * 1024)));
    }
    act(payload["do"].as_str().unwrap_or_default()).await?;
    Ok(json!({
        "echo": payload,
        "pid": std::process::id(),
        "request_id": context.request_id,
        "arn": context.invoked_function_arn,
        "trace": context.xray_trace_id,
        "deadline": context.deadline,
        "environment": std::env::vars().collect::<std::collections::BTreeMap<_, _>>(),
    }))
}

async fn act(what: &str) -> Result<(), Error> {
    match what {
        "fail" => return Err("as told".into()),
        "crash" => std::process::exit(3),
        "hang" => tokio::time::sleep(Duration::from_secs(600)).await,
        "nap" => tokio::time::sleep(Duration::from_millis(300)).await,
        _ => {}
    }
    Ok(())
}

/// Answers with the event itself or the environment, or does what the path's last segment says.
async fn http(event: &Value) -> Value {
    let path = event["rawPath"].as_str().unwrap_or_default();
    let what = path.rsplit('/').next().unwrap_or_default();
    if what == "malformed" {
        return json!({ "statusCode": "none" });
    }
    let body = if what == "environment" {
        json!(std::env::vars().collect::<std::collections::BTreeMap<_, _>>())
    } else {
        event.clone()
    };
    // Only `fail` gives an error, and no path here says that.
    let _ = act(what).await;
    json!({
        "statusCode": 201,
        "headers": { "content-type": "application/json", "x-number": 7 },
        "cookies": ["a=1; HttpOnly", "b=2"],
        "body": body.to_string(),
    })
}

/// Reports the records whose text is `poison`.
async fn batch(records: &[Value]) -> Value {
    let mut failed = Vec::new();
    for record in records {
        let queued = record["body"].as_str();
        let text = queued.or_else(|| record["dynamodb"]["NewImage"]["text"]["S"].as_str());
        let text = text.unwrap_or_default();
        let _ = act(text).await;
        if text == "malformed" {
            return json!({ "batchItemFailures": [{ "itemIdentifier": "" }] });
        }
        if text == "poison" {
            let id = record["messageId"].as_str();
            let id = id.or_else(|| record["dynamodb"]["SequenceNumber"].as_str());
            failed.push(json!({ "itemIdentifier": id }));
        }
    }
    json!({ "batchItemFailures": failed })
}

/// Appends the event to the file that the test reads.
fn note(event: &Value) -> std::io::Result<()> {
    let Ok(path) = std::env::var("PROBE_NOTES") else {
        return Ok(());
    };
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(format!("{event}\n").as_bytes())
}
