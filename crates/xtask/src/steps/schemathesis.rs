//! The API, tried out by Schemathesis against its own description.

use anyhow::{Context, Result};

use super::rust;
use crate::process;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

/// Chooses other requests.
const SEED: &str = "TKT_SCHEMATHESIS_SEED";

/// The test binary that starts a stack, runs Schemathesis on it and checks what is left there.
const TEST: &str = "described";
/// Tells it the program and its arguments, one a line.
const COMMAND: &str = "TKT_SCHEMATHESIS";

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    let tools = Tools::ready(workspace, &tools::API)?;
    // The end-to-end tests start what was built.
    rust::build(workspace)?;
    // It leaves notes where it runs.
    let folder = workspace.target.join("schemathesis");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let settings = workspace.root.join("tests/openapi");
    let mut schemathesis = tools.command("schemathesis")?;
    schemathesis
        .arg("--config-file")
        .arg(settings.join("schemathesis.toml"))
        .arg("run")
        .arg(workspace.root.join("openapi.yaml"));
    if let Ok(seed) = std::env::var(SEED) {
        schemathesis.args(["--seed", &seed]);
    }
    let program = std::iter::once(schemathesis.get_program());
    let words: Vec<_> = program
        .chain(schemathesis.get_args())
        .map(|word| word.to_string_lossy())
        .collect();
    let mut test = rust::test_command(workspace);
    test.args(["--test", TEST, "--", "--ignored", "--nocapture"])
        .env(COMMAND, words.join("\n"))
        .env("TKT_SCHEMATHESIS_HOOKS", settings.join("hooks.py"))
        .env("TKT_SCHEMATHESIS_FOLDER", folder);
    eprintln!("another run: {SEED}=2 cargo xtask test --only schemathesis");
    process::succeed(&mut test)
}
