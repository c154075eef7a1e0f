//! Nothing crosses a workspace: whatever one names, the other's credentials neither see nor change.

mod attempts;
mod both;
mod sides;
mod visitors;

use serde_json::{Value, json};
use tests::{Dump, TestApp};

use crate::authorization::{
    subjects::ticket,
    world::{World, unannounced},
};
use attempts::attempts;
use sides::Side;

/// Left out of the comparison: counts for limits, which refused calls raise on purpose; the tries of
/// a sign-in request, which a wrong code takes on purpose; and the caller's own counter of numbers,
/// since an assignee is checked in the transaction that uses the number.
const COUNTED: [&str; 4] = ["R#", "S#", "W#demo#N", "W#other#N"];

#[tokio::test]
async fn what_one_workspace_names_is_nothing_to_the_other_and_stays_as_it_is() {
    let world = World::new(unannounced().await).await;
    let (demo, other) = Side::both(&world).await;
    let before = Dump::of(&world.app).await.without(&COUNTED);
    for (own, foreign) in [(&demo, &other), (&other, &demo)] {
        for attempt in attempts(own, foreign) {
            for (who, token) in [("owner", &own.owner), ("agent", &own.agent)] {
                let (method, path) = (attempt.method, attempt.path.as_str());
                let answer = world.by(token, method, path, &attempt.body).await;
                let expected = match who {
                    "agent" if attempt.is_for_owners => 403,
                    _ => attempt.expected,
                };
                let what = format!("{} by the {who} of {}", attempt.what, own.workspace);
                assert_eq!(answer.status, expected, "{what}: {}", answer.body);
                let told = answer.body.to_string();
                for secret in foreign.words() {
                    assert!(!told.contains(secret), "{what} tells {secret}: {told}");
                }
            }
        }
    }
    for own in [&demo, &other] {
        let reads = attempts(own, own);
        for attempt in reads.iter().filter(|attempt| attempt.method == "GET") {
            let (path, body) = (attempt.path.as_str(), &attempt.body);
            let answer = world.by(&own.owner, "GET", path, body).await;
            assert_eq!(answer.status, 200, "their own {}", attempt.what);
        }
    }
    let after = Dump::of(&world.app).await.without(&COUNTED);
    assert_eq!(before.changes(&after), Vec::<String>::new());
    assert!(
        before.len() > 100,
        "both sides have something: {}",
        before.len()
    );
}

#[tokio::test]
async fn the_first_tickets_of_two_workspaces_are_two_tickets() {
    let world = World::new(TestApp::start().await).await;
    let owner = world.app.token("owner@other.example").await;
    let created = world.app.create(&owner, None, &ticket()).await.unwrap();
    assert_eq!(created.body["ticket_number"], "TKT-00001");
    let demo = world.app.ticket(&world.owner, "TKT-00001").await;
    assert_ne!(demo.body["title"], created.body["title"]);

    let edited = json!({"status": "closed"});
    let edited = world.app.edit(&owner, "TKT-00001", &edited).await.unwrap();
    assert_eq!((edited.status, &edited.body["version"]), (200, &json!(2)));
    let deleted = world.app.delete(&owner, "TKT-00001").await.unwrap();
    assert_eq!(deleted.status, 204);
    let after = world.app.ticket(&world.owner, "TKT-00001").await;
    assert_eq!(after.body, demo.body, "the other's is as it was");
    assert_eq!(after.body["version"], 1);

    // Nor does a key that a request is repeated under cross.
    let first = world
        .app
        .create(&owner, Some("k-1"), &ticket())
        .await
        .unwrap();
    let second = world
        .app
        .create(&world.owner, Some("k-1"), &ticket())
        .await
        .unwrap();
    let number = |body: &Value| body["ticket_number"].as_str().unwrap().to_owned();
    assert_eq!(number(&first.body), "TKT-00002");
    assert_eq!(number(&second.body), "TKT-00004");
}
