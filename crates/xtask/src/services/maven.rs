//! Java programs from a Maven repository, each in a folder of its own under `target/`.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use crate::{prerequisites, process};

/// The folder with a program's files, fetched at the first call and whenever its `pom.xml` changed.
pub(super) fn fetch(workspace: &Workspace, name: &str, title: &str) -> Result<PathBuf> {
    let pom = workspace
        .root
        .join("crates/xtask/java")
        .join(name)
        .join("pom.xml");
    let wanted =
        std::fs::read_to_string(&pom).with_context(|| format!("cannot read {}", pom.display()))?;
    let version = version(&wanted).with_context(|| format!("no version in {}", pom.display()))?;
    let folder = workspace.target.join("tools").join(name).join(version);
    let stamp = folder.join("fetched.xml");
    if std::fs::read_to_string(&stamp).is_ok_and(|fetched| fetched == wanted) {
        return Ok(folder);
    }
    let maven = prerequisites::maven()?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder).context("cannot remove an older version")?;
    }
    eprintln!(
        "fetching {title} {version} with Maven into {} (once)",
        folder.display()
    );
    let mut copy = process::command(maven);
    copy.args(["--batch-mode", "-Dstyle.color=never", "--file"])
        .arg(&pom);
    copy.arg("dependency:copy-dependencies")
        .arg(format!("-DoutputDirectory={}", folder.display()));
    run(&mut copy)?;
    let files = std::fs::read_dir(&folder)?.count();
    eprintln!("  {files} files: {title} is complete");
    std::fs::write(&stamp, wanted).context("cannot note what is fetched")?;
    Ok(folder)
}

/// What the `pom.xml` pins.
fn version(pom: &str) -> Option<&str> {
    let (_, rest) = pom.split_once("<tool.version>")?;
    Some(rest.split_once("</tool.version>")?.0)
}

/// Maven's own output is a page for every file: this counts them, and shows its errors.
fn run(maven: &mut Command) -> Result<()> {
    let mut child = maven
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start Maven")?;
    let errors = child.stderr.take().context("Maven has no output")?;
    let errors = thread::spawn(move || show_errors(errors));
    let output = child.stdout.take().context("Maven has no output")?;
    let (mut downloads, mut explains) = (0, true);
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        match kind(&plain(&line)) {
            Line::Download => {
                downloads += 1;
                if downloads % 50 == 0 {
                    eprintln!("  {downloads} downloads");
                }
            }
            // After an empty one it tells at length how to run Maven again.
            Line::Error("") => explains = false,
            Line::Error(error) if explains => eprintln!("  {error}"),
            Line::Error(_) | Line::Other => {}
        }
    }
    let status = child.wait()?;
    // It ends with the child's output; what it could not print is no reason to fail.
    let _ = errors.join();
    if !status.success() {
        bail!("`{}` failed ({status})", process::show(maven));
    }
    Ok(())
}

fn show_errors(errors: impl Read) {
    for line in BufReader::new(errors).lines().map_while(Result::ok) {
        let line = plain(&line);
        if !line.is_empty() {
            eprintln!("  {line}");
        }
    }
}

/// Without the reset of a terminal's colours, which Maven sends to files, too.
fn plain(line: &str) -> String {
    line.replace("\u{1b}[0m", "").replace("\u{1b}[m", "")
}

#[derive(Debug, PartialEq)]
enum Line<'a> {
    Download,
    Error(&'a str),
    Other,
}

fn kind(line: &str) -> Line<'_> {
    match line.strip_prefix("[ERROR]") {
        Some(error) => Line::Error(error.trim()),
        None if line.contains("Downloaded from ") => Line::Download,
        None => Line::Other,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_line_of_maven_is_a_download_an_error_or_neither() {
        for (line, expected) in [
            (
                "Downloaded from central: https://example.com/a.pom (2 kB at 3 kB/s)",
                Line::Download,
            ),
            (
                "Downloading from central: https://example.com/a.pom",
                Line::Other,
            ),
            (
                "\u{1b}[0m[ERROR] Could not resolve",
                Line::Error("Could not resolve"),
            ),
            ("[ERROR] ", Line::Error("")),
            ("[INFO] Copying error.jar", Line::Other),
        ] {
            assert_eq!(kind(&plain(line)), expected, "{line}");
        }
    }

    #[test]
    fn every_service_pins_its_version() {
        let java = Path::new(env!("CARGO_MANIFEST_DIR")).join("java");
        for service in [super::super::DYNAMODB_LOCAL, super::super::ELASTICMQ] {
            let pom = std::fs::read_to_string(java.join(service.name).join("pom.xml")).unwrap();
            let version = version(&pom).unwrap();
            assert!(
                version.split('.').all(|part| part.parse::<u32>().is_ok()),
                "{version}"
            );
        }
    }
}
