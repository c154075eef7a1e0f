//! The pages in a real browser.

use anyhow::Result;

use super::rust;
use crate::browser;
use crate::workspace::Workspace;

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    // The same build as the step before, or cargo would choose other features and start over.
    rust::build(workspace)?;
    browser::run(workspace, "check")?;
    browser::run(workspace, "test")
}
