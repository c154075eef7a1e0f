//! What each condition of a removal and of a new role holds by itself, whatever the log says.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    agent::{Agent, Role, SignedIn},
    time::UtcTime,
};
use rstest::rstest;
use store::{
    agents::StaffError,
    audit::{Act, ActError},
};
use testkit::{
    Table,
    samples::{OWNER, agent, email, set_up, signed_in, workspace},
};

const PARTNER: &str = "partner@acme.example";

#[rstest]
#[case::became_an_agent("role", "agent")]
#[case::is_gone("", "")]
#[tokio::test]
async fn an_owner_leaves_only_while_the_other_is_one(#[case] attribute: &str, #[case] value: &str) {
    let (table, agents) = two_owners().await;
    change(&table, PARTNER, attribute, value).await;
    let by = signed_in();
    let [leaving, _] = &agents[..] else {
        panic!("two owners")
    };
    let removed = table.store.remove_agent(&act(&by), &agents, leaving).await;
    assert!(
        matches!(removed, Err(StaffError::Act(ActError::Stale))),
        "{removed:?}"
    );
    let role = table
        .store
        .change_role(&act(&by), &agents, leaving, Role::Agent)
        .await;
    assert!(
        matches!(role, Err(StaffError::Act(ActError::Stale))),
        "{role:?}"
    );
    assert_eq!(
        table
            .store
            .agent(&workspace("w1"), &email(OWNER))
            .await
            .unwrap()
            .as_ref(),
        Some(leaving)
    );
}

#[rstest]
#[case::another_role("role", "agent")]
#[case::another_person("id", "o9")]
#[tokio::test]
async fn who_changed_since_they_were_read_is_left_alone(
    #[case] attribute: &str,
    #[case] value: &str,
) {
    let (table, agents) = two_owners().await;
    change(&table, PARTNER, attribute, value).await;
    let by = signed_in();
    let removed = table
        .store
        .remove_agent(&act(&by), &agents, &agents[1])
        .await;
    assert!(
        matches!(removed, Err(StaffError::Act(ActError::Stale))),
        "{removed:?}"
    );
    let role = table
        .store
        .change_role(&act(&by), &agents, &agents[1], Role::Agent)
        .await;
    assert!(
        matches!(role, Err(StaffError::Act(ActError::Stale))),
        "{role:?}"
    );
    let left = table
        .store
        .agent(&workspace("w1"), &email(PARTNER))
        .await
        .unwrap()
        .unwrap();
    assert_ne!(left, agents[1]);
}

#[tokio::test]
async fn who_acts_must_be_an_owner_and_the_same_person_still() {
    let (table, agents) = two_owners().await;
    let somebody_else = SignedIn {
        id: "o9".to_owned().try_into().unwrap(),
        ..signed_in()
    };
    for agent in &agents {
        let removed = table
            .store
            .remove_agent(&act(&somebody_else), &agents, agent)
            .await;
        assert!(
            matches!(removed, Err(StaffError::Act(ActError::NotAnOwner))),
            "{removed:?}"
        );
    }
    change(&table, OWNER, "role", "agent").await;
    let by = signed_in();
    let removed = table
        .store
        .remove_agent(&act(&by), &agents, &agents[1])
        .await;
    assert!(
        matches!(removed, Err(StaffError::Act(ActError::NotAnOwner))),
        "{removed:?}"
    );
    assert_eq!(table.store.agents(&workspace("w1")).await.unwrap().len(), 2);
}

/// `w1` with two owners, in the order of their addresses.
async fn two_owners() -> (Table, Vec<Agent>) {
    let table = Table::start().await;
    set_up(&table.store).await;
    let w1 = workspace("w1");
    let partner = agent("o2", PARTNER, Role::Owner);
    table.store.add_agent(&w1, &partner).await.unwrap();
    let agents = table.store.agents(&w1).await.unwrap();
    (table, agents)
}

/// Changes an agent behind the log's back; removes it where no attribute is named.
async fn change(table: &Table, address: &str, attribute: &str, value: &str) {
    let key = format!("AGENT#{address}");
    if attribute.is_empty() {
        table.remove("W#w1", &key).await;
    } else {
        let value = AttributeValue::S(value.to_owned());
        table.set("W#w1", &key, attribute, value).await;
    }
}

fn act(by: &SignedIn) -> Act<'_> {
    Act {
        by,
        at: UtcTime::now(),
        log: 0,
    }
}
