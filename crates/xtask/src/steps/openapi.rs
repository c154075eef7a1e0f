//! The API's description: whether it is the handlers', and whether it is a good one.

use anyhow::Result;

use super::rust;
use crate::workspace::Workspace;
use crate::{npm, prerequisites, process};

/// The test binary that holds the document against the handlers and the template.
const TEST: &str = "openapi";

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    process::succeed(rust::test_command(workspace).args(["--test", TEST]))?;
    let npm = prerequisites::npm()?;
    let package = workspace.root.join("tests/openapi");
    npm::install(&npm, &package)?;
    let mut lint = process::command(npm);
    lint.args(["test", "--silent"]).current_dir(package);
    // It would report its use, and ask for a newer version of itself.
    lint.env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    process::succeed(&mut lint)
}
