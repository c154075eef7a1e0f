//! Whether the permissions in the template are what the functions need: all of it, and no more. The
//! local services grant everything, so only a deployment would tell.

mod chats;
mod policies;
mod work;

use std::collections::{BTreeMap, BTreeSet};

use tests::{TestApp, Wires, wire::Use};

use policies::Policies;

#[tokio::test]
async fn every_call_to_the_tables_is_permitted_and_every_permission_is_used() {
    let wires = Wires::start().await;
    let start = wires.under(TestApp::options().argument("--empty"));
    let mut app = start.start().await;
    work::everything(&mut app).await;
    let policies = Policies::read(&crate::template::text());
    let mut used = BTreeSet::new();
    let mut refused = BTreeSet::new();
    for record in wires.dynamodb.records() {
        for asked in record.uses {
            match policies.permit(&record.signer, &asked) {
                Some(permission) => used.insert(permission),
                None => refused.insert(told(&record.signer, &asked)),
            };
        }
    }
    assert!(refused.is_empty(), "not permitted: {refused:#?}");
    let unused: Vec<_> = policies.permissions().difference(&used).cloned().collect();
    assert!(unused.is_empty(), "nobody needs: {unused:#?}");
}

fn told(signer: &str, asked: &Use) -> String {
    let Use {
        action,
        table,
        index,
        partition,
    } = asked;
    format!("{signer}: {action} on {table} {index:?} {partition:?}")
}

#[test]
fn a_right_to_one_partition_is_none_to_another() {
    let policies = Policies::read(&crate::template::text());
    let asked = |action: &str, table: &str, partition: &str| Use {
        action: format!("dynamodb:{action}"),
        table: format!("tkt-{table}"),
        index: None,
        partition: Some(partition.to_owned()),
    };
    for (signer, action, table, partition, expected) in [
        ("signin", "GetItem", "SecretsTable", "SECRET#SIGNING", true),
        (
            "signin",
            "GetItem",
            "SecretsTable",
            "SECRET#INVITATION",
            false,
        ),
        (
            "workspace",
            "GetItem",
            "SecretsTable",
            "SECRET#INVITATION",
            true,
        ),
        (
            "workspace",
            "GetItem",
            "SecretsTable",
            "SECRET#SIGNING",
            false,
        ),
        ("notify", "GetItem", "SecretsTable", "SECRET#CODE", true),
        ("notify", "GetItem", "SecretsTable", "SECRET#REFRESH", false),
        (
            "updateticket",
            "GetItem",
            "SecretsTable",
            "SECRET#CODE",
            false,
        ),
        ("signin", "GetItem", "Table", "W#demo", true),
        ("signin", "GetItem", "Table", "W#demo#T#TKT-00001", false),
        ("workspace", "GetItem", "Table", "W#demo#I#1", true),
        ("workspace", "GetItem", "Table", "W#demo#T#TKT-00001", false),
        ("workspace", "GetItem", "Table", "S#1", false),
        ("workspace", "GetItem", "Table", "KEYS", true),
        ("workspace", "PutItem", "Table", "KEYS", false),
        ("createticket", "PutItem", "Table", "KEYS", false),
        (
            "createticket",
            "PutItem",
            "Table",
            "W#demo#T#TKT-00001",
            true,
        ),
        ("rotatekeys", "PutItem", "Table", "KEYS", true),
        ("chat", "PutItem", "Table", "W#demo#C#1", true),
        ("chat", "PutItem", "Table", "L#VISITOR#1", true),
        ("chat", "PutItem", "Table", "L#1", false),
        ("chat", "PutItem", "Table", "W#demo", false),
        ("chat", "PutItem", "Table", "W#demo#T#TKT-00001", false),
        ("chat", "UpdateItem", "Table", "R#1", true),
        ("chat", "UpdateItem", "Table", "W#demo#C#1", false),
        ("chat", "GetItem", "Table", "S#1", false),
        ("chat", "GetItem", "SecretsTable", "SECRET#CODE", false),
    ] {
        let permitted = policies.permit(signer, &asked(action, table, partition));
        let permitted = permitted.is_some();
        assert_eq!(permitted, expected, "{signer} {action} {table} {partition}");
    }
}

/// Who may write the partition of public keys makes a key of their own count, and so is anybody.
#[test]
fn only_sign_in_and_rotate_keys_can_make_a_key_that_tokens_are_checked_with() {
    let policies = Policies::read(&crate::template::text());
    let writes = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];
    for function in crate::template::stack().functions {
        let signer = function.name.replace('-', "");
        let permits = |action: &str| {
            let asked = Use {
                action: format!("dynamodb:{action}"),
                table: "tkt-Table".to_owned(),
                index: None,
                partition: Some("KEYS".to_owned()),
            };
            policies.permit(&signer, &asked).is_some()
        };
        let may = matches!(signer.as_str(), "signin" | "rotatekeys");
        assert_eq!(writes.into_iter().any(permits), may, "{signer}");
    }
}

/// Whoever is signed in, and who is about to be, is no other function's business.
#[test]
fn no_function_that_answers_requests_reaches_sessions_but_sign_in() {
    let policies = Policies::read(&crate::template::text());
    let reads = ["GetItem", "BatchGetItem", "Query", "Scan"];
    let writes = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];
    let functions = crate::template::stack().functions.into_iter();
    for function in functions.filter(|function| !function.routes.is_empty()) {
        let signer = function.name.replace('-', "");
        let permits = |action: &&str| {
            ["S#1", "F#1"].into_iter().any(|partition| {
                let asked = Use {
                    action: format!("dynamodb:{action}"),
                    table: "tkt-Table".to_owned(),
                    index: None,
                    partition: Some(partition.to_owned()),
                };
                policies.permit(&signer, &asked).is_some()
            })
        };
        let all = reads.iter().chain(&writes);
        let permitted: Vec<_> = all.copied().filter(permits).collect();
        assert_eq!(
            permitted.is_empty(),
            signer != "signin",
            "{signer}: {permitted:?}"
        );
    }
}

#[test]
fn only_rotate_keys_removes_a_secret_and_notify_makes_none() {
    let policies = Policies::read(&crate::template::text());
    let mut reach = BTreeMap::<_, Vec<_>>::new();
    for (function, action, resource) in policies.permissions() {
        if resource == "SecretsTable.Arn" {
            let action = action.strip_prefix("dynamodb:").unwrap();
            reach.entry(function).or_default().push(action.to_owned());
        }
    }
    for (function, expected) in [
        ("notify", vec!["GetItem"]),
        ("rotatekeys", vec!["DeleteItem", "PutItem", "Query"]),
        ("signin", vec!["GetItem", "PutItem", "Query"]),
        ("workspace", vec!["GetItem", "PutItem", "Query"]),
    ] {
        let actions = reach.remove(function).unwrap_or_default();
        assert_eq!(actions, expected, "{function}");
    }
    assert!(reach.is_empty(), "{reach:?}");
}
