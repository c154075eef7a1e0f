//! The local stack, for checks that ask it from outside.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;

const START: Duration = Duration::from_secs(60);

/// A local stack of one check alone, on a port and in a folder of its own. It ends when its input does, whatever becomes of this program.
pub(super) struct Stack {
    child: Child,
    input: Option<ChildStdin>,
    data: PathBuf,
    /// Where it answers.
    pub(super) url: String,
}

impl Stack {
    /// Starts what was built in the debug profile. `name` is the check's.
    pub(super) fn start(workspace: &Workspace, name: &str) -> Result<Self> {
        let data = std::env::temp_dir().join(format!("tkt-{name}-{}", std::process::id()));
        let mut serve = process::command(workspace.binary("debug", "local"));
        serve
            .args(["serve", "--port", "0", "--end-with-stdin", "--data"])
            .arg(&data);
        serve
            .current_dir(&workspace.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = serve.spawn().context("cannot start the local stack")?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let mut stack = Self {
            child,
            input,
            data,
            url: String::new(),
        };
        let (send, ready) = mpsc::channel();
        let lines = BufReader::new(output.context("the local stack has no output")?).lines();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(url) = line.strip_prefix("ready ") {
                    // The other end may have given up waiting.
                    let _ = send.send(url.to_owned());
                }
            }
        });
        stack.url = ready
            .recv_timeout(START)
            .context("the local stack did not say `ready`")?;
        Ok(stack)
    }

    /// An access token of one of its agents.
    pub(super) fn token(&self, workspace: &Workspace, agent: &str) -> Result<String> {
        let port = self.url.rsplit(':').next().unwrap_or_default();
        let mut token = process::command(workspace.binary("debug", "local"));
        token.args(["token", "--as", agent, "--port", port]);
        Ok(process::output(&mut token)?.trim().to_owned())
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        drop(self.input.take());
        if let Err(error) = self.child.wait() {
            eprintln!("the local stack did not end: {error}");
        }
        if let Err(error) = std::fs::remove_dir_all(&self.data) {
            eprintln!("{} is left behind: {error}", self.data.display());
        }
    }
}
