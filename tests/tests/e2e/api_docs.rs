//! docs/api.md and docs/people.md are true: the commands of each run in order, in one shell,
//! against a new stack, and each prints what the document shows.
//!
//! What the blocks of the document mean:
//! - `sh`: commands. One that shows no answer prints nothing.
//! - `json`, `http`, `text` after it: what the commands print, as JSON, as `curl -i` shows an answer
//!   (of the headers those that matter), or line by line.
//! - `...` in a text: any characters. `...` as a member: the object has more members.
//! - A time: any time.

mod answer;
mod document;
mod json;
mod like;
mod shell;

use std::{collections::BTreeSet, fs, path::Path};

use tests::TestApp;

use document::Example;

const DOCUMENT: &str = "docs/api.md";

#[rstest::rstest]
#[case::of_tickets(DOCUMENT, 200)]
#[case::of_people("docs/people.md", 100)]
#[tokio::test]
async fn every_command_prints_what_the_document_shows(#[case] name: &str, #[case] least: usize) {
    let examples = document::examples(name, &read(name));
    shell::need_curl().await;
    let app = TestApp::start().await;
    let printed = shell::run(&app, &examples).await;
    assert_eq!(printed.len(), examples.len());

    let pairs = || examples.iter().zip(&printed);
    let wrong: Vec<_> = pairs()
        .flat_map(|(it, printed)| told(it, printed))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));

    // Whatever else the document could say would be found out.
    let mut said_otherwise = 0;
    for (example, printed) in pairs() {
        for wrong in example.answer.falsified() {
            said_otherwise += 1;
            let found = wrong.differences(printed);
            assert!(!found.is_empty(), "passes at {}: {wrong:?}", example.place);
        }
    }
    assert!(said_otherwise > least, "only {said_otherwise}");
}

#[test]
fn the_table_of_refusals_names_every_type_that_the_routes_answer() {
    // The gateway answers 404 for such a method.
    let never = ["method-not-allowed"];
    let description = read("openapi.yaml");
    let types: BTreeSet<_> = description
        .split("urn:tkt:problem:")
        .skip(1)
        .filter_map(|rest| {
            rest.split(|c: char| !c.is_ascii_lowercase() && c != '-')
                .next()
        })
        .filter(|name| !never.contains(name))
        .collect();
    let document = read(DOCUMENT);
    let (_, table) = document.split_once("| `type` ends in |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let cells = table
        .lines()
        .skip(2)
        .filter_map(|row| row.split('|').nth(2));
    let named: BTreeSet<_> = cells
        .flat_map(|cell| cell.split(','))
        .map(|name| name.trim_matches([' ', '`']))
        .collect();
    assert_eq!(named, types);
}

/// What the document says otherwise than the command, with its place.
fn told(example: &Example, printed: &str) -> Vec<String> {
    let differences = example.answer.differences(printed);
    let told = differences
        .iter()
        .map(|it| format!("{}: {it}", example.place));
    told.collect()
}

fn read(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::read_to_string(root.join(file)).unwrap()
}
