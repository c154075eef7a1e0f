//! What SECURITY.md names is there.

use std::{collections::BTreeSet, fs, path::Path};

use crate::template::stack;

#[test]
fn every_test_that_the_table_of_threats_names_is_there() {
    let rows = table("| who | wants |");
    assert!(rows.len() > 10, "{rows:?}");
    for row in rows {
        let shown_by = row.last().unwrap();
        let names: Vec<_> = shown_by.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row:?}");
        for name in names.iter().filter(|name| **name != "template.yaml") {
            let e2e = format!("tests/tests/e2e/{name}");
            let places = [name.to_string(), e2e.clone(), format!("{e2e}.rs")];
            let is_there = places.iter().any(|place| root().join(place).exists());
            assert!(is_there, "{name}");
        }
    }
}

#[test]
fn every_function_has_its_row() {
    let rows = table("| function | product's table |");
    let named = rows.iter().map(|row| row[0].split(' ').next().unwrap());
    let named: BTreeSet<_> = named.map(str::to_owned).collect();
    let functions = stack().functions.into_iter().map(|it| it.name);
    assert_eq!(named, functions.collect());
}

/// The cells of the table's rows.
fn table(head: &str) -> Vec<Vec<String>> {
    let document = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let (_, table) = document.split_once(head).expect("the table");
    let (table, _) = table.split_once("\n\n").unwrap();
    let rows = table.lines().skip(2);
    let cells = |row: &str| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    rows.map(cells).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
