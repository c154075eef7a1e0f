//! The API, tried out by Schemathesis against its own description.

use anyhow::{Context, Result};

use super::rust;
use super::stack::Stack;
use crate::process;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

/// Chooses other requests.
const SEED: &str = "TKT_SCHEMATHESIS_SEED";

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    let tools = Tools::ready(workspace, &tools::API)?;
    // The same build as the other steps, or cargo would choose other features and start over.
    rust::build(workspace)?;
    let stack = Stack::start(workspace, "schemathesis")?;
    // It leaves notes where it runs.
    let folder = workspace.target.join("schemathesis");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let settings = workspace.root.join("tests/openapi");
    let mut test = tools.command("schemathesis")?;
    test.arg("--config-file")
        .arg(settings.join("schemathesis.toml"))
        .arg("run")
        .arg(workspace.root.join("openapi.yaml"))
        .args(["--url", &format!("{}/api", stack.url)]);
    if let Ok(seed) = std::env::var(SEED) {
        test.args(["--seed", &seed]);
    }
    test.env("TKT_TOKEN", stack.token(workspace, "owner@example.com")?)
        .env("TKT_SCHEMATHESIS_HOOKS", settings.join("hooks.py"))
        .current_dir(folder);
    eprintln!("another run: {SEED}=2 cargo xtask test --only schemathesis");
    process::succeed(&mut test)
}
