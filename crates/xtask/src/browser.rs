//! What drives a browser: the scripts of `tests/browser`, on local stacks that they start themselves.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{npm, pages, prerequisites, process};

/// Runs a script of `tests/browser` with what it needs to start stacks and a browser. The local
/// stack and the functions must have been built.
pub(crate) fn run(workspace: &Workspace, script: &str) -> Result<()> {
    let (npm, chromium) = (prerequisites::npm()?, prerequisites::chromium()?);
    let tests = workspace.root.join("tests/browser");
    npm::install(&npm, &tests)?;
    pages::build(workspace)?;
    let mut run = npm::script(&npm, &tests, script);
    run.env("CHROMIUM", chromium)
        .env("TKT_LOCAL", workspace.binary("debug", "local"))
        .env("TKT_SITE", pages::built(workspace));
    process::succeed(&mut run)
}

/// Builds the local stack and the functions, for commands that no build precedes.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let mut build = process::cargo();
    build
        .arg("build")
        .args(workspace.function_packages())
        .args(["--bins", "--package", "local"])
        .current_dir(&workspace.root);
    process::succeed(&mut build)
}
