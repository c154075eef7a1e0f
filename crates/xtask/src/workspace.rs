//! What this repository holds, as cargo sees it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// The repository's folders and functions.
pub(crate) struct Workspace {
    /// Where `template.yaml` lies.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
    /// The packages under `functions/`. Each has one binary of its own name.
    pub(crate) functions: Vec<String>,
    /// The names of test binaries, each once.
    tests: BTreeSet<String>,
}

impl Workspace {
    pub(crate) fn read() -> Result<Self> {
        let mut cargo = process::cargo();
        cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: Value = serde_json::from_str(&process::output(&mut cargo)?)?;
        let root = path(&metadata, "workspace_root")?;
        Ok(Self {
            functions: functions(&metadata, &root.join("functions")),
            tests: tests(&metadata),
            target: path(&metadata, "target_directory")?,
            root,
        })
    }

    /// A built program.
    pub(crate) fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(name)
    }

    /// The newest build of the local stack; one is made where there is none.
    pub(crate) fn local(&self) -> Result<PathBuf> {
        let built = ["debug", "stack"].map(|profile| self.binary(profile, "local"));
        let newest = built
            .into_iter()
            .max_by_key(|path| path.metadata().and_then(|it| it.modified()).ok());
        if let Some(path) = newest.filter(|path| path.exists()) {
            return Ok(path);
        }
        let mut build = process::cargo();
        build
            .args(["build", "--quiet", "--package", "local"])
            .current_dir(&self.root);
        process::succeed(&mut build)?;
        Ok(self.binary("debug", "local"))
    }

    /// The names for `cargo test --test`, in order.
    pub(crate) fn tests(&self) -> impl Iterator<Item = &str> {
        self.tests.iter().map(String::as_str)
    }

    /// `--package` for each function.
    pub(crate) fn function_packages(&self) -> impl Iterator<Item = &str> {
        self.functions
            .iter()
            .flat_map(|name| ["--package", name.as_str()])
    }
}

fn functions(metadata: &Value, folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = list(&metadata["packages"])
        .iter()
        .filter(|package| {
            package["manifest_path"]
                .as_str()
                .is_some_and(|path| Path::new(path).starts_with(folder))
        })
        .filter_map(|package| package["name"].as_str().map(str::to_owned))
        .collect();
    names.sort();
    names
}

fn tests(metadata: &Value) -> BTreeSet<String> {
    let targets = list(&metadata["packages"])
        .iter()
        .flat_map(|package| list(&package["targets"]));
    targets
        .filter(|target| target["kind"][0] == "test")
        .filter_map(|target| target["name"].as_str().map(str::to_owned))
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn path(metadata: &Value, field: &str) -> Result<PathBuf> {
    let text = metadata[field].as_str();
    text.map(PathBuf::from)
        .with_context(|| format!("cargo metadata has no {field}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn functions_are_the_packages_of_their_folder() {
        let package = |name, path| json!({ "name": name, "manifest_path": path });
        let metadata = json!({ "packages": [
            package("publish", "/repo/functions/publish/Cargo.toml"),
            package("domain", "/repo/crates/domain/Cargo.toml"),
            package("empty-function", "/repo/tests/empty-function/Cargo.toml"),
            package("notify", "/repo/functions/notify/Cargo.toml"),
        ]});
        assert_eq!(
            functions(&metadata, Path::new("/repo/functions")),
            ["notify", "publish"]
        );
    }

    #[test]
    fn test_binaries_are_listed_once() {
        let target = |name, kind| json!({ "name": name, "kind": [kind] });
        let metadata = json!({ "packages": [
            { "targets": [target("store", "lib"), target("store", "test")] },
            { "targets": [target("walk", "test"), target("store", "test"), target("walk", "bin")] },
        ]});
        assert_eq!(
            tests(&metadata),
            ["store", "walk"].map(str::to_owned).into()
        );
    }
}
