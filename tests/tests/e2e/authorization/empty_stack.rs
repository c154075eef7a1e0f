//! A fresh installation: nothing is open because nobody has closed it yet.

use serde_json::{Value, json};
use tests::TestApp;

use super::{
    UNREADABLE,
    callers::{Caller, Class},
    check,
    rows::{Who, rows},
    world::{World, hire},
};

#[tokio::test]
async fn before_anybody_has_signed_in_every_route_refuses_everybody() {
    let app = TestApp::start_with(&["--empty"]).await;
    let world = World::of(app);
    let forger = Caller {
        bearer: Some("eyJhbGciOiJub25lIn0.e30.".to_owned()),
        ..Caller::nobody()
    };
    for row in rows().filter(|row| row.who != Who::Anyone) {
        let subject = world.subject_that_does_not_exist(row.about);
        for caller in [&Caller::nobody(), &forger] {
            let answer = world.send(row, caller, &subject).await;
            check(row, caller, &answer, 401);
        }
    }
    // Nor does a stranger get a code, though asking looks the same.
    let asked = world.app.ask_for_code("stranger@example.com").await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    world.app.sign_in("owner@example.com").await;
    let mails = world.app.mailbox().await;
    assert!(mails.iter().all(|mail| mail.to() == "owner@example.com"));
}

#[tokio::test]
async fn an_agent_of_a_new_workspace_may_do_nothing_that_is_an_owners() {
    let app = TestApp::start_with(&["--empty"]).await;
    let owner = app.sign_in("owner@example.com").await.access_token;
    hire(&app, "main", "agent@example.com").await;
    let agent = Caller {
        name: "an agent".to_owned(),
        class: Class::Agent,
        bearer: Some(app.sign_in("agent@example.com").await.access_token),
        ..Caller::nobody()
    };
    let world = World::of(app);
    for row in rows().filter(|row| row.who == Who::Owners) {
        let subject = world.subject_that_does_not_exist(row.about);
        let answer = world.send(row, &agent, &subject).await;
        check(row, &agent, &answer, 403);
        for (content_type, body) in UNREADABLE {
            let request = world.request(row, &agent, &subject);
            let request = request.header("content-type", content_type);
            let answer = world.app.send(request.body(body)).await;
            check(row, &agent, &answer, 403);
        }
    }
    // What an agent tried is not there, and the owner may.
    let log = world
        .by(&owner, "GET", "/api/workspace/audit", &Value::Null)
        .await;
    assert_eq!(
        log.body["items"].as_array().map(Vec::len),
        Some(1),
        "{}",
        log.body
    );
    let renamed = json!({ "name": "Acme" });
    let renamed = world.by(&owner, "PUT", "/api/workspace", &renamed).await;
    assert_eq!(renamed.status, 200, "{}", renamed.body);
}
