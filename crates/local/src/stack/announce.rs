use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};

use crate::lambda::Host;
use crate::template::Stack;

const FUNCTION: &str = "announce-again";
/// Nothing else uses this function, so a copy is free at once.
const WAIT: Duration = Duration::from_secs(60);

/// Invokes `announce-again` until it has walked everything: what was saved while the stream was not
/// read is announced now. A failure is told and does not hold up the start.
pub(super) async fn run(host: &Host, template: &Stack) {
    if !template
        .functions
        .iter()
        .any(|function| function.name == FUNCTION)
    {
        return;
    }
    eprintln!("announcing what was missed");
    let mut payload = json!({});
    loop {
        let event = Bytes::from(payload.to_string());
        let next = match host.invoke(FUNCTION, event, WAIT).await {
            Ok(answer) => next_cursor(&answer),
            Err(error) => {
                tracing::warn!(%error, "announce-again failed");
                return;
            }
        };
        match next {
            Some(next) => payload = json!({ "after": next }),
            None => return,
        }
    }
}

fn next_cursor(answer: &[u8]) -> Option<Value> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    answer.get("next").filter(|next| !next.is_null()).cloned()
}
