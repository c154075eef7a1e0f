//! Packages from npm, as a folder's lock file has them, and the scripts of that folder.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// `npm ci`, unless what is there came from this very lock file.
pub(crate) fn install(npm: &Path, package: &Path) -> Result<()> {
    let lock = std::fs::read(package.join("package-lock.json"))
        .context("cannot read package-lock.json")?;
    let stamp = package.join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    eprintln!(
        "installing the packages of {} with npm ci",
        package.display()
    );
    let mut install = process::command(npm);
    install
        .args(["ci", "--no-audit", "--no-fund", "--silent"])
        .current_dir(package);
    process::succeed(&mut install)?;
    std::fs::write(stamp, lock).context("cannot note what is installed")
}

/// `npm run`, without what npm itself would say.
pub(crate) fn script(npm: &Path, package: &Path, name: &str) -> Command {
    let mut script = process::command(npm);
    script.args(["run", "--silent", name]).current_dir(package);
    script
}
