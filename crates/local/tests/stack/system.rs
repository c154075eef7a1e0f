//! The `local` program on a small template whose functions are probes.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running system on a folder of its own.
pub(crate) struct System {
    pub(crate) url: String,
    pub(crate) folder: TempDir,
    process: Child,
}

impl System {
    pub(crate) fn start() -> Self {
        Self::start_with(&[])
    }

    pub(crate) fn start_with(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let (process, url) = launch(folder.path(), arguments);
        Self {
            url,
            folder,
            process,
        }
    }

    /// Kills the program without a warning and starts it again on the same folder.
    pub(crate) fn kill_and_start_again(&mut self) {
        self.kill_and_start_again_with(&[]);
    }

    pub(crate) fn kill_and_start_again_with(&mut self, arguments: &[&str]) {
        self.kill();
        (self.process, self.url) = launch(self.folder.path(), arguments);
    }

    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Closes standard input and waits for the program's end.
    pub(crate) fn end(&mut self) -> bool {
        drop(self.process.stdin.take());
        self.process.wait().unwrap().success()
    }

    pub(crate) fn port(&self) -> u16 {
        self.url.rsplit(':').next().unwrap().parse().unwrap()
    }

    pub(crate) fn pids(&self, function: &str) -> Vec<u64> {
        let functions = self.get("/_local/functions");
        let found = functions
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["name"] == function)
            .unwrap();
        found["pids"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_u64)
            .collect()
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        ureq::get(format!("{}{path}", self.url))
            .call()
            .unwrap()
            .body_mut()
            .read_json()
            .unwrap()
    }

    /// The records that a probe was given, batch by batch.
    pub(crate) fn batches(&self, probe: &str) -> Vec<Vec<Value>> {
        let notes = std::fs::read_to_string(self.folder.path().join(probe)).unwrap_or_default();
        let events = notes
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        events
            .map(|event| event["Records"].as_array().unwrap().clone())
            .collect()
    }

    pub(crate) fn services(&self) -> local::aws::Services {
        let services = self.get("/_local/health")["services"].clone();
        let url = |name: &str| services[name].as_str().unwrap().to_owned();
        local::aws::Services::new(local::lambda::Endpoints {
            dynamodb: url("dynamodb"),
            sqs: url("sqs"),
            ses: url("ses"),
        })
    }
}

impl Drop for System {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program with the options of a test, not started.
pub(crate) fn command(folder: &Path, port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_local"));
    command.args([
        "serve",
        "--empty",
        "--end-with-stdin",
        "--port",
        &port.to_string(),
    ]);
    command.arg("--data").arg(folder.join("data"));
    command.arg("--template").arg(folder.join("template.yaml"));
    command.arg("--bin-dir").arg(folder.join("bin"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

/// Waits for a condition, with a deadline.
pub(crate) fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "{what} did not happen");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub(crate) fn is_running(pid: u64) -> bool {
    // A zombie has ended: it waits for its parent to ask how.
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| {
        !stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .trim()
            .starts_with('Z')
    })
}

pub(crate) fn prepare(folder: &Path) {
    let bin = folder.join("bin");
    std::fs::create_dir(&bin).unwrap();
    for name in ["web", "reader", "worker"] {
        std::os::unix::fs::symlink(probe(), bin.join(name)).unwrap();
    }
    let template = include_str!("../fixtures/template.yaml");
    let template = template.replace("@FOLDER@", folder.to_str().unwrap());
    std::fs::write(folder.join("template.yaml"), template).unwrap();
}

fn launch(folder: &Path, arguments: &[&str]) -> (Child, String) {
    let mut process = command(folder, 0).args(arguments).spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let (send, first) = mpsc::channel();
    std::thread::spawn(move || {
        lines
            .map_while(Result::ok)
            .try_for_each(|line| send.send(line))
    });
    let line = first
        .recv_timeout(PATIENCE)
        .expect("the program says ready");
    let url = line
        .strip_prefix("ready ")
        .expect("nothing but ready on standard output");
    (process, url.to_owned())
}

fn probe() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let probe = test
        .parent()
        .unwrap()
        .parent()
        .unwrap()
        .join("examples/probe");
    assert!(
        probe.is_file(),
        "`cargo build --package local --example probe` comes first"
    );
    probe
}
