//! How the pages come to a bucket.

use anyhow::Result;

use crate::tools::{self, Tools};
use crate::workspace::Workspace;
use crate::{npm, pages, prerequisites, process};

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    let npm = prerequisites::npm()?;
    let package = pages::sources(workspace).join("tools/publish");
    npm::install(&npm, &package)?;
    let tools = Tools::ready(workspace, &tools::AWS)?;
    let moto = tools.command("moto_server")?;
    let mut test = npm::script(&npm, &package, "test");
    process::succeed(test.env("MOTO_SERVER", moto.get_program()))
}
