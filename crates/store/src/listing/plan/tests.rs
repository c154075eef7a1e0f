//! Which index answers which query.

use rstest::rstest;

use super::*;
use crate::listing::{Assignee, Words};

const ACTIVE: [Status; 3] = [Status::Open, Status::InProgress, Status::Pending];

#[rstest]
#[case::everything(sorted(Sort::Created), "ByCreated", &["w1"], None)]
#[case::of_a_customer(
    Query { customers: emails(&["Maria@C.example"]), ..sorted(Sort::Created) },
    "ByCustomer", &["w1#maria@c.example"], None
)]
#[case::of_a_customer_twice(
    Query { customers: emails(&["m@c.example", "M@c.example"]), ..sorted(Sort::Created) },
    "ByCustomer", &["w1#m@c.example"], None
)]
#[case::of_many_customers(
    Query { customers: emails(&["a@c.example"; 6]), ..sorted(Sort::Created) },
    "ByCreated", &["w1"], Some(500)
)]
#[case::a_status_by_creation(
    Query { statuses: vec![Status::Open], ..sorted(Sort::Created) },
    "ByCreated", &["w1"], Some(500)
)]
#[case::words(
    Query { words: Words::read("invoice"), ..sorted(Sort::Created) },
    "ByCreated", &["w1"], Some(2_000)
)]
#[case::everything_by_change(
    sorted(Sort::Updated),
    "ByStatus", &["w1#closed", "w1#resolved", "w1#pending", "w1#in_progress", "w1#open"], None
)]
#[case::a_status_by_change(
    Query { statuses: vec![Status::Closed], ..sorted(Sort::Updated) },
    "ByStatus", &["w1#closed"], None
)]
#[case::mine_by_change(
    Query { assignees: vec![agent()], ..sorted(Sort::Updated) },
    "ByAssignee", &["w1#a@b.example"], None
)]
#[case::nobodys_by_change(
    Query { assignees: vec![Assignee::Nobody], ..sorted(Sort::Updated) },
    "ByAssignee", &["w1#-"], None
)]
#[case::my_closed_ones(
    Query { assignees: vec![agent()], statuses: vec![Status::Closed], ..sorted(Sort::Updated) },
    "ByAssignee", &["w1#a@b.example"], Some(500)
)]
#[case::my_open_ones(
    Query { assignees: vec![agent()], statuses: vec![Status::Open], ..sorted(Sort::Updated) },
    "ByStatus", &["w1#open"], Some(500)
)]
#[case::urgent_and_active(
    Query { priorities: vec![Priority::Urgent], statuses: ACTIVE.into(), ..sorted(Sort::Updated) },
    "ByPriority", &["w1#urgent"], Some(500)
)]
#[case::urgent_in_any_state(
    Query { priorities: vec![Priority::Urgent], statuses: vec![Status::Closed], ..sorted(Sort::Updated) },
    "ByStatus", &["w1#closed"], Some(500)
)]
#[case::category(
    Query { categories: vec!["billing".to_owned().try_into().unwrap()], ..sorted(Sort::Priority) },
    "ByPriority", &["w1#urgent", "w1#high", "w1#medium", "w1#low"], Some(500)
)]
#[case::least_urgent_first(
    Query { order: Order::Ascending, ..sorted(Sort::Priority) },
    "ByPriority", &["w1#low", "w1#medium", "w1#high", "w1#urgent"], None
)]
fn the_index_that_reads_least_is_taken(
    #[case] query: Query,
    #[case] index: &str,
    #[case] partitions: &[&str],
    #[case] budget: Option<usize>,
) {
    let plan = Plan::of(&query, &workspace());
    let values: Vec<_> = plan
        .partitions
        .iter()
        .map(|partition| &*partition.value)
        .collect();
    assert_eq!(
        (plan.index.name(), &*values, plan.budget),
        (index, partitions, budget)
    );
}

#[test]
fn only_a_list_by_priority_has_stages() {
    let stages = |sort| -> Vec<u8> {
        let plan = Plan::of(&sorted(sort), &workspace());
        plan.partitions
            .iter()
            .map(|partition| partition.stage)
            .collect()
    };
    assert_eq!(stages(Sort::Priority), [0, 1, 2, 3]);
    assert_eq!(stages(Sort::Updated), [0; 5]);
}

#[test]
fn a_customers_tickets_by_change_are_gathered() {
    let query = Query {
        customers: emails(&["m@c.example"]),
        ..sorted(Sort::Updated)
    };
    let plan = Plan::gathering(&query, &workspace()).unwrap();
    assert_eq!(plan.index, Index::Customer);
    assert_eq!(Plan::gathering(&sorted(Sort::Updated), &workspace()), None);
}

fn sorted(sort: Sort) -> Query {
    Query {
        sort,
        ..Query::default()
    }
}

fn agent() -> Assignee {
    Assignee::Agent("a@b.example".parse().unwrap())
}

fn emails(texts: &[&str]) -> Vec<domain::email::EmailAddress> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn workspace() -> WorkspaceId {
    "w1".to_owned().try_into().unwrap()
}
