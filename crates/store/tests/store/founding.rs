use domain::agent::Role;
use futures_util::future::join_all;
use testkit::{
    Table,
    samples::{OWNER, email, time, workspace},
};

#[tokio::test]
async fn of_many_foundings_at_once_one_is_made() {
    let table = Table::start().await;
    let now = time("2024-01-15T09:30:00Z");
    let founders: Vec<_> = (0..6)
        .map(|n| email(&format!("founder{n}@acme.example")))
        .collect();
    let foundings = founders.iter();
    let foundings = foundings.map(|founder| table.store.found_workspace(founder, now));
    for founded in join_all(foundings).await {
        assert_eq!(founded.unwrap(), workspace("main"));
    }
    let agents = table.store.agents(&workspace("main")).await.unwrap();
    assert_eq!(agents.len(), 1);
    assert_eq!((agents[0].role, agents[0].since), (Role::Owner, now));
    let mut keys = table.keys().await;
    keys.retain(|(_, sk)| !sk.starts_with("AGENT#"));
    let founder = format!("L#AGENT#{}", agents[0].email);
    let expected = [
        (founder.as_str(), "L"),
        ("L#FIRST", "L"),
        ("W#main", "A#0000000001"),
        ("W#main", "SETTINGS"),
    ];
    assert_eq!(
        keys,
        expected.map(|(pk, sk)| (pk.to_owned(), sk.to_owned()))
    );
}

#[tokio::test]
async fn where_there_is_a_workspace_nothing_is_founded() {
    let table = Table::start().await;
    let store = &table.store;
    store.put_first_workspace(&workspace("w1")).await.unwrap();
    let now = time("2024-01-15T09:30:00Z");
    let found = store.found_workspace(&email(OWNER), now).await;
    assert_eq!(found.unwrap(), workspace("w1"));
    assert_eq!(table.keys().await.len(), 1);
}
