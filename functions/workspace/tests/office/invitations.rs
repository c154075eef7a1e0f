use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use testkit::samples::{OWNER, workspace};

use crate::{AGENTS, Office};

const NEW: &str = "new@acme.example";

#[tokio::test]
async fn an_invitation_is_answered_and_lasts_a_week() {
    let office = Office::open().await;
    let body = office.invite("New@acme.example", "agent").await;
    assert_eq!(body.as_object().unwrap().len(), 6);
    assert_eq!(body["email"], "New@acme.example");
    assert_eq!(
        (&body["role"], &body["invited_by"]),
        (&json!("agent"), &json!(OWNER))
    );
    let id = body["invite_id"].as_str().unwrap();
    assert_eq!((&id[..3], id.len()), ("w1.", 35));
    let moment = |field: &str| body[field].as_str().unwrap().parse::<Timestamp>().unwrap();
    let lasts = moment("expires_at").duration_since(moment("invited_at"));
    // It ends at a whole second, as items do.
    assert!((lasts - SignedDuration::from_hours(7 * 24)).abs() < SignedDuration::from_secs(1));
    assert!(!office.has(NEW, domain::agent::Role::Agent).await);
}

#[tokio::test]
async fn an_invitation_is_an_event_whose_items_end_by_themselves() {
    let office = Office::open().await;
    let body = office.invite(NEW, "agent").await;
    let id = body["invite_id"]
        .as_str()
        .unwrap()
        .strip_prefix("w1.")
        .unwrap();
    let event = office
        .desk
        .table
        .item(&format!("W#w1#I#{id}"), "E#0000000001")
        .await
        .unwrap();
    let pointer = office
        .desk
        .table
        .item("W#w1", &format!("INVITE#{NEW}"))
        .await
        .unwrap();
    let ends: Timestamp = body["expires_at"].as_str().unwrap().parse().unwrap();
    for item in [&event, &pointer] {
        assert_eq!(
            item["expires_at"].as_n().unwrap(),
            &ends.as_second().to_string()
        );
    }
    assert_eq!(pointer["id"].as_s().unwrap(), id);
}

#[tokio::test]
async fn the_token_lies_nowhere() {
    let office = Office::open().await;
    let body = office.invite(NEW, "agent").await;
    let token = office.token_of(&body).await;
    for item in office.everything().await {
        assert!(!format!("{item:?}").contains(&token), "{item:?}");
    }
    assert!(!body.to_string().contains(&token));
}

#[tokio::test]
async fn inviting_again_takes_the_place_of_the_invitation_before() {
    let office = Office::open().await;
    let first = office.invite(NEW, "agent").await;
    let second = office.invite("NEW@acme.example", "owner").await;
    assert_ne!(first["invite_id"], second["invite_id"]);
    let listed = office.get(AGENTS).await.body;
    assert_eq!(listed["invitations"], json!([second]));
    assert_eq!(office.logged().await, 2);
}

#[tokio::test]
async fn an_invitation_is_taken_back_once() {
    let office = Office::open().await;
    office.invite(NEW, "agent").await;
    assert_eq!(
        office
            .delete(&format!("{AGENTS}/NEW@acme.example"))
            .await
            .status,
        204
    );
    assert_eq!(office.delete(&format!("{AGENTS}/{NEW}")).await.status, 404);
    assert_eq!(office.get(AGENTS).await.body["invitations"], json!([]));
    assert_eq!(office.logged().await, 2);
}

#[tokio::test]
async fn an_invitation_that_has_ended_is_not_shown_and_cannot_be_taken_back() {
    let office = Office::open().await;
    let invited = office.invite(NEW, "agent").await;
    office.end(&invited).await;
    assert_eq!(office.get(AGENTS).await.body["invitations"], json!([]));
    assert_eq!(office.delete(&format!("{AGENTS}/{NEW}")).await.status, 404);
}

#[tokio::test]
async fn a_workspace_sends_a_hundred_invitations_a_day_and_the_other_is_not_stopped() {
    let office = Office::open().await;
    for n in 0..100 {
        office
            .invite(&format!("new{n}@acme.example"), "agent")
            .await;
    }
    let before = office.logged().await;
    let body = json!({ "email": NEW, "role": "agent" });
    let reply = office.ask("POST", AGENTS, body.clone()).await;
    assert_eq!(
        (reply.status, &reply.body["type"]),
        (429, &json!("urn:tkt:problem:too-many-requests"))
    );
    assert!(
        reply
            .header("retry-after")
            .parse::<u32>()
            .is_ok_and(|seconds| seconds <= 86_400)
    );
    assert_eq!(office.logged().await, before);
    let theirs = office.ask_as(&office.stranger, "POST", AGENTS, body).await;
    assert_eq!(theirs.status, 201);
    // A role is no invitation.
    let role = json!({ "email": crate::HELPER, "role": "owner" });
    assert_eq!(office.ask("POST", AGENTS, role).await.status, 200);
}

#[tokio::test]
async fn invitations_at_once_are_all_saved() {
    let office = Office::open().await;
    let all = (0..8).map(|n| {
        let office = &office;
        async move {
            office
                .invite(&format!("new{n}@acme.example"), "agent")
                .await
        }
    });
    futures_util::future::join_all(all).await;
    let listed = office.get(AGENTS).await.body;
    assert_eq!(listed["invitations"].as_array().unwrap().len(), 8);
    let log = office
        .desk
        .store()
        .audit(&workspace("w1"), None)
        .await
        .unwrap();
    assert_eq!(log.entries.len(), 8);
}

impl Office {
    /// Lets an invitation's time be over.
    pub(crate) async fn end(&self, invited: &Value) {
        let id = invited["invite_id"]
            .as_str()
            .unwrap()
            .strip_prefix("w1.")
            .unwrap();
        let email = invited["email"].as_str().unwrap().to_lowercase();
        let now = Timestamp::now().as_second().to_string();
        let now = aws_sdk_dynamodb::types::AttributeValue::N(now);
        let table = &self.desk.table;
        let event = format!("W#w1#I#{id}");
        table
            .set(&event, "E#0000000001", "expires_at", now.clone())
            .await;
        table
            .set("W#w1", &format!("INVITE#{email}"), "expires_at", now)
            .await;
    }
}
