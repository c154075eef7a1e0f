//! Invokes functions of the running system that have no trigger, for a person at the keyboard.

use serde_json::{Value, json};
use ureq::http::StatusCode;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum InvokeError {
    /// Nothing answers on the port.
    #[error("no stack answers on port {port}; start one with `cargo xtask dev --port {port}`")]
    NotRunning {
        /// The port that was asked.
        port: u16,
        /// What came instead of an answer.
        source: Box<ureq::Error>,
    },
    /// The function failed, or the stack on this port has none of this name.
    #[error("{function} did not answer ({status}): {detail}")]
    Failed {
        /// The function.
        function: &'static str,
        /// The stack's answer.
        status: StatusCode,
        /// What the stack says about it.
        detail: String,
    },
}

/// Rotates the keys of the system on `port`. Returns what `rotate-keys` answers.
///
/// # Errors
/// When no system runs there, or the function fails.
pub fn rotate_keys(port: u16, at_once: bool) -> Result<Value, InvokeError> {
    invoke("rotate-keys", &json!({ "at_once": at_once }), port)
}

fn invoke(function: &'static str, payload: &Value, port: u16) -> Result<Value, InvokeError> {
    let not_running = |error| InvokeError::NotRunning {
        port,
        source: Box::new(error),
    };
    let url = format!("http://127.0.0.1:{port}/_local/functions/{function}/invoke");
    let request = ureq::post(url).config().http_status_as_error(false).build();
    let mut answer = request.send_json(payload).map_err(not_running)?;
    let body: Value = answer.body_mut().read_json().map_err(not_running)?;
    if answer.status().is_success() {
        return Ok(body);
    }
    Err(InvokeError::Failed {
        function,
        status: answer.status(),
        detail: body["error"].as_str().unwrap_or_default().to_owned(),
    })
}
