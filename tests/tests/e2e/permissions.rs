//! What each function's role may reach, as SECURITY.md tells it.

use std::collections::{BTreeMap, BTreeSet};

use crate::template::{stack, text};

/// What a statement allows or denies.
#[derive(Debug)]
struct Statement {
    denies: bool,
    actions: BTreeSet<String>,
    /// Whether it is about the table of secrets; if not, about the product's table or a queue.
    secrets: bool,
    /// The partitions that its condition names.
    partitions: Vec<String>,
}

/// Whose keys each may reach is in `template`.
#[test]
fn only_rotate_keys_removes_a_secret_and_notify_makes_none() {
    for (function, statements) in statements() {
        let secrets = statements.iter().filter(|it| it.secrets);
        let actions: BTreeSet<_> = secrets.flat_map(|it| &it.actions).collect();
        let actions: Vec<_> = actions.into_iter().map(String::as_str).collect();
        let expected: &[&str] = match function.as_str() {
            "RotateKeys" => &["DeleteItem", "PutItem", "Query"],
            "SignIn" | "Workspace" => &["GetItem", "PutItem", "Query"],
            "Notify" => &["GetItem"],
            _ => &[],
        };
        assert_eq!(actions, expected, "{function}");
    }
}

#[test]
fn only_sign_in_and_rotate_keys_can_make_a_key_that_tokens_are_checked_with() {
    let may_write_keys = statements().into_iter().filter(|(_, statements)| {
        let writes = |it: &&Statement| !it.secrets && it.actions.iter().any(|it| is_write(it));
        let (denied, allowed): (Vec<_>, Vec<_>) =
            statements.iter().filter(writes).partition(|it| it.denies);
        let is_denied = |action: &String| {
            let mut denied = denied.iter();
            denied.any(|it| it.partitions == ["KEYS"] && it.actions.contains(action))
        };
        allowed.into_iter().any(|it| {
            let includes_keys = it.partitions.is_empty() || it.partitions.contains(&"KEYS".into());
            let mut actions = it.actions.iter().filter(|action| is_write(action));
            includes_keys && actions.any(|action| !is_denied(action))
        })
    });
    let names: Vec<_> = may_write_keys.map(|(name, _)| name).collect();
    assert_eq!(names, ["RotateKeys", "SignIn"]);
}

#[test]
fn nothing_may_do_everything_and_only_announce_again_may_scan() {
    let text = text();
    assert!(!text.contains("dynamodb:*") && !text.contains("Action: \"*\""));
    for (function, statements) in statements() {
        let mut actions = statements.iter().flat_map(|it| &it.actions);
        let scans = actions.any(|action| action == "Scan");
        assert_eq!(scans, function == "AnnounceAgain", "{function}");
    }
}

fn is_write(action: &str) -> bool {
    matches!(
        action,
        "PutItem" | "UpdateItem" | "DeleteItem" | "BatchWriteItem"
    )
}

/// The statements about tables of each function's policies, read off the template's text: the
/// local stack knows nothing of permissions.
fn statements() -> BTreeMap<String, Vec<Statement>> {
    let template = text();
    let functions = stack().functions.into_iter().map(|it| it.logical_id);
    functions
        .map(|name| {
            let (_, block) = template.split_once(&format!("\n  {name}:\n")).unwrap();
            let (_, policies) = block.split_once("Policies:\n").unwrap();
            // The next resource stands two columns in.
            let end = policies.find("\n\n  ").unwrap_or(policies.len());
            let statements = policies[..end].split("- Effect: ").skip(1);
            let about_tables = statements.filter(|it| it.contains("dynamodb:"));
            (name, about_tables.map(Statement::read).collect())
        })
        .collect()
}

impl Statement {
    fn read(text: &str) -> Self {
        let (actions, condition) = text.split_once("Resource:").unwrap();
        let words = actions.split(|c: char| !c.is_ascii_alphanumeric() && c != ':');
        let actions = words.filter_map(|word| word.strip_prefix("dynamodb:"));
        // Of several conditions the first one says what is reached.
        let partitions = condition.split_once("LeadingKeys: [");
        let partitions = partitions.map_or("", |(_, rest)| rest.split_once(']').unwrap().0);
        let partitions = partitions.split(',').map(|it| it.trim_matches([' ', '"']));
        Self {
            denies: text.starts_with("Deny"),
            actions: actions.map(str::to_owned).collect(),
            secrets: condition.trim_start().starts_with("!GetAtt SecretsTable"),
            partitions: partitions
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }
}
