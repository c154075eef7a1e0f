use aws_sdk_dynamodb::types::AttributeValue;
use domain::{agent::Role, audit::AuditedChange};
use rstest::rstest;
use serde_json::{Value, json};
use store::{derived::invitation_token, secrets::KeyKind};
use testkit::{Reply, json as with_json, samples::email};

use crate::{ACCEPT, AGENTS, HELPER, Office, STRANGER};

const NEW: &str = "new@acme.example";

#[tokio::test]
async fn whoever_accepts_is_an_agent() {
    let office = Office::open().await;
    let invited = office.invite("New@acme.example", "owner").await;
    let token = office.token_of(&invited).await;
    let reply = office
        .try_accept(&invited["invite_id"], &json!(token))
        .await;
    let expected = json!({
        "email": "New@acme.example",
        "role": "owner",
        "workspace": "w1",
        "workspace_name": "Acme",
    });
    assert_eq!((reply.status, reply.body), (200, expected));
    assert!(office.has(NEW, Role::Owner).await);
    assert_eq!(office.get(AGENTS).await.body["invitations"], json!([]));
    let (workspace, agent) = office
        .desk
        .store()
        .agent_by_email(&email(NEW))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((workspace.as_str(), agent.id.as_str().len()), ("w1", 32));
    assert_eq!(office.logged().await, 2);
}

#[tokio::test]
async fn an_invitation_works_once() {
    let office = Office::open().await;
    let invited = office.invite(NEW, "agent").await;
    let token = json!(office.token_of(&invited).await);
    assert_eq!(
        office
            .try_accept(&invited["invite_id"], &token)
            .await
            .status,
        200
    );
    assert_refused(&office, &invited["invite_id"], &token).await;
    // Also after its agent was removed.
    office.delete(&format!("{AGENTS}/{NEW}")).await;
    assert_refused(&office, &invited["invite_id"], &token).await;
    assert_eq!(office.agents("w1").await.len(), 2);
}

#[tokio::test]
async fn accepted_several_times_at_once_it_makes_one_agent() {
    let office = Office::open().await;
    for round in 0..15 {
        let address = format!("new{round}@acme.example");
        let invited = office.invite(&address, "agent").await;
        let token = json!(office.token_of(&invited).await);
        let all = (0..4).map(|_| office.try_accept(&invited["invite_id"], &token));
        let replies = futures_util::future::join_all(all).await;
        let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401, 401], "round {round}");
    }
    let log = office.log().await.entries;
    let joined = log
        .iter()
        .filter(|entry| matches!(entry.what, AuditedChange::AgentJoined { .. }));
    assert_eq!(joined.count(), 15);
    assert_eq!(office.agents("w1").await.len(), 17);
}

#[tokio::test]
async fn a_link_that_was_taken_back_replaced_or_is_too_old_works_no_more() {
    let office = Office::open().await;
    let cancelled = office.invite("a@acme.example", "agent").await;
    office.delete(&format!("{AGENTS}/a@acme.example")).await;
    let replaced = office.invite("b@acme.example", "agent").await;
    let newer = office.invite("b@acme.example", "agent").await;
    let ended = office.invite("c@acme.example", "agent").await;
    office.end(&ended).await;
    for invited in [cancelled, replaced, ended] {
        let token = json!(office.token_of(&invited).await);
        assert_refused(&office, &invited["invite_id"], &token).await;
    }
    let token = json!(office.token_of(&newer).await);
    assert_eq!(
        office.try_accept(&newer["invite_id"], &token).await.status,
        200
    );
}

/// TTL removes items late; and it could remove one of two before the other.
#[tokio::test]
async fn an_invitation_is_over_when_either_of_its_items_says_so() {
    let office = Office::open().await;
    let past = AttributeValue::N("1700000000".to_owned());
    let invited = office.invite(NEW, "agent").await;
    let token = json!(office.token_of(&invited).await);
    let table = &office.desk.table;
    table
        .set("W#w1", &format!("INVITE#{NEW}"), "expires_at", past)
        .await;
    assert_refused(&office, &invited["invite_id"], &token).await;
    table.remove("W#w1", &format!("INVITE#{NEW}")).await;
    assert_refused(&office, &invited["invite_id"], &token).await;
}

#[rstest]
#[tokio::test]
async fn nothing_but_the_token_opens_an_invitation(
    #[values(
        json!(""), json!(" "), Value::Null, json!("0"), json!("null"), json!("undefined"), json!(0),
        json!(true), json!([]), json!({}), json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        json!("x".repeat(10_000))
    )]
    token: Value,
) {
    let office = Office::open().await;
    let invited = office.invite(NEW, "agent").await;
    assert_refused(&office, &invited["invite_id"], &token).await;
}

#[tokio::test]
async fn a_token_opens_its_own_invitation_alone() {
    let office = Office::open().await;
    let mine = office.invite(NEW, "agent").await;
    let other = office.invite("other@acme.example", "owner").await;
    let body = json!({ "email": NEW, "role": "owner" });
    let theirs = office
        .ask_as(&office.stranger, "POST", AGENTS, body)
        .await
        .body;
    let token = office.token_of(&mine).await;
    let id = mine["invite_id"].as_str().unwrap();
    let moved = json!(id.replacen("w1.", "w2.", 1));
    for id in [&other["invite_id"], &theirs["invite_id"], &moved] {
        assert_refused(&office, id, &json!(token)).await;
    }
    for id in [
        "",
        " ",
        "0",
        "null",
        "w1.",
        ".",
        "w1.00000000000000000000000000000000",
        id.trim_start_matches("w1."),
    ] {
        assert_refused(&office, &json!(id), &json!(token)).await;
    }
    assert_refused(&office, &Value::Null, &json!(token)).await;
    // Every character counts.
    for touched in [
        &token[1..],
        &token[..token.len() - 1],
        &format!("{token}A"),
        &token.to_uppercase(),
    ] {
        assert_refused(&office, &mine["invite_id"], &json!(touched)).await;
    }
    assert_eq!(
        office
            .try_accept(&mine["invite_id"], &json!(token))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_link_ends_with_the_key_that_it_was_made_of() {
    let office = Office::open().await;
    let invited = office.invite(NEW, "agent").await;
    let token = json!(office.token_of(&invited).await);
    let secrets = &office.desk.table.secrets;
    let key = secrets.newest(KeyKind::Invitation).await.unwrap().unwrap();
    secrets.remove(KeyKind::Invitation, &key.kid).await.unwrap();
    // A newer key is another.
    office.invite("other@acme.example", "agent").await;
    assert_refused(&office, &invited["invite_id"], &token).await;
}

#[tokio::test]
async fn who_is_an_agent_elsewhere_joins_too() {
    let office = Office::open().await;
    office.invite(STRANGER, "agent").await;
    office.accept(STRANGER).await;
    let workspaces = office.desk.store().workspaces_of(&email(STRANGER)).await;
    let mut ids: Vec<_> = workspaces
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    ids.sort();
    assert_eq!(ids, ["w1", "w2"]);
    assert!(office.has(STRANGER, Role::Agent).await);
    // Who they are there is not touched.
    assert_eq!(office.agents("w2").await[0].role, Role::Owner);
}

#[tokio::test]
async fn who_became_an_agent_meanwhile_is_not_made_one_again() {
    let office = Office::open().await;
    let invited = office.invite(NEW, "owner").await;
    let token = json!(office.token_of(&invited).await);
    office.desk.hire("a7", NEW, Role::Agent).await;
    assert_refused(&office, &invited["invite_id"], &token).await;
    assert!(office.has(NEW, Role::Agent).await);
    assert!(office.has(HELPER, Role::Agent).await);
}

#[rstest]
#[case::more(json!({ "role": "owner" }), 422, &["/role"])]
#[case::workspace(json!({ "workspace": "w2" }), 422, &["/workspace"])]
#[tokio::test]
async fn who_is_invited_sets_nothing_else(
    #[case] more: Value,
    #[case] status: u16,
    #[case] pointers: &[&str],
) {
    let office = Office::open().await;
    let invited = office.invite(NEW, "agent").await;
    let mut body =
        json!({ "invite_id": invited["invite_id"], "token": office.token_of(&invited).await });
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    let before = office.everything().await;
    let reply = office.send_acceptance(&body).await;
    assert_eq!(
        (reply.status, reply.pointers()),
        (status, pointers.to_vec())
    );
    // Without the token, the same body is nothing but refused.
    body["token"] = json!("x");
    assert_eq!(office.send_acceptance(&body).await.status, 401);
    assert_eq!(office.everything().await, before);
}

#[track_caller]
fn is_the_one_refusal(reply: &Reply) {
    assert_eq!(reply.status, 401, "{}", reply.body);
    let words = reply.body["detail"].as_str().unwrap();
    assert!(words.starts_with("This invitation is not valid"), "{words}");
    assert_eq!(reply.body["errors"], json!([]));
}

async fn assert_refused(office: &Office, id: &Value, token: &Value) {
    let before = office.everything().await;
    is_the_one_refusal(&office.try_accept(id, token).await);
    assert_eq!(office.everything().await, before);
}

impl Office {
    /// The token that the mail of an invitation brings.
    pub(crate) async fn token_of(&self, invited: &Value) -> String {
        let id = invited["invite_id"].as_str().unwrap().parse().unwrap();
        let invitation = self.desk.store().invitation(&id).await.unwrap().unwrap();
        let secrets = &self.desk.table.secrets;
        let key = secrets.key(KeyKind::Invitation, &invitation.key).await;
        invitation_token(&key.unwrap().unwrap(), &id)
    }

    async fn try_accept(&self, id: &Value, token: &Value) -> Reply {
        self.send_acceptance(&json!({ "invite_id": id, "token": token }))
            .await
    }

    async fn send_acceptance(&self, body: &Value) -> Reply {
        let request = axum::http::Request::post(ACCEPT);
        self.desk.send(with_json(request, body)).await
    }

    /// Accepts the open invitation of this address.
    pub(crate) async fn accept(&self, address: &str) {
        let listed = self.get(AGENTS).await.body;
        let mut open = listed["invitations"].as_array().unwrap().iter();
        let invited = open.find(|open| open["email"] == address).unwrap();
        let token = json!(self.token_of(invited).await);
        let reply = self.try_accept(&invited["invite_id"], &token).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    }
}
