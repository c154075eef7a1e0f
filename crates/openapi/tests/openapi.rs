//! The committed document, held against the code and against `template.yaml`.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::{collections::BTreeSet, fs, path::Path};

use local::template::{Local, Stack};

#[test]
fn the_committed_document_is_the_one_that_the_handlers_describe() {
    let committed = fs::read_to_string(root().join("openapi.yaml")).unwrap_or_default();
    assert!(
        committed == openapi::yaml().unwrap(),
        "openapi.yaml is not what the handlers describe: renew it with `cargo xtask openapi`"
    );
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let described: BTreeSet<_> = openapi::document()
        .paths
        .paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = [
                ("GET", &item.get),
                ("POST", &item.post),
                ("PUT", &item.put),
                ("DELETE", &item.delete),
                ("PATCH", &item.patch),
                ("HEAD", &item.head),
                ("OPTIONS", &item.options),
            ];
            methods
                .into_iter()
                .filter(|(_, operation)| operation.is_some())
                .map(|(method, _)| format!("{method} {path}"))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(described, routes());
}

/// The template's routes. A browser's preflight is no request of a client's own: the document says
/// in its head that the widget's routes answer it.
fn routes() -> BTreeSet<String> {
    let required = ["OwnerEmail", "SenderAddress", "PublicUrl"];
    let local = Local {
        parameters: required
            .map(|name| (name.to_owned(), "x".to_owned()))
            .into(),
        ..Local::default()
    };
    let template = fs::read_to_string(root().join("template.yaml")).unwrap();
    let functions = Stack::read(&template, &local).unwrap().functions;
    functions
        .into_iter()
        .flat_map(|function| function.routes)
        .filter(|route| route.method != "OPTIONS")
        .map(|route| format!("{} {}", route.method, route.path))
        .collect()
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
