//! The merge against a model.

mod model;

use domain::ticket::{Priority, Status};
use proptest::{collection::vec, prelude::*, sample::select};

use self::model::{Bounds, EditOf, Looks, Table, email};
use super::*;
use crate::listing::{Assignee, Sort};

proptest! {
    #[test]
    fn pages_joined_are_the_whole_list(
        tickets in vec(ticket(), 0..60),
        query in query(),
        bounds in bounds(),
    ) {
        let table = Table::of(&tickets);
        let shown = table.walk(&query, bounds, |_| {});
        prop_assert_eq!(shown, table.list(&query));
    }

    #[test]
    fn by_creation_each_ticket_shows_once_whatever_happens_meanwhile(
        tickets in vec(ticket(), 1..60),
        edits in vec(edit(), 0..200),
        query in query(),
        bounds in bounds(),
    ) {
        let query = Query { sort: Sort::Created, ..query };
        let table = Table::of(&tickets);
        let mut always: Vec<_> = table.list(&query);
        let mut ever = always.clone();
        let mut edits = edits.into_iter();
        let shown = table.walk(&query, bounds, |table| {
            for edit in edits.by_ref().take(3) {
                table.edit(&edit);
            }
            let matching = table.list(&query);
            always.retain(|number| matching.contains(number));
            ever.extend(matching);
        });
        for number in &always {
            let times = shown.iter().filter(|found| *found == number).count();
            prop_assert_eq!(times, 1, "{} of {:?}", number, shown);
        }
        let different: HashSet<_> = shown.iter().collect();
        prop_assert_eq!(different.len(), shown.len(), "a ticket shows twice");
        prop_assert!(shown.iter().all(|number| ever.contains(number)));
    }

    #[test]
    fn by_other_orders_no_page_shows_a_ticket_twice_and_the_walk_ends(
        tickets in vec(ticket(), 1..60),
        edits in vec(edit(), 0..100),
        query in query(),
        bounds in bounds(),
    ) {
        let mut table = Table::of(&tickets);
        let mut edits = edits.into_iter();
        let mut from = None;
        loop {
            let page = table.page(&query, bounds, from.as_ref(), &mut |table| {
                for edit in edits.by_ref().take(3) {
                    table.edit(&edit);
                }
            });
            let different: HashSet<_> = page.rows.iter().map(|row| row.number.clone()).collect();
            prop_assert_eq!(different.len(), page.rows.len());
            prop_assert!(page.rows.len() <= bounds.limit);
            from = match page.next {
                Some(next) => {
                    prop_assert!(from.is_none_or(|from| next.compare(&from, query.order).is_gt()));
                    Some(next)
                }
                None => break,
            };
        }
    }
}

#[test]
fn a_full_last_page_has_no_next_one() {
    let mut table = Table::of(&vec![looks(Status::Open, 1); 20]);
    let query = Query::default();
    let page = table.page(&query, of(20, 500), None, &mut |_| {});
    assert_eq!((page.rows.len(), page.next), (20, None));
    let page = table.page(&query, of(19, 500), None, &mut |_| {});
    assert!(page.next.is_some());
}

#[test]
fn a_search_without_result_says_how_far_it_came() {
    let mut table = Table::of(&vec![looks(Status::Open, 1); 30]);
    let query = Query {
        statuses: vec![Status::Closed],
        ..Query::default()
    };
    let page = table.page(&query, of(3, 25), None, &mut |_| {});
    assert!(page.rows.is_empty());
    assert_eq!(page.next.unwrap().key, table.keys()[5]);
}

fn of(limit: usize, budget: usize) -> Bounds {
    Bounds {
        limit,
        budget,
        answer: budget,
    }
}

fn looks(status: Status, at: i64) -> Looks {
    Looks {
        status,
        priority: Priority::Medium,
        assignee: None,
        at,
    }
}

fn ticket() -> impl Strategy<Value = Looks> {
    let assignee = proptest::option::of(0u8..3);
    // Few moments, so that many tickets share one.
    (
        select(&Status::ALL),
        select(&Priority::ALL),
        assignee,
        0i64..20,
    )
        .prop_map(|(status, priority, assignee, at)| Looks {
            status,
            priority,
            assignee,
            at,
        })
}

prop_compose! {
    fn bounds()(limit in 1usize..12, budget in 5usize..40, answer in 1usize..40) -> Bounds {
        Bounds { limit, budget, answer }
    }
}

fn edit() -> impl Strategy<Value = EditOf> {
    (0usize..80, ticket()).prop_map(|(ticket, looks)| EditOf { ticket, looks })
}

prop_compose! {
    fn query()(
        statuses in vec(select(&Status::ALL), 0..4),
        priorities in vec(select(&Priority::ALL), 0..4),
        assignees in vec(proptest::option::of(0u8..3), 0..3),
        customers in vec(0u8..4, 0..3),
        sort in select(&[Sort::Created, Sort::Updated, Sort::Priority][..]),
        order in select(&[Order::Ascending, Order::Descending][..]),
    ) -> Query {
        let assignees = assignees.into_iter();
        Query {
            statuses,
            priorities,
            assignees: assignees
                .map(|agent| agent.map_or(Assignee::Nobody, |agent| Assignee::Agent(email(agent))))
                .collect(),
            customers: customers.into_iter().map(email).collect(),
            sort,
            order,
            ..Query::default()
        }
    }
}
