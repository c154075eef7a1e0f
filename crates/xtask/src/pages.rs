//! The pages: TypeScript under `web/`, built into `web/dist`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{npm, prerequisites, process};

/// What lies under `web/` and is no source of the pages.
const NO_SOURCES: [&str; 3] = ["node_modules", "dist", "tools"];

/// Where the sources lie.
pub(crate) fn sources(workspace: &Workspace) -> PathBuf {
    workspace.root.join("web")
}

/// Where the built pages lie.
pub(crate) fn built(workspace: &Workspace) -> PathBuf {
    sources(workspace).join("dist")
}

/// Builds the pages, unless those that are there came from these very sources.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let npm = prerequisites::npm()?;
    let stamp = workspace.target.join("pages-built.txt");
    // The client is generated from the API's description.
    let description = workspace.root.join("openapi.yaml");
    let from = fingerprint(&[sources(workspace), description], &NO_SOURCES)?;
    let state = || fingerprint(&[built(workspace)], &[]).map(|made| format!("{from:x} {made:x}"));
    if std::fs::read_to_string(&stamp).ok() == Some(state()?) {
        return Ok(());
    }
    npm::install(&npm, &sources(workspace))?;
    eprintln!("building the pages: npm run build in web/");
    process::quietly(&mut npm::script(&npm, &sources(workspace), "build"))?;
    std::fs::write(&stamp, state()?).context("cannot note what the pages were built from")
}

/// Changes when a file below one of the paths does, or its name. Hidden folders do not count.
fn fingerprint(paths: &[PathBuf], without: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        let mut files = Vec::new();
        collect(path, without, &mut files)
            .with_context(|| format!("cannot read {}", path.display()))?;
        files.sort();
        for file in files {
            file.hash(&mut hasher);
            std::fs::read(&file)?.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

fn collect(path: &Path, without: &[&str], files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !path.is_dir() {
        files.extend(path.exists().then(|| path.to_owned()));
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        let (name, path) = entry.map(|entry| (entry.file_name(), entry.path()))?;
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !without.contains(&name.as_ref()) {
            collect(&path, without, files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_made_anew_when_a_source_changes_and_only_then() {
        let folder = std::env::temp_dir().join(format!("tkt-pages-{}", std::process::id()));
        let write = |name: &str, content: &str| {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, content).unwrap();
        };
        let print = || fingerprint(&[folder.join("web"), folder.join("api")], &NO_SOURCES).unwrap();
        write("web/apps/a.ts", "1");
        let first = print();
        for name in [
            "node_modules/a.js",
            "apps/node_modules/b.js",
            "dist/a.js",
            ".cache/a",
            "tools/a.js",
        ] {
            write(&format!("web/{name}"), "1");
            assert_eq!(print(), first, "{name}");
        }
        let mut known = vec![first];
        for (name, content) in [("web/apps/a.ts", "2"), ("web/apps/b.ts", "2"), ("api", "1")] {
            write(name, content);
            assert!(!known.contains(&print()), "{name}");
            known.push(print());
        }
        std::fs::rename(folder.join("web/apps/b.ts"), folder.join("web/apps/c.ts")).unwrap();
        assert!(!known.contains(&print()), "another name");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
