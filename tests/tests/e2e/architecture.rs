//! The crates' boundaries, held against cargo's own view.

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

#[test]
fn the_domain_knows_no_aws_no_http_and_no_runtime() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "domain",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("jiff"), "{tree}");
    for banned in [
        "aws", "tokio", "http", "hyper", "axum", "lambda", "reqwest", "rusqlite",
    ] {
        let found = tree.lines().find(|line| line.starts_with(banned));
        assert_eq!(found, None);
    }
}

#[test]
fn functions_ship_without_the_apis_description() {
    // As `sam build` builds them: the workspace's default members, with their own features.
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("create-ticket"), "{tree}");
    assert!(!tree.contains("utoipa"), "{tree}");
}

#[test]
fn dependencies_point_one_way() {
    let dependencies = workspace_dependencies();
    let functions: Vec<_> = dependencies
        .iter()
        .filter(|(_, (path, _))| path.contains("/functions/"))
        .map(|(name, _)| name.clone())
        .collect();
    assert!(functions.len() >= 4);
    let layers: &[(&str, &[&str])] = &[
        ("domain", &[]),
        ("boot", &[]),
        ("queue", &["boot", "domain"]),
        ("store", &["boot", "domain"]),
        ("api", &["boot", "domain", "store"]),
    ];
    for (name, allowed) in layers {
        let (_, wanted) = &dependencies[*name];
        assert!(
            wanted
                .iter()
                .all(|dependency| allowed.contains(&dependency.as_str())),
            "{name}: {wanted:?}"
        );
    }
    for function in &functions {
        let (_, wanted) = &dependencies[function];
        let allowed = ["api", "boot", "domain", "queue", "store"];
        assert!(
            wanted
                .iter()
                .all(|dependency| allowed.contains(&dependency.as_str())),
            "{function}: {wanted:?}"
        );
    }
}

/// Each member's folder, and the members that it is built from (not those of its tests).
fn workspace_dependencies() -> BTreeMap<String, (String, Vec<String>)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap();
            let members = dependencies
                .iter()
                .filter(|dependency| dependency["path"].is_string() && dependency["kind"].is_null())
                .map(|dependency| text(&dependency["name"]))
                .collect();
            (
                text(&package["name"]),
                (text(&package["manifest_path"]), members),
            )
        })
        .collect()
}
