use domain::agent::Role;
use rstest::rstest;
use serde_json::{Value, json};
use store::tickets::InsertError;
use testkit::samples::{OWNER, email, workspace, written_by_an_agent};

use crate::{AGENTS, HELPER, Office, STRANGER};

#[tokio::test]
async fn owners_see_agents_and_invitations() {
    let office = Office::open().await;
    let invited = office.invite("new@acme.example", "owner").await;
    let reply = office.get(AGENTS).await;
    assert_eq!(reply.status, 200);
    let since = "2020-01-01T00:00:00.000Z";
    let expected = json!({
        "agents": [
            { "email": HELPER, "role": "agent", "since": since },
            { "email": OWNER, "role": "owner", "since": since },
        ],
        "invitations": [invited],
    });
    assert_eq!(reply.body, expected);
}

#[tokio::test]
async fn an_agent_gets_another_role_at_once() {
    let office = Office::open().await;
    let body = json!({ "email": "Helper@ACME.example", "role": "owner" });
    let reply = office.ask("POST", AGENTS, body.clone()).await;
    assert_eq!((reply.status, &reply.body["role"]), (200, &json!("owner")));
    // As it was written first, and since now: mails of events before are not owed.
    assert_eq!(reply.body["email"], HELPER);
    assert!(reply.body["since"].as_str() > Some("2024"));
    assert!(office.has(HELPER, Role::Owner).await);
    let again = office.ask("POST", AGENTS, body).await;
    assert_eq!((again.status, &again.body), (200, &reply.body));
    assert_eq!(office.logged().await, 1);
}

#[tokio::test]
async fn the_only_owner_stays() {
    let office = Office::open().await;
    let before = office.everything().await;
    let reply = office
        .ask("POST", AGENTS, json!({ "email": OWNER, "role": "agent" }))
        .await;
    assert_eq!((reply.status, reply.pointers()), (422, vec!["/role"]));
    let reply = office.delete(&format!("{AGENTS}/{OWNER}")).await;
    assert_eq!(
        (reply.status, &reply.body["type"]),
        (422, &json!("urn:tkt:problem:last-owner"))
    );
    assert_eq!(office.everything().await, before);
}

#[rstest]
#[case::as_written("helper@acme.example")]
#[case::in_capitals("HELPER@ACME.EXAMPLE")]
#[case::encoded("helper%40acme.example")]
#[tokio::test]
async fn an_agent_is_removed_whatever_the_address_looks_like(#[case] address: &str) {
    let office = Office::open().await;
    assert_eq!(
        office.delete(&format!("{AGENTS}/{address}")).await.status,
        204
    );
    assert!(!office.has(HELPER, Role::Agent).await);
    assert_eq!(
        office.delete(&format!("{AGENTS}/{address}")).await.status,
        404
    );
    assert_eq!(office.logged().await, 1);
}

#[rstest]
#[case::nobody("nobody@acme.example")]
#[case::of_another_workspace(STRANGER)]
#[case::no_address("helper")]
#[case::not_utf8("%FF")]
#[case::a_key("AGENT%23helper@acme.example")]
#[tokio::test]
async fn who_is_not_there_cannot_be_removed(#[case] address: &str) {
    let office = Office::open().await;
    let before = office.everything().await;
    assert_eq!(
        office.delete(&format!("{AGENTS}/{address}")).await.status,
        404
    );
    assert_eq!(office.everything().await, before);
}

#[tokio::test]
async fn a_removed_agent_is_gone_from_lists_lookups_and_assignments() {
    let office = Office::open().await;
    let store = office.desk.store();
    let (w1, helper) = (workspace("w1"), email(HELPER));
    office.delete(&format!("{AGENTS}/{HELPER}")).await;
    assert_eq!(store.workspaces_of(&helper).await.unwrap(), []);
    let mut ticket = written_by_an_agent();
    ticket.assigned_to = Some(helper);
    let number = "TKT-00001".parse().unwrap();
    let created = ticket.numbered(w1.clone(), number, domain::time::UtcTime::now());
    let saved = store.insert_ticket(&w1, &created, None).await;
    assert!(
        matches!(saved, Err(InsertError::UnknownAssignee)),
        "{saved:?}"
    );
    let workspace = office.get(crate::WORKSPACE).await.body;
    assert_eq!(workspace["agents"], json!([OWNER]));
}

#[tokio::test]
async fn whoever_is_removed_here_stays_where_else_they_are() {
    let office = Office::open().await;
    let w2 = workspace("w2");
    let there = testkit::samples::agent("a9", HELPER, Role::Agent);
    office.desk.store().add_agent(&w2, &there).await.unwrap();
    office.delete(&format!("{AGENTS}/{HELPER}")).await;
    let workspaces = office.desk.store().workspaces_of(&there.email).await;
    assert_eq!(workspaces.unwrap(), [w2]);
    assert!(office.agents("w2").await.contains(&there));
}

#[rstest]
#[case::nothing(json!({}), &["/email", "/role"])]
#[case::nulls(json!({ "email": null, "role": null }), &["/email", "/role"])]
#[case::no_address(json!({ "email": "helper", "role": "agent" }), &["/email"])]
#[case::two_addresses(json!({ "email": "a@x.example, b@x.example", "role": "agent" }), &["/email"])]
#[case::line_break(json!({ "email": "a@x.example\r\nBcc: b@x.example", "role": "agent" }), &["/email"])]
#[case::unknown_role(json!({ "email": "a@x.example", "role": "admin" }), &["/role"])]
#[case::upper_case_role(json!({ "email": "a@x.example", "role": "Owner" }), &["/role"])]
#[case::empty_role(json!({ "email": "a@x.example", "role": "" }), &["/role"])]
#[case::a_list(json!({ "email": ["a@x.example"], "role": "agent" }), &["/email"])]
#[case::more(json!({ "email": "a@x.example", "role": "agent", "workspace": "w2" }), &["/workspace"])]
#[tokio::test]
async fn wrong_fields_of_an_invitation_are_named(#[case] body: Value, #[case] pointers: &[&str]) {
    let office = Office::open().await;
    let before = office.everything().await;
    let reply = office.ask("POST", AGENTS, body).await;
    assert_eq!(
        (reply.status, reply.pointers()),
        (422, pointers.to_vec()),
        "{}",
        reply.body
    );
    assert_eq!(office.everything().await, before);
}
