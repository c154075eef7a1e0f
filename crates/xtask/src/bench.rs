//! `cargo xtask bench init`: how large each function is, and how fast it starts. `bench pages` is apart.

mod pages;
mod runtime_api;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser};
use serde_json::json;

use crate::workspace::Workspace;
use crate::{prerequisites, process};

const HELP: &str = "\
cargo xtask bench init [--runs 30] [--json]   (and: cargo xtask bench pages)

Builds the functions as they are deployed and prints, for each, the size of the binary, its size
when compressed, and the time from its start to its first request for an event. The time is also
given as a ratio to an empty function, started in turn with the others, so that it can be compared
between machines.

  --runs N   starts of each function (30); the middle value counts
  --json     one JSON object on standard output in place of the table
";

/// The function that the others are compared with.
const EMPTY: &str = "empty-function";

struct Row {
    name: String,
    binary_bytes: u64,
    zipped_bytes: u64,
    start: Duration,
}

pub(crate) fn run(mut arguments: Parser) -> Result<ExitCode> {
    let (mut is_init, mut runs, mut as_json) = (false, 30_usize, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return crate::print_help(HELP),
            Arg::Value(what) if what == "init" => is_init = true,
            Arg::Value(what) if what == "pages" => return pages::run(arguments),
            Arg::Long("runs") => runs = crate::number(&mut arguments, "--runs")?,
            Arg::Long("json") => as_json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    if !is_init {
        return crate::print_help(HELP);
    }
    if runs == 0 {
        bail!("--runs must be at least 1");
    }
    let rows = measure(&Workspace::read()?, runs)?;
    let base = rows
        .iter()
        .find(|row| row.name == EMPTY)
        .map(|row| row.start)
        .unwrap_or_default();
    print!(
        "{}",
        if as_json {
            document(&rows, base, runs)
        } else {
            table(&rows, base)
        }
    );
    Ok(ExitCode::SUCCESS)
}

fn measure(workspace: &Workspace, runs: usize) -> Result<Vec<Row>> {
    build(workspace)?;
    let python = prerequisites::python()?;
    let names: Vec<&str> = workspace
        .functions
        .iter()
        .map(String::as_str)
        .chain([EMPTY])
        .collect();
    let mut starts: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    // In turn, so that whatever slows the machine for a while slows all of them. The first round
    // only brings the binaries into memory.
    for round in 0..=runs {
        for name in &names {
            let start = runtime_api::time_to_first_next(&workspace.binary("release", name))?;
            if round > 0 {
                starts.entry(name).or_default().push(start);
            }
        }
    }
    let row = |(name, mut starts): (&str, Vec<Duration>)| {
        let binary = workspace.binary("release", name);
        starts.sort();
        Ok(Row {
            name: name.to_owned(),
            binary_bytes: binary.metadata()?.len(),
            zipped_bytes: zipped(&python, &binary)?,
            start: starts[starts.len() / 2],
        })
    };
    starts.into_iter().map(row).collect()
}

/// The functions in one build, and the empty one in another, so that neither lends the other features.
fn build(workspace: &Workspace) -> Result<()> {
    for packages in [
        workspace.function_packages().collect(),
        vec!["--package", EMPTY],
    ] {
        let mut cargo = process::cargo();
        cargo
            .args(["build", "--release", "--bins"])
            .args(packages)
            .current_dir(&workspace.root);
        process::succeed(&mut cargo)?;
    }
    Ok(())
}

/// The size of a zip's only entry: the same deflate at its usual level. Python is here for the
/// template's checks anyway, and keeps a compressor out of this program's build.
fn zipped(python: &Path, binary: &PathBuf) -> Result<u64> {
    let mut deflate = process::command(python);
    deflate.args([
        "-c",
        "import sys, zlib; print(len(zlib.compress(open(sys.argv[1], 'rb').read(), 6)))",
    ]);
    Ok(process::output(deflate.arg(binary))?.trim().parse()?)
}

fn table(rows: &[Row], base: Duration) -> String {
    let heading = format!(
        "{:<20} {:>9} {:>10} {:>9} {:>8}\n",
        "function", "binary MB", "zipped MB", "start ms", "x empty"
    );
    let line = |row: &Row| {
        format!(
            "{:<20} {:>9.2} {:>10.2} {:>9.2} {:>8.2}\n",
            row.name,
            megabytes(row.binary_bytes),
            megabytes(row.zipped_bytes),
            milliseconds(row.start),
            ratio(row.start, base)
        )
    };
    heading + &rows.iter().map(line).collect::<String>()
}

fn document(rows: &[Row], base: Duration, runs: usize) -> String {
    let functions: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "name": row.name,
                "binary_bytes": row.binary_bytes,
                "zipped_bytes": row.zipped_bytes,
                "start_ms": milliseconds(row.start),
                "ratio_to_empty": ratio(row.start, base),
            })
        })
        .collect();
    format!("{}\n", json!({ "runs": runs, "functions": functions }))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "sizes far below 2^52, shown with two digits"
)]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn ratio(time: Duration, base: Duration) -> f64 {
    time.as_secs_f64() / base.as_secs_f64()
}
