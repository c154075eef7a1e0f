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
    let remedy = "Node is missing: install version 20.19 or newer, with npm, from nodejs.org";
    let enough = "const [major, minor] = process.versions.node.split('.').map(Number); \
         process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)";
    match (find(&["node"]), find(&["npm"])) {
        (Some(node), Some(npm)) if works(&node, &["-e", enough]) => Ok(npm),
        _ => bail!(remedy),
    }
}

/// curl, with which the end-to-end tests run the commands of docs/api.md.
pub(crate) fn curl() -> Result<PathBuf> {
    let remedy = "install it (curl.se, or your system's packages)";
    find_or_install("curl", || find(&["curl"]), &["curl"], remedy)
}

/// Java 17 or newer.
pub(crate) fn java() -> Result<PathBuf> {
    let of_home = || Some(Path::new(&std::env::var_os("JAVA_HOME")?).join("bin/java"));
    let usable = || {
        let found = of_home().filter(|java| java.is_file());
        found
            .or_else(|| find(&["java"]))
            .filter(|java| is_new(java))
    };
    let remedy = "install Java 17 or newer (adoptium.net, or your system's packages)";
    optional("Java 17", usable, &["default-jre-headless"], remedy)
}

/// Maven, which fetches what runs on Java.
pub(crate) fn maven() -> Result<PathBuf> {
    // Without a Java it says nothing but that.
    java()?;
    let remedy = "install Maven 3 (maven.apache.org, or your system's packages)";
    optional("Maven", || find(&["mvn"]), &["maven"], remedy)
}

/// What a check may do without: it is absent, with the remedy.
#[derive(Debug)]
pub(crate) struct Missing(String);

impl Missing {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Missing {}

/// Whether nothing may be left out, and what is missing may be installed: `.ci/run` sets it.
pub(crate) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| value == "true")
}

/// Nobody's machine gets a Java unasked.
fn optional(
    name: &str,
    find: impl Fn() -> Option<PathBuf>,
    packages: &[&str],
    remedy: &str,
) -> Result<PathBuf> {
    if is_ci() {
        return find_or_install(name, find, packages, remedy);
    }
    find().ok_or_else(|| Missing::new(format!("{name} is missing: {remedy}")).into())
}

/// `java --version` begins with `openjdk 17.0.15 2025-04-15`.
fn is_new(java: &Path) -> bool {
    let mut version = process::command(java);
    version
        .arg("--version")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let printed = version
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    major(&String::from_utf8_lossy(&printed)).is_some_and(|major| major >= 17)
}

fn major(printed: &str) -> Option<u32> {
    let number = printed.split_whitespace().nth(1)?;
    number.split(['.', '-', '+']).next()?.parse().ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_of_a_java_counts() {
        for (printed, expected) in [
            (
                "openjdk 17.0.15 2025-04-15\nOpenJDK Runtime Environment",
                Some(17),
            ),
            ("java 21 2023-09-19 LTS", Some(21)),
            ("openjdk 22-ea 2024-03-19", Some(22)),
            ("", None),
        ] {
            assert_eq!(major(printed), expected, "{printed}");
        }
    }
}
