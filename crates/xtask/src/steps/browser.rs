//! The pages in a real browser.

use anyhow::Result;

use super::stack::Stack;
use super::{npm, rust};
use crate::workspace::Workspace;
use crate::{prerequisites, process};

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    let (npm, chromium) = (prerequisites::npm()?, prerequisites::chromium()?);
    let package = workspace.root.join("tests/browser");
    npm::install(&npm, &package)?;
    // The same build as the step before, or cargo would choose other features and start over.
    rust::build(workspace)?;
    let stack = Stack::start(workspace, "browser")?;
    let mut test = process::command(npm);
    test.args(["test", "--silent"]).current_dir(&package);
    test.env("TKT_URL", &stack.url).env("CHROMIUM", chromium);
    test.env("TKT_TOKEN", stack.token(workspace, "owner@example.com")?);
    process::succeed(&mut test)
}
