//! The reader's shell.

use std::{
    env, fs,
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

use tests::TestApp;
use tokio::{process::Command, time::timeout};

use super::document::Example;

/// What readers set and the test sets otherwise.
const BASE: &str = "BASE=http://127.0.0.1:4000";
const TOKEN: &str = "$(cargo xtask token --as agent@example.com)";
/// Cargo itself is busy with the test, and would look on another port.
const ROTATE: &str = "cargo xtask ops rotate-keys --local";

/// Printed after each example: no answer holds it.
const END: char = '\u{1e}';

/// The commands themselves wait for mails.
const PATIENCE: Duration = Duration::from_secs(100);

/// Fails with the remedy where there is no curl.
pub(super) async fn need_curl() {
    let mut curl = Command::new("curl");
    let found = curl.arg("--version").stdout(Stdio::null()).status().await;
    assert!(
        found.is_ok_and(|status| status.success()),
        "curl is missing: install it (curl.se, or your system's packages)"
    );
}

/// Runs the examples one after the other in one shell, as a reader would who stops at the first
/// command that fails. Returns what each printed.
pub(super) async fn run(app: &TestApp, examples: &[Example]) -> Vec<String> {
    let script = script(app, examples).await;
    let mut shell = Command::new("sh");
    shell.args(["-eu", "-c", &script]).kill_on_drop(true);
    // Neither a proxy nor the settings of whoever runs the test stand between, and what curl tells
    // is errors only.
    shell.env("no_proxy", "*").env("HOME", app.data());
    fs::write(app.data().join(".curlrc"), "no-progress-meter\n").expect("a file for curl");
    let ended = timeout(PATIENCE, shell.output()).await;
    let output = ended.expect("the commands end").expect("`sh` runs");
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    let mut printed: Vec<_> = printed.split(END).map(str::to_owned).collect();
    // After the last mark comes nothing, or what a failing example printed.
    let rest = printed.pop().unwrap_or_default();
    refuse_failure(examples.get(printed.len()), &rest, &output);
    printed
}

async fn script(app: &TestApp, examples: &[Example]) -> String {
    let marked = examples
        .iter()
        .map(|example| format!("{}\nprintf '\\036'\n", example.commands));
    let script: String = marked.collect();
    for line in [BASE, TOKEN] {
        assert_eq!(script.matches(line).count(), 1, "readers are told: {line}");
    }
    let token = app.token("agent@example.com").await;
    script
        .replace(BASE, &format!("BASE={}", app.url))
        .replace(TOKEN, &token)
        .replace(ROTATE, &rotate(app))
}

/// The program that the command starts, told of this stack.
fn rotate(app: &TestApp) -> String {
    let own = env::current_exe().expect("the test's own path");
    let folder = own.parent().and_then(Path::parent);
    let local = folder.expect("a folder of programs").join("local");
    let port = app.url.rsplit(':').next().unwrap_or_default();
    format!("{} rotate-keys --port {port}", local.display())
}

fn refuse_failure(failed: Option<&Example>, printed: &str, output: &Output) {
    let errors = String::from_utf8_lossy(&output.stderr);
    if let Some(example) = failed {
        let (place, status) = (&example.place, output.status);
        panic!("{place}: the commands fail, {status}\n{printed}\n{errors}");
    }
}
