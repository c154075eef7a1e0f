//! The life of one copy: a process, its log lines, its deadlines and its end.

use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Instant;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Notify;

use super::environment;
use super::function::FunctionHost;
use super::pool::Expiry;
use crate::lock;

/// Starts a copy and stays with it until its process has ended.
pub(super) async fn supervise(host: Arc<FunctionHost>, copy: String, changed: Arc<Notify>) {
    let detail = match start(&host, &copy) {
        Ok(child) => watch(&host, &copy, child, &changed).await,
        Err(error) => format!("{} could not be started: {error}", host.program.display()),
    };
    let failure = lock(&host.pool).ended(&copy, &detail);
    if let Some(error) = failure {
        host.log.error(&error.to_string());
    }
    host.gone.notify_one();
    host.start_copies();
}

fn start(host: &Arc<FunctionHost>, copy: &str) -> io::Result<Child> {
    let task_root = host.program.parent().unwrap_or_else(|| Path::new("."));
    let environment = environment::of_copy(
        &host.function,
        copy,
        host.runtime_api,
        &host.endpoints,
        task_root,
    );
    // The copy stays in this process's group, so that one signal ends the whole stack. If this
    // process is killed, the runtime's client sees its connection break and ends the copy.
    let mut child = Command::new(&host.program)
        .env_clear()
        .envs(environment)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    lock(&host.pool).set_pid(copy, child.id());
    if let Some(stdout) = child.stdout.take() {
        tokio::spawn(keep_lines(Arc::clone(host), stdout));
    }
    if let Some(stderr) = child.stderr.take() {
        tokio::spawn(keep_lines(Arc::clone(host), stderr));
    }
    Ok(child)
}

/// Waits for the process's end and brings it about when a deadline passes. Returns how it ended.
async fn watch(host: &FunctionHost, copy: &str, mut child: Child, changed: &Notify) -> String {
    let mut stop = host.stop.subscribe();
    if *stop.borrow_and_update() {
        return end(&mut child).await;
    }
    loop {
        let deadline = lock(&host.pool).expire(copy, Instant::now());
        let until = match deadline {
            Ok(until) => until,
            Err(expiry) => {
                if expiry == Expiry::Timeout {
                    let seconds = host.function.timeout.as_secs();
                    host.log
                        .error(&format!("an event took longer than {seconds} s"));
                }
                return end(&mut child).await;
            }
        };
        let stopping = tokio::select! {
            status = child.wait() => return describe(status),
            () = tokio::time::sleep_until(until.into()) => false,
            () = changed.notified() => false,
            changed = stop.changed() => changed.is_err() || *stop.borrow(),
        };
        if stopping {
            return end(&mut child).await;
        }
    }
}

async fn end(child: &mut Child) -> String {
    // It may have ended by itself meanwhile, which is as good.
    let _ = child.start_kill();
    describe(child.wait().await)
}

fn describe(status: io::Result<ExitStatus>) -> String {
    match status {
        Ok(status) => status.to_string(),
        Err(error) => error.to_string(),
    }
}

async fn keep_lines(host: Arc<FunctionHost>, stream: impl AsyncRead + Unpin) {
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while let Ok(1..) = reader.read_until(b'\n', &mut line).await {
        host.log.line(&String::from_utf8_lossy(&line));
        line.clear();
    }
}
