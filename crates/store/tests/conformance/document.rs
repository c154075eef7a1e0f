//! `docs/conformance.md` names every test of this suite, and none that is gone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const DOCUMENT: &str = include_str!("../../../../docs/conformance.md");

#[test]
fn the_document_names_every_test_here_and_none_that_is_gone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = BTreeSet::new();
    let mut differing = BTreeSet::new();
    for folder in ["tests/conformance", "../local/tests/sqs"] {
        for (name, body) in tests_in(&root.join(folder)) {
            if body.contains(".differs(") {
                differing.insert(name.clone());
            }
            // What ElasticMQ and the local queue agree on is listed nowhere.
            if folder == "tests/conformance" || differing.contains(&name) {
                tests.insert(name);
            }
        }
    }
    let (differences, agreements) = DOCUMENT.split_once("## Where they agree").unwrap();
    let (differences, agreements) = (named_in(differences), named_in(agreements));
    assert_eq!(&(&differences | &agreements), &tests);
    let unexplained: Vec<_> = differing.difference(&differences).collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
}

/// Every test of a folder with its text, by the layout that rustfmt gives it.
fn tests_in(folder: &Path) -> Vec<(String, String)> {
    let mut tests = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for test in text.split("#[tokio::test]\nasync fn ").skip(1) {
            let name = test.split('(').next().unwrap().to_owned();
            let body = test.split("\n}\n").next().unwrap().to_owned();
            tests.push((name, body));
        }
    }
    tests
}

/// Words of the document between backticks that can only be a test's name.
fn named_in(text: &str) -> BTreeSet<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| name.matches('_').count() >= 2)
        .filter(|name| {
            name.chars()
                .all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect()
}
