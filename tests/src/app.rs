//! One running stack.

#![allow(
    clippy::expect_used,
    reason = "a harness that cannot go on fails its test with the reason"
)]

use std::{
    net::{IpAddr, Ipv4Addr},
    panic::Location,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use reqwest::{Client, RequestBuilder, Response, header::HeaderMap};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::{sleep, timeout},
};

use crate::Mail;

/// How long a condition may take to come true before its test fails: a job that a killed notifier
/// held stays hidden for 60 seconds.
const PATIENCE: Duration = Duration::from_secs(100);

/// A stack of its own: a free port, a folder that goes with it, the real binaries.
pub struct TestApp {
    /// Where it answers.
    pub url: String,
    client: Client,
    process: Child,
    data: TempDir,
    arguments: Vec<String>,
}

/// What a request was answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, null when it is no JSON.
    pub body: Value,
}

impl TestApp {
    /// Starts a stack with the demo data.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts a stack with more arguments for `local serve`.
    pub async fn start_with(arguments: &[&str]) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let (process, url) = launch(data.path(), &arguments).await;
        Self {
            url,
            client: client_from(Ipv4Addr::LOCALHOST),
            process,
            data,
            arguments,
        }
    }

    /// Kills the stack's process without a warning and starts another on the same data.
    pub async fn kill_and_start_again(&mut self) {
        self.process.kill().await.expect("the stack can be killed");
        let (process, url) = launch(self.data.path(), &self.arguments).await;
        self.process = process;
        self.url = url;
    }

    /// The folder that holds its data.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// The process id of `local`.
    pub fn process_id(&self) -> u32 {
        self.process.id().expect("the stack runs")
    }

    /// An access token, as `cargo xtask token` prints it.
    pub async fn token(&self, email: &str) -> String {
        let port = self.url.rsplit(':').next().expect("a port");
        let output = Command::new(binary("local"))
            .args(["token", "--as", email, "--port", port])
            .output()
            .await
            .expect("the token command runs");
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

    /// A visitor raises a ticket by the demo widget.
    pub async fn raise(&self, name: &str, email: &str, issue: &str) -> Answer {
        self.post("/api/tickets/create", &visitor(name, email, issue))
            .await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request("POST", path).json(body)).await
    }

    /// Begins a request from 127.0.0.1.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        request(&self.client, method, &format!("{}{path}", self.url))
    }

    /// Begins a request from another address of this machine, such as 127.0.0.2.
    pub fn request_from(&self, address: Ipv4Addr, method: &str, path: &str) -> RequestBuilder {
        request(
            &client_from(address),
            method,
            &format!("{}{path}", self.url),
        )
    }

    /// Sends a request and reads its answer.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        Answer::of(request.send().await.expect("the stack answers")).await
    }

    /// Gets JSON that must be there.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.send(self.request("GET", path)).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.body
    }

    /// Every mail that was sent so far, oldest first.
    pub async fn mailbox(&self) -> Vec<Mail> {
        let Value::Array(mails) = self.get("/_local/mailbox").await else {
            panic!("the mailbox is a list");
        };
        mails.into_iter().map(Mail::new).collect()
    }

    /// Waits until `count` mails were sent, and returns them.
    #[track_caller]
    pub fn mails(&self, count: usize) -> impl Future<Output = Vec<Mail>> {
        let place = Location::caller();
        async move {
            let mails = self.mails_when(|mails| mails.len() >= count).await;
            assert_eq!(mails.len(), count, "too many mails at {place}: {mails:#?}");
            mails
        }
    }

    /// Waits until the mails are as `expected`, and returns them.
    #[track_caller]
    pub fn mails_when(
        &self,
        expected: impl Fn(&[Mail]) -> bool,
    ) -> impl Future<Output = Vec<Mail>> {
        let place = Location::caller();
        async move {
            let started = Instant::now();
            loop {
                let mails = self.mailbox().await;
                if expected(&mails) {
                    return mails;
                }
                let waited = started.elapsed();
                assert!(
                    waited < PATIENCE,
                    "not the mails that {place} waits for: {mails:#?}"
                );
                sleep(Duration::from_millis(20)).await;
            }
        }
    }

    /// Waits until nothing waits in the queue, and returns how many jobs are dead.
    pub async fn rest(&self) -> u64 {
        let started = Instant::now();
        loop {
            let jobs = self.get("/_local/queues").await["jobs"].clone();
            if jobs["visible"] == json!(0) && jobs["in_flight"] == json!(0) {
                return jobs["dead"].as_u64().expect("a number of dead jobs");
            }
            assert!(
                started.elapsed() < PATIENCE,
                "the queue does not come to rest: {jobs}"
            );
            sleep(Duration::from_millis(20)).await;
        }
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

impl Drop for TestApp {
    fn drop(&mut self) {
        // The copies of functions end by themselves when their host is gone.
        let _ = self.process.start_kill();
    }
}

impl Answer {
    async fn of(response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await.expect("a whole answer");
        Self {
            status,
            headers,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        }
    }

    /// A header's text, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// The body with which the demo widget raises a ticket.
pub(crate) fn visitor(name: &str, email: &str, issue: &str) -> Value {
    json!({
        "bot_token": "demo-widget-token",
        "visitor_name": name,
        "visitor_email": email,
        "issue": issue,
    })
}

async fn launch(data: &Path, arguments: &[String]) -> (Child, String) {
    let mut process = Command::new(binary("local"))
        .args(["serve", "--port", "0", "--data"])
        .arg(data)
        .arg("--template")
        .arg(root().join("template.yaml"))
        .arg("--bin-dir")
        .arg(binary("local").parent().expect("a folder of binaries"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("`local` is built; `cargo xtask test` or `cargo build --workspace` does that");
    let stdout = process.stdout.take().expect("a piped standard output");
    let line = timeout(PATIENCE, BufReader::new(stdout).lines().next_line()).await;
    let line = line
        .expect("a start in time")
        .expect("a readable output")
        .expect("a ready line");
    let url = line
        .strip_prefix("ready ")
        .expect("`ready <url>`")
        .to_owned();
    (process, url)
}

/// A binary that was built beside this test.
fn binary(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("this test's own path");
    let folder = test.ancestors().nth(2).expect("the target folder");
    folder.join(name)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
}

fn client_from(address: Ipv4Addr) -> Client {
    let builder = Client::builder()
        .local_address(IpAddr::V4(address))
        .no_proxy();
    builder.build().expect("an HTTP client")
}

fn request(client: &Client, method: &str, url: &str) -> RequestBuilder {
    client.request(method.parse().expect("an HTTP method"), url)
}
