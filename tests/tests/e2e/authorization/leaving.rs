//! What somebody keeps who is removed, or whose role changes.

use serde_json::{Value, json};
use tests::{
    Answer, Dump, TestApp,
    forge::{Jwt, Key, SigningKey},
};

use super::{
    callers::{Caller, Class},
    check,
    rows::{Who, rows},
    subjects::{About, text},
    world::{World, hire, unannounced},
};

const LEAVING: &str = "leaving@example.com";
const OWNERS_ROUTE: &str = "/api/workspace/audit";

#[tokio::test]
async fn a_removed_agent_keeps_an_access_token_until_it_ends_and_no_session() {
    let world = World::new(TestApp::start().await).await;
    hire(&world.app, "demo", LEAVING).await;
    let (token, cookie) = world.sign_in(LEAVING, None).await;
    let (_, other_browser) = world.sign_in(LEAVING, None).await;
    let (request, code) = world.code_for(LEAVING, None).await;
    let removed = world.app.remove(&world.owner, LEAVING).await;
    assert_eq!(removed.status, 204, "{}", removed.body);

    assert_eq!(
        world.app.status_with(&token).await,
        200,
        "a token is not looked up"
    );
    let key = SigningKey::of(&world.app).await;
    let over = jiff::Timestamp::now().as_second() - 6;
    let ended = Jwt::read(&token)
        .claim("exp", over)
        .sign(Key::Ed25519(&key.pair));
    assert_eq!(world.app.status_with(&ended).await, 401, "until it ends");
    refuse_and_forget(&world.app.refresh(&cookie).await);
    let code_late = world.app.enter_code(&request, &code).await;
    assert_eq!(code_late.status, 401, "a code that was on its way");

    // Whoever is added again is another, to whom the old session says nothing.
    hire(&world.app, "demo", LEAVING).await;
    refuse_and_forget(&world.app.refresh(&cookie).await);
    refuse_and_forget(&world.app.refresh(&other_browser).await);
    world.sign_in(LEAVING, None).await;
}

#[tokio::test]
async fn a_new_role_comes_with_the_next_access_token() {
    let world = World::new(TestApp::start().await).await;
    hire(&world.app, "demo", LEAVING).await;
    let (agent, cookie) = world.sign_in(LEAVING, None).await;
    assert_eq!(status(&world, &agent).await, 403);
    give_role(&world, "owner").await;
    assert_eq!(
        status(&world, &agent).await,
        403,
        "the old token is as it was"
    );
    let refreshed = world.app.refresh(&cookie).await;
    let cookie = refreshed.cookie().unwrap();
    let owner = text(&refreshed, 200, "access_token");
    assert_eq!(status(&world, &owner).await, 200);

    give_role(&world, "agent").await;
    assert_eq!(
        status(&world, &owner).await,
        200,
        "for a quarter of an hour"
    );
    let demoted = text(&world.app.refresh(&cookie).await, 200, "access_token");
    assert_eq!(status(&world, &demoted).await, 403);
}

/// The token still says owner; what would bring them back looks at who is one.
#[tokio::test]
async fn a_former_owners_token_changes_nothing_of_the_workspace() {
    let world = World::new(unannounced().await).await;
    hire(&world.app, "demo", LEAVING).await;
    // The key of invitations is made by the first.
    world.subject(About::Invitation).await;
    for end in ["demoted", "removed"] {
        give_role(&world, "owner").await;
        let (former, _) = world.sign_in(LEAVING, None).await;
        if end == "demoted" {
            give_role(&world, "agent").await;
        } else {
            let removed = world.app.remove(&world.owner, LEAVING).await;
            assert_eq!(removed.status, 204, "{}", removed.body);
        }
        let caller = Caller {
            name: format!("a {end} owner"),
            class: Class::Owner,
            bearer: Some(former),
            ..Caller::nobody()
        };
        let writes = rows().filter(|row| row.who == Who::Owners && row.method() != "GET");
        for row in writes {
            let subject = world.subject(row.about).await;
            // An invitation is counted before it is saved.
            let before = Dump::of(&world.app).await.without(&["R#"]);
            let answer = world.send(row, &caller, &subject).await;
            check(row, &caller, &answer, 403);
            let after = Dump::of(&world.app).await.without(&["R#"]);
            assert_eq!(
                before.changes(&after),
                Vec::<String>::new(),
                "{}",
                row.route
            );
        }
    }
}

#[track_caller]
fn refuse_and_forget(answer: &Answer) {
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert_eq!(answer.cookie().as_deref(), Some("tkt_refresh="));
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
}

async fn give_role(world: &World, role: &str) {
    let body = json!({ "email": LEAVING, "role": role });
    let given = world
        .by(&world.owner, "POST", "/api/workspace/agents", &body)
        .await;
    assert_eq!(given.status, 200, "{}", given.body);
}

async fn status(world: &World, token: &str) -> u16 {
    world
        .by(token, "GET", OWNERS_ROUTE, &Value::Null)
        .await
        .status
}
