//! The certified provider of `tests/issuer`, one for each test.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/issuer");

pub(crate) struct Issuer {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    pub(crate) url: String,
}

impl Issuer {
    pub(crate) fn start() -> Self {
        assert!(
            Path::new(FOLDER).join("node_modules").is_dir(),
            "the provider is not installed; run: cargo xtask test --only oidc"
        );
        let mut child = Command::new("node")
            .arg("issuer.js")
            .current_dir(FOLDER)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // It warns at every start that it is for tests.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut issuer = Self {
            child,
            input,
            output,
            url: String::new(),
        };
        let ready = issuer.line();
        issuer.url = ready.strip_prefix("ready ").unwrap().to_owned();
        issuer
    }

    /// New keys sign from now on, and the old ones stay published.
    pub(crate) fn rotate(&mut self) {
        self.command("rotate");
    }

    /// It believes that it is that many seconds later.
    pub(crate) fn shift_clock(&mut self, seconds: i64) {
        self.command(&format!("clock {seconds}"));
    }

    /// Ends it, as a power cut would.
    pub(crate) fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn command(&mut self, command: &str) {
        writeln!(self.input, "{command}").unwrap();
        assert_eq!(self.line(), "done");
    }

    /// What it says next; the end of its output fails the test.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "the provider has ended");
        line.trim_end().to_owned()
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        // It may have been stopped already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
