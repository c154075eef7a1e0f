//! A body sets what it may name and nothing else.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Value, json};
use tests::{Dump, TestApp};

use crate::authorization::world::{World, unannounced};

/// What an owner may set.
const SETTABLE: [&str; 9] = [
    "name",
    "support_address",
    "prefix",
    "number_format",
    "categories",
    "allowed_origins",
    "time_zone",
    "ticket_phrases",
    "limits",
];

/// What attackers tried elsewhere, beside all that is stored.
const TRIED: [&str; 16] = [
    "id",
    "workspace",
    "workspace_id",
    "role",
    "roles",
    "owner",
    "is_admin",
    "agents",
    "plan",
    "created_at",
    "created_by",
    "deleted",
    "__proto__",
    "constructor",
    "NAME",
    "name ",
];

#[tokio::test]
async fn an_owner_sets_no_stored_field_of_the_workspace_but_those_that_are_settings() {
    let world = World::new(unannounced().await).await;
    let stored = stored_fields(&world).await;
    assert!(stored.contains("version"), "{stored:?}");
    let before = Dump::of(&world.app).await;
    let settable = BTreeSet::from(SETTABLE.map(str::to_owned));
    let tried = TRIED.map(str::to_owned);
    let names: BTreeSet<_> = stored.into_iter().chain(tried).collect();
    for name in names.difference(&settable) {
        for value in [
            json!(1),
            json!("other"),
            json!(true),
            json!([]),
            json!({}),
            json!(null),
        ] {
            // Beside a change that is allowed, which must not go through either.
            let body = json!({ "name": "Taken over", name: value });
            let answer = world.by(&world.owner, "PUT", "/api/workspace", &body).await;
            assert_eq!(answer.status, 422, "{body}: {}", answer.body);
            let pointer = answer.body["errors"][0]["pointer"].as_str();
            assert_eq!(
                pointer,
                Some(format!("/{name}").as_str()),
                "{}",
                answer.body
            );
        }
    }
    let nested = json!({ "limits": { "creations_per_address": 1, "unlimited": true } });
    let answer = world
        .by(&world.owner, "PUT", "/api/workspace", &nested)
        .await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    let after = Dump::of(&world.app).await;
    assert_eq!(before.changes(&after), Vec::<String>::new());
}

#[tokio::test]
async fn who_is_invited_cannot_choose_the_workspace_the_role_or_the_address() {
    let world = World::new(TestApp::start().await).await;
    let (id, token) = world.invite(&world.owner, "new@example.com").await;
    for (name, value) in [
        ("role", "owner"),
        ("email", "somebody@example.com"),
        ("workspace", "other"),
    ] {
        let body = json!({ "invite_id": id, "token": token, name: value });
        let answer = world.app.post("/api/workspace/agents/accept", &body).await;
        assert!(
            matches!(answer.status, 401 | 422),
            "{body}: {}",
            answer.body
        );
    }
    let body = json!({ "invite_id": id, "token": token });
    let accepted = world.app.post("/api/workspace/agents/accept", &body).await;
    assert_eq!(accepted.status, 200, "{}", accepted.body);
    assert_eq!(accepted.body["role"], "agent");
    assert_eq!(accepted.body["email"], "new@example.com");
    assert_eq!(accepted.body["workspace"], "demo");
}

/// The attributes of the settings as they lie in the table.
async fn stored_fields(world: &World) -> BTreeSet<String> {
    // Once changed, so that every attribute is there.
    let body = json!({ "name": "Changed" });
    let changed = world.by(&world.owner, "PUT", "/api/workspace", &body).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let (services, tables) = (world.app.services().await, world.app.tables().await);
    let text = |value: &str| AttributeValue::S(value.to_owned());
    let found = services
        .dynamodb()
        .get_item()
        .table_name(tables.main)
        .key("pk", text("W#demo"))
        .key("sk", text("SETTINGS"))
        .send();
    let item = found.await.unwrap().item.unwrap();
    item.into_keys().collect()
}

/// The bodies of tickets have their table in `bad_input`; this is what that table lacks.
#[tokio::test]
async fn nobody_edits_what_the_system_writes_into_a_ticket() {
    let world = World::new(TestApp::start().await).await;
    for name in [
        "ticket_number",
        "workspace",
        "version",
        "created_by",
        "created_at",
        "updated_at",
        "first_response_at",
        "resolved_at",
        "source",
        "customer_email",
        "conversation_id",
    ] {
        let body = json!({ "status": "closed", name: Value::from("x") });
        let answer = world
            .by(&world.owner, "PUT", "/api/ticket/TKT-00001", &body)
            .await;
        assert_eq!(answer.status, 422, "{body}: {}", answer.body);
    }
    let ticket = world.app.ticket(&world.owner, "TKT-00001").await;
    assert_eq!(ticket.body["version"], 1);
}
