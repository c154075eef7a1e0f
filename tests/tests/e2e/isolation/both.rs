//! One person, two workspaces.

use serde_json::{Value, json};
use tests::TestApp;

use crate::authorization::{
    subjects::text,
    world::{World, hire},
};

const BOTH: &str = "both@example.com";

#[tokio::test]
async fn a_token_of_one_workspace_never_acts_in_the_other_of_the_same_person() {
    let world = World::new(TestApp::start().await).await;
    hire(&world.app, "demo", BOTH).await;
    let owner = world.app.token("owner@other.example").await;
    let promoted = json!({"email": BOTH, "role": "owner"});
    let (id, token) = world.invite(&owner, BOTH).await;
    let accepted = json!({"invite_id": id, "token": token});
    let accepted = world
        .app
        .post("/api/workspace/agents/accept", &accepted)
        .await;
    assert_eq!(accepted.body["workspace"], "other", "{}", accepted.body);
    let promoted = world
        .by(&owner, "POST", "/api/workspace/agents", &promoted)
        .await;
    assert_eq!(promoted.status, 200, "{}", promoted.body);

    for (workspace, role, audit) in [("demo", "agent", 403), ("other", "owner", 200)] {
        let (token, cookie) = world.sign_in(BOTH, Some(workspace)).await;
        let refresh = world.app.request("POST", "/api/sign-in/refresh");
        let refreshed = world.app.send(refresh.header("cookie", cookie)).await;
        let refreshed = text(&refreshed, 200, "access_token");
        for token in [token, refreshed] {
            let get = |path: &'static str| world.by(&token, "GET", path, &Value::Null);
            let settings = get("/api/workspace").await;
            assert_eq!(settings.body["id"], workspace, "{role}");
            assert_eq!(get("/api/workspace/audit").await.status, audit, "{role}");
            let numbers = world.app.list(&token, "").await.body;
            let count = if workspace == "demo" { 3 } else { 0 };
            assert_eq!(numbers["items"].as_array().unwrap().len(), count, "{role}");
        }
    }
}

#[tokio::test]
async fn leaving_one_workspace_leaves_the_session_in_the_other() {
    let world = World::new(TestApp::start().await).await;
    hire(&world.app, "demo", BOTH).await;
    hire(&world.app, "other", BOTH).await;
    let (_, demo) = world.sign_in(BOTH, Some("demo")).await;
    let (_, other) = world.sign_in(BOTH, Some("other")).await;
    let path = format!("/api/workspace/agents/{BOTH}");
    let removed = world.by(&world.owner, "DELETE", &path, &Value::Null).await;
    assert_eq!(removed.status, 204, "{}", removed.body);
    for (cookie, expected) in [(demo, 401), (other, 200)] {
        let refresh = world.app.request("POST", "/api/sign-in/refresh");
        let refreshed = world.app.send(refresh.header("cookie", &cookie)).await;
        assert_eq!(refreshed.status, expected, "{}", refreshed.body);
    }
}
