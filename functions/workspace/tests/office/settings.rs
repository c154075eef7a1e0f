use domain::workspace::WorkspaceId;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::{
    json as with_json,
    samples::{OWNER, workspace},
};

use crate::{HELPER, Office, WORKSPACE};

#[tokio::test]
async fn owners_and_agents_see_the_workspace() {
    let office = Office::open().await;
    for token in [&office.desk.token, &office.helper] {
        let reply = office.bare("GET", WORKSPACE, Some(token)).await;
        assert_eq!((reply.status, reply.header("etag")), (200, "\"1\""));
        assert_eq!(reply.header("cache-control"), "private, no-cache");
        let expected = json!({
            "id": "w1",
            "name": "Acme",
            "support_address": null,
            "prefix": "TKT",
            "earlier_prefixes": [],
            "number_format": "sequential",
            "categories": ["billing"],
            "allowed_origins": [],
            "time_zone": "UTC",
            "ticket_phrases": [
                "support ticket",
                "raise a ticket",
                "open a ticket",
                "create a ticket",
                "new ticket",
            ],
            "limits": {
                "creations_per_address": 60,
                "creations_per_workspace": 1_200,
                "confirmations_per_recipient": 5,
                "conversations_per_address": 30,
            },
            "agents": [HELPER, OWNER],
            "version": 1,
        });
        assert_eq!(reply.body, expected);
    }
}

#[rstest]
#[case::name(json!({ "name": "  Lamps & more " }), json!({ "name": "Lamps & more" }))]
#[case::address(json!({ "support_address": "help@acme.example" }), json!({ "support_address": "help@acme.example" }))]
#[case::prefix(json!({ "prefix": "LAMP" }), json!({ "prefix": "LAMP", "earlier_prefixes": ["TKT"] }))]
#[case::format(json!({ "number_format": "dated" }), json!({ "number_format": "dated" }))]
#[case::categories(json!({ "categories": ["a", "b & c"] }), json!({ "categories": ["a", "b & c"] }))]
#[case::origins(
    json!({ "allowed_origins": ["https://a.example", "http://localhost:8080"] }),
    json!({ "allowed_origins": ["https://a.example", "http://localhost:8080"] })
)]
#[case::time_zone(json!({ "time_zone": "Europe/Berlin" }), json!({ "time_zone": "Europe/Berlin" }))]
#[case::phrases(
    json!({ "ticket_phrases": [" Hilfe ", "\u{5f00}\u{5de5}\u{5355}"] }),
    json!({ "ticket_phrases": ["Hilfe", "\u{5f00}\u{5de5}\u{5355}"] })
)]
#[case::no_phrase(json!({ "ticket_phrases": [] }), json!({ "ticket_phrases": [] }))]
#[case::one_limit(
    json!({ "limits": { "creations_per_address": 1 } }),
    json!({ "limits": {
        "creations_per_address": 1,
        "creations_per_workspace": 1_200,
        "confirmations_per_recipient": 5,
        "conversations_per_address": 30,
    } })
)]
#[case::all_limits(
    json!({ "limits": {
        "creations_per_address": 100_000,
        "creations_per_workspace": 2,
        "confirmations_per_recipient": 3,
        "conversations_per_address": 4,
    } }),
    json!({ "limits": {
        "creations_per_address": 100_000,
        "creations_per_workspace": 2,
        "confirmations_per_recipient": 3,
        "conversations_per_address": 4,
    } })
)]
#[tokio::test]
async fn a_change_is_answered_saved_and_seen(#[case] sent: Value, #[case] expected: Value) {
    let office = Office::open().await;
    let mut whole = office.get(WORKSPACE).await.body;
    let reply = office.ask("PUT", WORKSPACE, sent).await;
    assert_eq!((reply.status, reply.header("etag")), (200, "\"2\""));
    assert_eq!(reply.header("cache-control"), "private, no-cache");
    whole["version"] = json!(2);
    for (field, value) in expected.as_object().unwrap() {
        whole[field] = value.clone();
    }
    assert_eq!(reply.body, whole);
    assert_eq!(office.get(WORKSPACE).await.body, whole);
    assert_eq!(office.logged().await, 1);
}

#[tokio::test]
async fn null_clears_the_support_address() {
    let office = Office::open().await;
    office
        .change(json!({ "support_address": "help@acme.example" }))
        .await;
    let body = office.change(json!({ "support_address": null })).await;
    assert_eq!(
        (&body["support_address"], &body["version"]),
        (&Value::Null, &json!(3))
    );
}

#[rstest]
#[case::nothing(json!({}))]
#[case::no_limit(json!({ "limits": {} }))]
#[case::the_same(json!({
    "name": " Acme",
    "support_address": null,
    "prefix": "TKT",
    "number_format": "sequential",
    "categories": ["billing"],
    "allowed_origins": [],
    "time_zone": "UTC",
    "limits": { "creations_per_address": 60 },
}))]
#[tokio::test]
async fn a_change_that_changes_nothing_is_not_logged(#[case] body: Value) {
    let office = Office::open().await;
    let before = office.everything().await;
    let reply = office.ask("PUT", WORKSPACE, body).await;
    assert_eq!((reply.status, reply.header("etag")), (200, "\"1\""));
    assert_eq!(reply.body, office.get(WORKSPACE).await.body);
    assert_eq!(office.everything().await, before);
}

#[rstest]
#[case::the_version("\"1\"", 200)]
#[case::any("*", 200)]
#[case::an_older("\"0\"", 412)]
#[case::weak("W/\"1\"", 412)]
#[case::no_quotes("1", 400)]
#[tokio::test]
async fn a_change_may_name_the_version_that_it_starts_from(
    #[case] if_match: &str,
    #[case] status: u16,
) {
    let office = Office::open().await;
    let request = office
        .desk
        .request("PUT", WORKSPACE)
        .header("if-match", if_match);
    let request = with_json(request, &json!({ "name": "Lamps" }));
    let reply = office.desk.send(request).await;
    assert_eq!(reply.status, status, "{}", reply.body);
    assert_eq!(office.logged().await, u64::from(status == 200));
}

#[tokio::test]
async fn inviting_somebody_leaves_an_open_form_fresh() {
    let office = Office::open().await;
    office.invite("new@acme.example", "agent").await;
    let request = office
        .desk
        .request("PUT", WORKSPACE)
        .header("if-match", "\"1\"");
    let reply = office
        .desk
        .send(with_json(request, &json!({ "name": "Lamps" })))
        .await;
    assert_eq!((reply.status, reply.header("etag")), (200, "\"2\""));
}

#[tokio::test]
async fn changes_at_the_same_moment_are_all_saved_one_after_another() {
    let office = Office::open().await;
    let changes = (0..10).map(|n| {
        office.change(match n % 3 {
            0 => json!({ "name": format!("Name {n}") }),
            1 => json!({ "categories": [format!("c{n}")] }),
            _ => json!({ "limits": { "creations_per_address": n + 1 } }),
        })
    });
    let bodies = join_all(changes).await;
    let mut versions: Vec<_> = bodies
        .iter()
        .map(|body| body["version"].as_u64().unwrap())
        .collect();
    versions.sort_unstable();
    assert_eq!(versions, (2..=11).collect::<Vec<_>>());
    let numbers: Vec<_> = office
        .log()
        .await
        .entries
        .iter()
        .map(|entry| entry.number)
        .collect();
    assert_eq!(numbers, (1..=10).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn of_two_changes_of_one_version_one_is_stale() {
    let office = Office::open().await;
    let changes = ["One", "Two"].map(|name| {
        let request = office
            .desk
            .request("PUT", WORKSPACE)
            .header("if-match", "\"1\"");
        office
            .desk
            .send(with_json(request, &json!({ "name": name })))
    });
    let replies = join_all(changes).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let stale = replies.iter().find(|reply| reply.status == 412).unwrap();
    let words = stale.body["detail"].as_str().unwrap();
    assert!(
        words.starts_with("The workspace has changed meanwhile and is at version 2."),
        "{words}"
    );
    assert_eq!(office.logged().await, 1);
}

#[tokio::test]
async fn earlier_prefixes_stay_and_are_at_most_twenty() {
    let office = Office::open().await;
    for n in 0..20 {
        office.change(json!({ "prefix": format!("P{n}") })).await;
    }
    let reply = office
        .ask(
            "PUT",
            WORKSPACE,
            json!({ "prefix": "NEW", "name": "Lamps" }),
        )
        .await;
    assert_eq!((reply.status, reply.pointers()), (422, vec!["/prefix"]));
    assert_eq!(office.logged().await, 20);
    let back = office.change(json!({ "prefix": "TKT" })).await;
    let earlier: Vec<_> = (0..20).map(|n| format!("P{n}")).collect();
    assert_eq!(back["earlier_prefixes"], json!(earlier));
}

#[tokio::test]
async fn a_change_is_four_calls_and_one_that_changes_nothing_two() {
    let office = Office::open().await;
    // The first request reads the keys, which are kept.
    office.get(WORKSPACE).await;
    office.desk.calls();
    office.get(WORKSPACE).await;
    assert_eq!(office.desk.calls(), ["GetItem", "Query"]);
    office.change(json!({ "name": "Lamps" })).await;
    assert_eq!(
        office.desk.calls(),
        ["GetItem", "TransactWriteItems", "Query"]
    );
    office.change(json!({ "name": "Lamps" })).await;
    assert_eq!(office.desk.calls(), ["GetItem", "Query"]);
}

#[tokio::test]
async fn whoever_changed_the_settings_sees_them_at_once_and_the_other_workspace_none_of_it() {
    let office = Office::open().await;
    let other = office.bare("GET", WORKSPACE, Some(&office.stranger)).await;
    let store = office.desk.table.same();
    let (w1, w2): (WorkspaceId, _) = (workspace("w1"), workspace("w2"));
    let before = store.settings(&w1).await.unwrap().unwrap();
    office.change(json!({ "name": "Lamps" })).await;
    let after = office.bare("GET", WORKSPACE, Some(&office.stranger)).await;
    assert_eq!(after, other);
    assert_eq!(after.body["id"], "w2");
    // Another copy keeps what it read for a minute.
    assert_eq!(store.settings(&w1).await.unwrap().unwrap(), before);
    assert_eq!(
        store.settings(&w2).await.unwrap().unwrap().name.as_str(),
        "Acme"
    );
}
