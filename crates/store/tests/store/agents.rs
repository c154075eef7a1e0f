use domain::agent::Role;
use store::StoreError;
use testkit::{
    Table,
    samples::{agent, email, workspace},
};

#[tokio::test]
async fn a_workspace_lists_its_own_agents() {
    let table = Table::start().await;
    let (owner, helper) = (
        agent("o1", "owner@acme.example", Role::Owner),
        agent("a1", "helper@acme.example", Role::Agent),
    );
    let stranger = agent("o2", "owner@other.example", Role::Owner);
    for (id, agent) in [("w1", &owner), ("w1", &helper), ("w2", &stranger)] {
        table.store.add_agent(&workspace(id), agent).await.unwrap();
    }
    assert_eq!(
        table.store.agents(&workspace("w1")).await.unwrap(),
        [helper, owner]
    );
    assert_eq!(
        table.store.agents(&workspace("w2")).await.unwrap(),
        [stranger]
    );
    assert_eq!(table.store.agents(&workspace("w3")).await.unwrap(), []);
}

#[tokio::test]
async fn an_agent_is_found_by_address_whatever_its_case() {
    let table = Table::start().await;
    let owner = agent("o1", "owner@acme.example", Role::Owner);
    table
        .store
        .add_agent(&workspace("w1"), &owner)
        .await
        .unwrap();
    let found = table
        .store
        .agent_by_email(&email("Owner@ACME.example"))
        .await
        .unwrap();
    assert_eq!(found, Some((workspace("w1"), owner)));
    let nobody = table
        .store
        .agent_by_email(&email("nobody@acme.example"))
        .await
        .unwrap();
    assert_eq!(nobody, None);
}

#[tokio::test]
async fn an_address_that_is_taken_is_not_added_again() {
    let table = Table::start().await;
    let owner = agent("o1", "owner@acme.example", Role::Owner);
    table
        .store
        .add_agent(&workspace("w1"), &owner)
        .await
        .unwrap();
    let impostor = agent("o9", "OWNER@acme.example", Role::Owner);
    let refused = table.store.add_agent(&workspace("w1"), &impostor).await;
    assert!(matches!(refused, Err(StoreError::Exists { item: "agent" })));
    assert_eq!(table.store.agents(&workspace("w1")).await.unwrap(), [owner]);
}

#[tokio::test]
async fn an_address_may_belong_to_several_workspaces() {
    let table = Table::start().await;
    let store = &table.store;
    let here = agent("o1", "owner@acme.example", Role::Owner);
    let there = agent("a7", "Owner@acme.example", Role::Agent);
    store.add_agent(&workspace("w1"), &here).await.unwrap();
    store.add_agent(&workspace("w2"), &there).await.unwrap();
    let mut workspaces = store.workspaces_of(&here.email).await.unwrap();
    workspaces.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
    assert_eq!(workspaces, [workspace("w1"), workspace("w2")]);
    for (id, expected) in [
        ("w1", Some(here.clone())),
        ("w2", Some(there)),
        ("w3", None),
    ] {
        let found = store.agent(&workspace(id), &here.email).await;
        assert_eq!(found.unwrap(), expected, "{id}");
    }
    let nobody = email("nobody@acme.example");
    assert_eq!(store.workspaces_of(&nobody).await.unwrap(), []);
}
