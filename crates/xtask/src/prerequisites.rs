//! Programs that the checks need and cargo does not bring.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::process;

/// Python with `venv`, which the template's checks are written for.
pub(crate) fn python() -> Result<PathBuf> {
    let usable =
        || find(&["python3"]).filter(|python| works(python, &["-c", "import venv, ensurepip"]));
    let remedy =
        "install Python 3.10 or newer with its venv module (python.org, or your system's packages)";
    find_or_install("Python 3", usable, &["python3", "python3-venv"], remedy)
}

/// A browser of Chrome's family. `CHROMIUM` may name one.
pub(crate) fn chromium() -> Result<PathBuf> {
    let named = || std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = || {
        find(&[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ])
    };
    let remedy = "install Chromium, or name your browser's program in the variable CHROMIUM";
    find_or_install("Chromium", || named().or_else(usual), &["chromium"], remedy)
}

/// Node with npm. It is not installed here: distributions ship versions that are too old.
pub(crate) fn npm() -> Result<PathBuf> {
    let remedy = "Node is missing: install version 20 or newer, with npm, from nodejs.org";
    let enough = "process.exit(Number(process.versions.node.split('.')[0]) >= 20 ? 0 : 1)";
    match (find(&["node"]), find(&["npm"])) {
        (Some(node), Some(npm)) if works(&node, &["-e", enough]) => Ok(npm),
        _ => bail!(remedy),
    }
}

fn find_or_install(
    name: &str,
    find: impl Fn() -> Option<PathBuf>,
    packages: &[&str],
    remedy: &str,
) -> Result<PathBuf> {
    if let Some(path) = find() {
        return Ok(path);
    }
    if !can_install() {
        bail!("{name} is missing: {remedy}");
    }
    eprintln!(
        "{name} is missing; installing it with apt-get: {}",
        packages.join(" ")
    );
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())?;
    find().with_context(|| format!("{name} is still missing after its installation: {remedy}"))
}

/// Only where nobody is asked for a password: root on Debian or a system like it.
fn can_install() -> bool {
    let is_root =
        || process::output(process::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    find(&["apt-get"]).is_some() && is_root()
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = process::command("apt-get");
    apt.arg("--quiet=2")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    process::succeed(apt.stdin(Stdio::null()).stdout(Stdio::null()))
}

fn works(program: &Path, arguments: &[&str]) -> bool {
    let mut command = process::command(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The first of these programs that `PATH` has.
fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}
