//! Whether the permissions in the template are what the functions need: all of it, and no more. The
//! local services grant everything, so only a deployment would tell.

mod policies;
mod work;

use std::collections::BTreeSet;

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
    let get = |table: &str, partition: &str| Use {
        action: "dynamodb:GetItem".to_owned(),
        table: format!("tkt-{table}"),
        index: None,
        partition: Some(partition.to_owned()),
    };
    for (signer, table, partition, expected) in [
        ("signin", "SecretsTable", "SECRET#SIGNING", true),
        ("signin", "SecretsTable", "SECRET#INVITATION", false),
        ("workspace", "SecretsTable", "SECRET#INVITATION", true),
        ("workspace", "SecretsTable", "SECRET#SIGNING", false),
        ("notify", "SecretsTable", "SECRET#CODE", true),
        ("notify", "SecretsTable", "SECRET#REFRESH", false),
        ("updateticket", "SecretsTable", "SECRET#CODE", false),
        ("signin", "Table", "W#demo", true),
        ("signin", "Table", "W#demo#T#TKT-00001", false),
        ("workspace", "Table", "W#demo#I#1", true),
        ("workspace", "Table", "W#demo#T#TKT-00001", false),
        ("workspace", "Table", "S#1", false),
    ] {
        let permitted = policies.permit(signer, &get(table, partition)).is_some();
        assert_eq!(permitted, expected, "{signer} {table} {partition}");
    }
}
