use domain::agent::Role;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::{OWNER, workspace};

use crate::{AGENTS, AUDIT, HELPER, Office, TOKENS, WORKSPACE};

#[tokio::test]
async fn every_kind_of_change_has_its_entry_in_order() {
    let office = Office::open().await;
    office
        .change(json!({ "prefix": "LAMP", "support_address": "help@acme.example" }))
        .await;
    office.invite("new@acme.example", "owner").await;
    office.delete(&format!("{AGENTS}/new@acme.example")).await;
    office.invite("new@acme.example", "agent").await;
    office.accept("new@acme.example").await;
    office
        .ask(
            "POST",
            AGENTS,
            json!({ "email": "new@acme.example", "role": "owner" }),
        )
        .await;
    office.delete(&format!("{AGENTS}/new@acme.example")).await;
    let token = office
        .ask("POST", TOKENS, json!({ "name": "Shop" }))
        .await
        .body;
    let id = &token["id"];
    office
        .delete(&format!("{TOKENS}/{}", id.as_str().unwrap()))
        .await;
    let reply = office.get(AUDIT).await;
    assert_eq!(
        (reply.status, &reply.body["next_cursor"]),
        (200, &Value::Null)
    );
    let mut items = reply.body["items"].as_array().unwrap().clone();
    items.reverse();
    let expected = [
        (
            OWNER,
            json!({ "kind": "settings_changed", "changes": [
            { "field": "support_address", "from": null, "to": "help@acme.example" },
            { "field": "prefix", "from": "TKT", "to": "LAMP" },
        ] }),
        ),
        (
            OWNER,
            json!({ "kind": "agent_invited", "email": "new@acme.example", "role": "owner" }),
        ),
        (
            OWNER,
            json!({ "kind": "invitation_cancelled", "email": "new@acme.example" }),
        ),
        (
            OWNER,
            json!({ "kind": "agent_invited", "email": "new@acme.example", "role": "agent" }),
        ),
        (
            "new@acme.example",
            json!({ "kind": "agent_joined", "email": "new@acme.example", "role": "agent" }),
        ),
        (
            OWNER,
            json!({ "kind": "role_changed", "email": "new@acme.example", "from": "agent", "to": "owner" }),
        ),
        (
            OWNER,
            json!({ "kind": "agent_removed", "email": "new@acme.example" }),
        ),
        (
            OWNER,
            json!({ "kind": "widget_token_created", "id": id, "name": "Shop" }),
        ),
        (
            OWNER,
            json!({ "kind": "widget_token_revoked", "id": id, "name": "Shop" }),
        ),
    ];
    assert_eq!(items.len(), expected.len());
    for (index, (item, (by, mut expected))) in items.iter().zip(expected).enumerate() {
        expected["number"] = json!(index + 1);
        expected["at"] = item["at"].clone();
        expected["by"] = json!(by);
        assert_eq!(*item, expected);
        assert!(index == 0 || items[index - 1]["at"].as_str() <= item["at"].as_str());
    }
}

#[tokio::test]
async fn a_long_log_is_read_page_by_page_while_it_grows() {
    let office = Office::open().await;
    for n in 0..101 {
        office.change(json!({ "name": format!("Name {n}") })).await;
    }
    let first = office.get(AUDIT).await.body;
    assert_eq!(numbers(&first), (52..=101).rev().collect::<Vec<_>>());
    office.change(json!({ "name": "Meanwhile" })).await;
    let second = office.get(&next(&first)).await.body;
    assert_eq!(numbers(&second), (2..=51).rev().collect::<Vec<_>>());
    let third = office.get(&next(&second)).await.body;
    assert_eq!(
        (numbers(&third), &third["next_cursor"]),
        (vec![1], &Value::Null)
    );
}

#[tokio::test]
async fn a_log_that_fills_its_last_page_has_no_empty_one() {
    let office = Office::open().await;
    for n in 0..50 {
        office.change(json!({ "name": format!("Name {n}") })).await;
    }
    let only = office.get(AUDIT).await.body;
    assert_eq!(
        (numbers(&only).len(), &only["next_cursor"]),
        (50, &Value::Null)
    );
}

#[tokio::test]
async fn a_cursor_of_another_workspace_or_a_damaged_one_is_refused() {
    let office = Office::open().await;
    let stranger = &office.stranger;
    for n in 0..51 {
        let name = json!({ "name": format!("Name {n}") });
        office.ask_as(stranger, "PUT", WORKSPACE, name).await;
    }
    let theirs = office.bare("GET", AUDIT, Some(stranger)).await.body;
    let path = next(&theirs);
    assert_eq!(office.bare("GET", &path, Some(stranger)).await.status, 200);
    let last = path.chars().last().unwrap();
    let other = if last == 'A' { 'Q' } else { 'A' };
    let damaged = format!("{}{other}", path.strip_suffix(last).unwrap());
    let list = office.desk.table.same();
    let shorter = path[..path.len() - 4].to_owned();
    for path in [path, damaged, shorter] {
        let reply = office.get(&path).await;
        assert_eq!(reply.status, 400, "{path}");
        assert_eq!(reply.body["type"], "urn:tkt:problem:malformed-request");
    }
    let log = list.audit(&workspace("w1"), None).await.unwrap();
    assert_eq!(log.entries, []);
}

#[rstest]
#[case::empty("?cursor=")]
#[case::nonsense("?cursor=nonsense")]
#[case::a_number("?cursor=7")]
#[case::twice("?cursor=a&cursor=b")]
#[case::long(&format!("?cursor={}", "A".repeat(4_000)))]
#[case::unknown("?limit=5")]
#[tokio::test]
async fn what_is_no_cursor_is_refused(#[case] query: &str) {
    let office = Office::open().await;
    assert_eq!(office.get(&format!("{AUDIT}{query}")).await.status, 400);
}

#[tokio::test]
async fn whoever_joined_is_an_agent_and_no_owner_until_the_log_says_so() {
    let office = Office::open().await;
    assert!(office.has(HELPER, Role::Agent).await);
    office
        .ask("POST", AGENTS, json!({ "email": HELPER, "role": "owner" }))
        .await;
    assert!(office.has(HELPER, Role::Owner).await);
    assert_eq!(office.logged().await, 1);
}

fn numbers(page: &Value) -> Vec<u64> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item["number"].as_u64().unwrap()).collect()
}

fn next(page: &Value) -> String {
    format!("{AUDIT}?cursor={}", page["next_cursor"].as_str().unwrap())
}
