//! The pages in a real browser.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use super::rust;
use crate::workspace::Workspace;
use crate::{prerequisites, process};

const START: Duration = Duration::from_secs(60);

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    let (npm, chromium) = (prerequisites::npm()?, prerequisites::chromium()?);
    let package = workspace.root.join("tests/browser");
    install(&npm, &package)?;
    // The same build as the step before, or cargo would choose other features and start over.
    rust::build(workspace)?;
    let stack = Stack::start(workspace)?;
    let mut test = process::command(npm);
    test.args(["test", "--silent"]).current_dir(&package);
    test.env("TKT_URL", &stack.url).env("CHROMIUM", chromium);
    process::succeed(&mut test)
}

/// `npm ci`, unless what is there came from this very lock file.
fn install(npm: &Path, package: &Path) -> Result<()> {
    let lock = std::fs::read(package.join("package-lock.json"))
        .context("cannot read package-lock.json")?;
    let stamp = package.join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    eprintln!("installing the browser test's packages with npm ci");
    let mut install = process::command(npm);
    install
        .args(["ci", "--no-audit", "--no-fund", "--silent"])
        .current_dir(package);
    process::succeed(&mut install)?;
    std::fs::write(stamp, lock).context("cannot note what is installed")
}

/// A local stack of this test alone. It ends when its input does, whatever becomes of this program.
struct Stack {
    child: Child,
    input: Option<ChildStdin>,
    data: PathBuf,
    url: String,
}

impl Stack {
    fn start(workspace: &Workspace) -> Result<Self> {
        let data = std::env::temp_dir().join(format!("tkt-browser-{}", std::process::id()));
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
