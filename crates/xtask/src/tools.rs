//! The tools from PyPI, each list of them in a folder of its own under `target/`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{prerequisites, process};

/// Tools that are installed together.
pub(crate) struct List {
    /// The folder below `target/tools`.
    folder: &'static str,
    /// The file with their versions.
    requirements: &'static str,
}

/// SAM, cfn-lint and cargo-lambda.
pub(crate) const TEMPLATE: List = List {
    folder: "python",
    requirements: "crates/xtask/requirements.txt",
};

/// Schemathesis, apart from SAM so that neither decides what the other is built on.
pub(crate) const API: List = List {
    folder: "schemathesis",
    requirements: "tests/openapi/requirements.txt",
};

/// moto, to which the pages are published.
pub(crate) const AWS: List = List {
    folder: "moto",
    requirements: "web/tools/publish/requirements.txt",
};

/// The tools of a list, in its versions.
pub(crate) struct Tools {
    bin: PathBuf,
}

impl Tools {
    /// Installs them at the first call and whenever the list has changed.
    pub(crate) fn ready(workspace: &Workspace, list: &List) -> Result<Self> {
        let folder = workspace.target.join("tools").join(list.folder);
        let list = workspace.root.join(list.requirements);
        let wanted = std::fs::read_to_string(&list)
            .with_context(|| format!("cannot read {}", list.display()))?;
        let tools = Self {
            bin: folder.join("bin"),
        };
        let stamp = folder.join("installed.txt");
        if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(tools);
        }
        let names: Vec<&str> = wanted.lines().filter(|line| line.contains("==")).collect();
        eprintln!(
            "installing into {} (once): {}",
            folder.display(),
            names.join(", ")
        );
        install(&prerequisites::python()?, &folder, &list)?;
        std::fs::write(&stamp, wanted).context("cannot note what is installed")?;
        Ok(tools)
    }

    /// One of them, told to send no usage reports and to look for no account.
    pub(crate) fn command(&self, name: &str) -> Result<Command> {
        let mut command = process::command(self.bin.join(name));
        command.env("PATH", self.path()?);
        command
            .env("SAM_CLI_TELEMETRY", "0")
            .env("AWS_DEFAULT_REGION", "us-east-1");
        Ok(command)
    }

    /// SAM looks for cargo-lambda, and that for zig, on the path.
    fn path(&self) -> Result<OsString> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path);
        Ok(std::env::join_paths(
            std::iter::once(self.bin.clone()).chain(folders),
        )?)
    }
}

fn install(python: &Path, folder: &Path, list: &Path) -> Result<()> {
    process::succeed(
        process::command(python)
            .args(["-m", "venv", "--clear"])
            .arg(folder),
    )?;
    let mut pip = process::command(folder.join("bin/python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]);
    process::succeed(pip.arg("--requirement").arg(list).stdin(Stdio::null()))
}
