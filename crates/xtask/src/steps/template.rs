//! `template.yaml` as a deployment would use it.

use anyhow::{Result, ensure};

use crate::process;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

pub(super) fn lint(workspace: &Workspace) -> Result<()> {
    let tools = Tools::ready(workspace, &tools::TEMPLATE)?;
    let mut sam = tools.command("sam")?;
    sam.args(["validate", "--lint", "--template", "template.yaml"])
        .current_dir(&workspace.root);
    process::succeed(&mut sam)?;
    let mut lint = tools.command("cfn-lint")?;
    process::succeed(
        lint.args(["--non-zero-exit-code", "informational", "template.yaml"])
            .current_dir(&workspace.root),
    )
}

/// What ships is optimised across all crates, which takes thrice as long and cannot fail where the
/// rest of the build does not. Cargo reads these in place of the release profile.
const QUICK_RELEASE: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// Builds for this machine's processor: another one needs its Rust target, which may not be there.
pub(super) fn build(workspace: &Workspace) -> Result<()> {
    let tools = Tools::ready(workspace, &tools::TEMPLATE)?;
    let folder = workspace.target.join("sam");
    // SAM builds the functions one after the other and shows nothing. One build of all of them
    // links in parallel and leaves SAM's builds nothing to do.
    let mut lambda = tools.command("cargo-lambda")?;
    lambda
        .args(["lambda", "build", "--release", "--bins"])
        .envs(QUICK_RELEASE)
        .current_dir(&workspace.root);
    let mut sam = tools.command("sam")?;
    sam.envs(QUICK_RELEASE);
    sam.args(["build", "--template", "template.yaml", "--build-dir"])
        .arg(&folder);
    let architecture = if cfg!(target_arch = "aarch64") {
        "arm64"
    } else {
        "x86_64"
    };
    if architecture == "arm64" {
        lambda.arg("--arm64");
    }
    sam.args([
        "--parameter-overrides",
        &format!("Architecture={architecture}"),
    ]);
    process::succeed(&mut lambda)?;
    process::succeed(sam.current_dir(&workspace.root))?;
    let built = std::fs::read_dir(&folder)?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("bootstrap").is_file())
        .count();
    let expected = workspace.functions.len();
    ensure!(
        built == expected,
        "functions/ has {expected} functions, but SAM built {built}: is one missing in template.yaml?"
    );
    Ok(())
}
