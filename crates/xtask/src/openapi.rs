//! `cargo xtask openapi`: the API's description, written anew.

use std::process::ExitCode;

use anyhow::{Context, Result};
use lexopt::{Arg, Parser};

use crate::process;
use crate::workspace::Workspace;

const HELP: &str = "\
cargo xtask openapi

Writes openapi.yaml from the handlers. `cargo xtask test --only openapi` says when it is stale.
";

pub(crate) fn run(mut arguments: Parser) -> Result<ExitCode> {
    if let Some(argument) = arguments.next()? {
        return match argument {
            Arg::Short('h') | Arg::Long("help") => crate::print_help(HELP),
            other => Err(other.unexpected().into()),
        };
    }
    let workspace = Workspace::read()?;
    let mut build = process::cargo();
    // As all checks build: with fewer packages, cargo would compile what they share anew.
    build
        .args(["build", "--quiet", "--workspace", "--bin", "openapi"])
        .current_dir(&workspace.root);
    process::succeed(&mut build)?;
    let document = process::output(&mut process::command(workspace.binary("debug", "openapi")))?;
    let file = workspace.root.join("openapi.yaml");
    std::fs::write(&file, document).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(ExitCode::SUCCESS)
}
