//! Sign-in by tokens of a real OpenID provider.

use anyhow::Result;

use super::rust;
use crate::workspace::Workspace;
use crate::{npm, prerequisites, process};

/// The test binary whose ignored tests start the provider.
const TEST: &str = "oidc";

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    let npm = prerequisites::npm()?;
    npm::install(&npm, &workspace.root.join("tests/issuer"))?;
    let mut test = rust::test_command(workspace);
    test.args(["--test", TEST, "--", "--ignored"]);
    process::succeed(&mut test)
}
