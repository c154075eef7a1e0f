//! What cargo checks.

use std::process::Command;

use anyhow::Result;

use super::snapshots;
use crate::workspace::Workspace;
use crate::{prerequisites, process};

pub(super) fn format(workspace: &Workspace) -> Result<()> {
    cargo(workspace, &["fmt", "--all", "--check"])
}

pub(super) fn clippy(workspace: &Workspace) -> Result<()> {
    let everything = ["clippy", "--workspace", "--all-targets"];
    let denied = ["--", "--deny", "warnings"];
    cargo(workspace, &[&everything[..], &denied].concat())?;
    // The functions once more, as they ship: among the others they are built with the features that
    // the API's description needs.
    let shipped: Vec<_> = ["clippy"]
        .into_iter()
        .chain(workspace.function_packages())
        .chain(denied)
        .collect();
    cargo(workspace, &shipped)
}

/// The end-to-end tests start the functions' and the local stack's programs, so those are built first.
pub(super) fn build(workspace: &Workspace) -> Result<()> {
    cargo(workspace, &["build", "--workspace", "--all-targets"])
}

/// The test binary that has a step of its own, since it takes minutes.
const FAULTS: &str = "faults";

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    // The end-to-end tests run the commands of docs/api.md, and CloudFront's functions.
    prerequisites::curl()?;
    prerequisites::npm()?;
    let references = snapshots::References::start(workspace)?;
    let mut test = test_command(workspace);
    test.args(["--lib", "--bins"]);
    for name in workspace.tests().filter(|name| *name != FAULTS) {
        test.args(["--test", name]);
    }
    test.env("INSTA_SNAPSHOT_REFERENCES_FILE", references.file());
    process::succeed(&mut test)?;
    process::succeed(test_command(workspace).arg("--doc"))?;
    references.refuse_stale(workspace)
}

pub(super) fn faults(workspace: &Workspace) -> Result<()> {
    build(workspace)?;
    process::succeed(test_command(workspace).args(["--test", FAULTS]))
}

/// `cargo test` of the whole workspace: with fewer packages, cargo would choose other features for
/// what they share and compile it again.
pub(super) fn test_command(workspace: &Workspace) -> Command {
    let mut test = process::cargo();
    test.args(["test", "--workspace", "--no-fail-fast"])
        .current_dir(&workspace.root);
    // A snapshot that differs fails, and no new file is written.
    test.env("INSTA_UPDATE", "no")
        .env("INSTA_REQUIRE_FULL_MATCH", "1");
    test
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    process::succeed(
        process::cargo()
            .args(arguments)
            .current_dir(&workspace.root),
    )
}
