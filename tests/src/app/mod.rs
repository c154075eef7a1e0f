//! One running stack.

#![allow(
    clippy::expect_used,
    reason = "a harness that cannot go on fails its test with the reason"
)]

mod agents;
mod chat;
mod faults;
mod mails;
mod ports;
mod requests;
mod sign_in;
mod start;

use std::{
    net::Ipv4Addr,
    path::{Path, PathBuf},
    process::Output,
    time::Duration,
};

use local::{
    aws::Services,
    lambda::Endpoints,
    template::{ACCOUNT, REGION},
};
use reqwest::Client;
use tempfile::TempDir;
use tokio::process::{Child, Command};

pub use chat::Chat;
pub(crate) use faults::kill;
pub use requests::{Answer, Outcome};
pub use sign_in::{Invite, Session};
pub use start::Start;

/// How long a condition may take to come true before its test fails: a job that a killed notifier
/// held stays hidden for 60 seconds.
const PATIENCE: Duration = Duration::from_secs(100);

/// A stack of its own: free ports, a folder that goes with it, the real binaries.
pub struct TestApp {
    /// Where it answers.
    pub url: String,
    client: Client,
    process: Child,
    data: TempDir,
    start: Start,
}

/// The names of the stack's tables.
#[derive(Debug, Clone)]
pub struct Tables {
    /// The product's table.
    pub main: String,
    /// The table of secrets.
    pub secrets: String,
}

impl TestApp {
    /// Starts a stack with the demo data.
    pub async fn start() -> Self {
        Self::options().start().await
    }

    /// Starts a stack with more arguments for `local serve`.
    pub async fn start_with(arguments: &[&str]) -> Self {
        Self::options().arguments(arguments).start().await
    }

    /// How a stack is to be started.
    pub fn options() -> Start {
        Start::default()
    }

    async fn started(start: Start) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let (process, url) = start.launch(data.path()).await;
        Self {
            url,
            client: requests::client_from(Ipv4Addr::LOCALHOST),
            process,
            data,
            start,
        }
    }

    /// Kills the stack's process without a warning and starts another on the same data.
    pub async fn kill_and_start_again(&mut self) {
        self.start_again_with(|start| start).await;
    }

    /// The same with other options, such as `|start| start.with("publish")`.
    pub async fn start_again_with(&mut self, change: impl FnOnce(Start) -> Start) {
        self.kill().await;
        self.start = change(self.start.clone());
        (self.process, self.url) = self.start.launch(self.data.path()).await;
    }

    /// Kills the stack's process without a warning. The copies of functions end by themselves when
    /// their host is gone.
    pub async fn kill(&mut self) {
        self.process.kill().await.expect("the stack can be killed");
    }

    /// The folder that holds its data.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The process id of `local`.
    pub fn process_id(&self) -> u32 {
        self.process.id().expect("the stack runs")
    }

    /// The process ids of a function's running copies.
    pub async fn pids(&self, function: &str) -> Vec<u32> {
        let functions = self.get("/_local/functions").await;
        let mut functions = functions.as_array().into_iter().flatten();
        let found = functions
            .find(|found| found["name"] == function)
            .unwrap_or_else(|| panic!("no function is named {function}"));
        let pids = found["pids"].as_array().into_iter().flatten();
        pids.filter_map(|pid| u32::try_from(pid.as_u64()?).ok())
            .collect()
    }

    /// Where the services themselves answer, whatever stands between them and the functions.
    pub fn endpoints(&self) -> &Endpoints {
        self.start.endpoints()
    }

    /// Clients of the services themselves. They need no running stack, unless the services are its own.
    pub async fn services(&self) -> Services {
        Services::new(self.endpoints().clone())
    }

    /// The stack's tables.
    pub async fn tables(&self) -> Tables {
        let named = |logical_id| format!("{}-{logical_id}", self.start.stack_name());
        Tables {
            main: named("Table"),
            secrets: named("SecretsTable"),
        }
    }

    /// The URL of the queue with this name in the template, such as `JobDeadLetterQueue`.
    pub fn queue_url(&self, logical_id: &str) -> String {
        let (sqs, stack) = (&self.endpoints().sqs, self.start.stack_name());
        format!("{sqs}/{ACCOUNT}/{stack}-{logical_id}")
    }

    /// The ARN of the same queue.
    pub fn queue_arn(&self, logical_id: &str) -> String {
        let stack = self.start.stack_name();
        format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{stack}-{logical_id}")
    }

    /// An access token, as `cargo xtask token` prints it.
    pub async fn token(&self, email: &str) -> String {
        let output = self.local(&["token", "--as", email]).await;
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout)
            .expect("a token in ASCII")
            .trim()
            .to_owned()
    }

    /// Runs a command of `local` that is meant for a running stack, with this one's port.
    pub async fn local(&self, arguments: &[&str]) -> Output {
        let port = self.url.rsplit(':').next().expect("a port");
        let mut command = Command::new(start::binary("local"));
        let command = command.args(arguments).args(["--port", port]);
        command.output().await.expect("the command runs")
    }

    /// Everything that the functions and the stack logged.
    pub fn logs(&self) -> Vec<(PathBuf, String)> {
        let folder = self.data.path().join("logs");
        let entries = std::fs::read_dir(&folder).expect("a folder of logs");
        entries
            .map(|entry| entry.expect("a log file").path())
            .map(|path| {
                (
                    path.clone(),
                    std::fs::read_to_string(path).expect("a readable log"),
                )
            })
            .collect()
    }
}

impl TestApp {
    /// Prints the last warnings and errors of each log: its folder goes with the test.
    fn print_trouble(&self) {
        const LINES: usize = 5;
        let Ok(logs) = std::fs::read_dir(self.data.path().join("logs")) else {
            return;
        };
        for log in logs.flatten() {
            let text = std::fs::read_to_string(log.path()).unwrap_or_default();
            let is_trouble = |line: &&str| line.contains("\"ERROR\"") || line.contains("\"WARN\"");
            let trouble: Vec<_> = text.lines().filter(is_trouble).collect();
            for line in trouble.iter().rev().take(LINES).rev() {
                eprintln!("{}: {line}", log.file_name().display());
            }
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The copies of functions end by themselves when their host is gone.
        let _ = self.process.start_kill();
        if std::thread::panicking() {
            self.print_trouble();
        }
    }
}
