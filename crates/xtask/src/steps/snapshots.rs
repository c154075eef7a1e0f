//! Snapshots that no test reads any more.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// The list of snapshots that insta keeps while the tests run.
pub(super) struct References(PathBuf);

impl References {
    /// An empty list.
    pub(super) fn start(workspace: &Workspace) -> Result<Self> {
        let file = workspace.target.join("snapshots-in-use.txt");
        std::fs::write(&file, "").with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Self(file))
    }

    pub(super) fn file(&self) -> &Path {
        &self.0
    }

    /// Fails when the repository holds a snapshot that is not on the list.
    pub(super) fn refuse_stale(&self, workspace: &Workspace) -> Result<()> {
        let used = std::fs::read_to_string(&self.0)?;
        let used: HashSet<PathBuf> = used
            .lines()
            .filter_map(|line| Path::new(line).canonicalize().ok())
            .collect();
        let mut stale = Vec::new();
        for folder in ["crates", "functions", "tests"] {
            collect(&workspace.root.join(folder), &mut stale)?;
        }
        stale.retain(|path| !path.canonicalize().is_ok_and(|path| used.contains(&path)));
        if let Some(first) = stale.first() {
            bail!(
                "{} snapshots belong to no test; remove them: {} ...",
                stale.len(),
                first.display()
            );
        }
        Ok(())
    }
}

/// Every `.snap` file below a folder.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(&path, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "snap")
        {
            found.push(path);
        }
    }
    Ok(())
}
