//! The pages, without a browser.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{npm, pages, prerequisites, process};

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    let npm = prerequisites::npm()?;
    let web = pages::sources(workspace);
    npm::install(&npm, &web)?;
    for name in ["check", "test"] {
        process::succeed(&mut npm::script(&npm, &web, name))?;
    }
    pages::build(workspace)?;
    process::succeed(&mut npm::script(&npm, &web, "budgets"))
}
