use domain::agent::Role;
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
    for id in ["w1", "w2"] {
        table
            .store
            .add_agent(&workspace(id), &impostor)
            .await
            .unwrap_err();
    }
    assert_eq!(table.store.agents(&workspace("w1")).await.unwrap(), [owner]);
}
