//! As much of Lambda's Runtime API as a start needs: somebody who waits for the first `/next`.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;

const PATIENCE: Duration = Duration::from_secs(10);

/// Values that let every function start. None of these addresses is called before an event comes.
const ENVIRONMENT: [(&str, &str); 21] = [
    ("TABLE_NAME", "bench"),
    ("SECRETS_TABLE_NAME", "bench-secrets"),
    ("QUEUE_URL", "http://127.0.0.1:9/queue/jobs"),
    ("DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:9/queue/dead"),
    ("SENDER_ADDRESS", "bench@example.com"),
    ("PUBLIC_URL", "http://127.0.0.1:9"),
    ("SEND_RATE", "14"),
    ("CONCURRENCY", "2"),
    ("UNLIMITED_ADDRESS", ""),
    ("OWNER_EMAIL", "bench@example.com"),
    ("OIDC_ISSUER", ""),
    ("OIDC_AUDIENCE", ""),
    ("AWS_REGION", "us-east-1"),
    ("AWS_ACCESS_KEY_ID", "bench"),
    ("AWS_SECRET_ACCESS_KEY", "bench"),
    ("AWS_SESSION_TOKEN", "bench"),
    ("AWS_LAMBDA_FUNCTION_NAME", "bench"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
    ("AWS_LAMBDA_LOG_GROUP_NAME", "bench"),
    ("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
];

/// Starts a function, waits until it asks for its first event, and ends it.
pub(super) fn time_to_first_next(binary: &Path) -> Result<Duration> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("cannot listen")?;
    let address = listener.local_addr()?;
    let (send, first_next) = mpsc::channel();
    let server = thread::spawn(move || await_next(&listener, &send));
    let mut function = process::command(binary);
    function
        .envs(ENVIRONMENT)
        .env("AWS_LAMBDA_RUNTIME_API", address.to_string());
    function
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let started = Instant::now();
    let mut child = function
        .spawn()
        .with_context(|| format!("cannot start {}", binary.display()))?;
    let asked = first_next.recv_timeout(PATIENCE);
    let said = end(&mut child, address)?;
    // It ended by itself or was stopped: either way the thread's connection is closed by now.
    if server.join().is_err() {
        bail!("the bench's own server failed");
    }
    match asked {
        Ok(at) => Ok(at - started),
        Err(_) => bail!(
            "{} did not ask for an event; it said: {}",
            binary.display(),
            said.trim()
        ),
    }
}

/// Takes the requests of one connection until it is closed, and notes the first `/next`. It gets
/// no answer, as on an idle Lambda.
fn await_next(listener: &TcpListener, first_next: &Sender<Instant>) {
    let Ok((connection, _)) = listener.accept() else {
        return;
    };
    let lines = BufReader::new(connection).lines();
    for line in lines.map_while(Result::ok) {
        if line.starts_with("GET ") && line.contains("/runtime/invocation/next ") {
            // The other end may have given up waiting.
            let _ = first_next.send(Instant::now());
        }
    }
}

/// Stops the function and gives what it wrote to standard error.
fn end(child: &mut Child, address: SocketAddr) -> Result<String> {
    child.kill()?;
    child.wait()?;
    let mut said = String::new();
    if let Some(mut errors) = child.stderr.take() {
        errors.read_to_string(&mut said)?;
    }
    // The server may still wait for a connection that will never come.
    drop(TcpStream::connect(address));
    Ok(said)
}
