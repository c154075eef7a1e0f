//! What cargo checks.

use anyhow::Result;

use super::snapshots;
use crate::process;
use crate::workspace::Workspace;

pub(super) fn format(workspace: &Workspace) -> Result<()> {
    cargo(workspace, &["fmt", "--all", "--check"])
}

pub(super) fn clippy(workspace: &Workspace) -> Result<()> {
    cargo(
        workspace,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ],
    )
}

/// The end-to-end tests start the functions' and the local stack's programs, so those are built first.
pub(super) fn build(workspace: &Workspace) -> Result<()> {
    cargo(workspace, &["build", "--workspace", "--all-targets"])
}

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    let references = snapshots::References::start(workspace)?;
    let mut test = process::cargo();
    test.args(["test", "--workspace", "--no-fail-fast"])
        .current_dir(&workspace.root);
    // A snapshot that differs fails, and no new file is written.
    test.env("INSTA_UPDATE", "no")
        .env("INSTA_REQUIRE_FULL_MATCH", "1");
    test.env("INSTA_SNAPSHOT_REFERENCES_FILE", references.file());
    process::succeed(&mut test)?;
    references.refuse_stale(workspace)
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    process::succeed(
        process::cargo()
            .args(arguments)
            .current_dir(&workspace.root),
    )
}
