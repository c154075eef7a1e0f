//! Whatever owners do to each other at once, one stays.

use domain::agent::{Agent, Role};
use futures_util::future::join_all;
use serde_json::json;
use testkit::samples::{OWNER, agent, workspace};

use crate::{AGENTS, Office};

const PARTNER: &str = "partner@acme.example";
const ROUNDS: usize = 25;

#[tokio::test]
async fn of_two_owners_who_remove_each_other_at_once_one_stays() {
    let office = Office::open().await;
    let partner = office.desk.hire("o2", PARTNER, Role::Owner).await;
    for round in 0..ROUNDS {
        let (of_partner, of_owner) = (format!("{AGENTS}/{PARTNER}"), format!("{AGENTS}/{OWNER}"));
        let (first, second) = tokio::join!(
            office.delete(&of_partner),
            office.bare("DELETE", &of_owner, Some(&partner))
        );
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 403], "round {round}");
        assert_eq!(owners(&office).await.len(), 1);
        office.restore(&[("o1", OWNER), ("o2", PARTNER)]).await;
    }
}

#[tokio::test]
async fn of_an_owner_who_leaves_and_one_who_steps_down_at_once_one_stays() {
    let office = Office::open().await;
    let partner = office.desk.hire("o2", PARTNER, Role::Owner).await;
    for round in 0..ROUNDS {
        let of_partner = format!("{AGENTS}/{PARTNER}");
        let (down, leave) = tokio::join!(
            office.ask("POST", AGENTS, json!({ "email": OWNER, "role": "agent" })),
            office.bare("DELETE", &of_partner, Some(&partner))
        );
        let statuses = (down.status, leave.status);
        assert!(
            [(200, 422), (422, 204)].contains(&statuses),
            "round {round}: {statuses:?}"
        );
        assert_eq!(owners(&office).await.len(), 1);
        office.restore(&[("o1", OWNER), ("o2", PARTNER)]).await;
    }
}

#[tokio::test]
async fn of_two_owners_who_demote_each_other_at_once_one_stays() {
    let office = Office::open().await;
    let partner = office.desk.hire("o2", PARTNER, Role::Owner).await;
    for round in 0..ROUNDS {
        let (first, second) = tokio::join!(
            office.ask("POST", AGENTS, json!({ "email": PARTNER, "role": "agent" })),
            office.ask_as(
                &partner,
                "POST",
                AGENTS,
                json!({ "email": OWNER, "role": "agent" })
            )
        );
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 403], "round {round}");
        assert_eq!(owners(&office).await.len(), 1);
        office.restore(&[("o1", OWNER), ("o2", PARTNER)]).await;
    }
}

#[tokio::test]
async fn of_many_owners_who_all_remove_each_other_and_leave_at_least_one_stays() {
    let office = Office::open().await;
    let people = [
        ("o1", OWNER),
        ("o2", PARTNER),
        ("o3", "c@acme.example"),
        ("o4", "d@acme.example"),
    ];
    let mut tokens = vec![office.desk.token.clone()];
    for (id, address) in &people[1..] {
        tokens.push(office.desk.hire(id, address, Role::Owner).await);
    }
    let paths = people.map(|(_, address)| format!("{AGENTS}/{address}"));
    for round in 0..8 {
        let all = tokens.iter().flat_map(|token| {
            let office = &office;
            paths
                .iter()
                .map(move |path| office.bare("DELETE", path, Some(token)))
        });
        let replies = join_all(all).await;
        let left = owners(&office).await.len();
        assert!(left >= 1, "round {round}");
        let removed = replies.iter().filter(|reply| reply.status == 204).count();
        assert_eq!(left, people.len() - removed, "round {round}");
        let known = [204, 403, 404, 422];
        assert!(
            replies.iter().all(|reply| known.contains(&reply.status)),
            "round {round}"
        );
        office.restore(&people).await;
    }
}

#[tokio::test]
async fn an_owner_may_leave_when_another_stays() {
    let office = Office::open().await;
    office.desk.hire("o2", PARTNER, Role::Owner).await;
    assert_eq!(
        office.delete(&format!("{AGENTS}/{OWNER}")).await.status,
        204
    );
    let left = owners(&office).await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].email, testkit::samples::email(PARTNER));
}

async fn owners(office: &Office) -> Vec<Agent> {
    let mut agents = office.agents("w1").await;
    agents.retain(|agent| agent.role == Role::Owner);
    agents
}

impl Office {
    /// Makes these people owners again, as they were.
    async fn restore(&self, people: &[(&str, &str)]) {
        let (store, w1) = (self.desk.store(), workspace("w1"));
        for (id, address) in people {
            let owner = agent(id, address, Role::Owner);
            let key = format!("AGENT#{address}");
            self.desk.table.remove("W#w1", &key).await;
            store.add_agent(&w1, &owner).await.unwrap();
        }
    }
}
