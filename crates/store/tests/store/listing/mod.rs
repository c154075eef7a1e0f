//! Lists, read from the table's indexes.

mod shelf;

use std::sync::{Arc, Mutex};

use domain::{
    ticket::{Priority, Status},
    time::UtcTime,
};
use rstest::rstest;
use shelf::{AGENT, Shelf, ordered};
use store::listing::{Assignee, ListError, Order, Query, Sort, Words};
use testkit::{
    Spy,
    samples::{CUSTOMER, OWNER, VISITOR, email, signed_in, workspace},
};

#[tokio::test]
async fn every_list_is_what_its_filters_take_in_the_order_asked_for() {
    let shelf = Shelf::of(60).await;
    for filter in filters() {
        for sort in [Sort::Created, Sort::Updated, Sort::Priority] {
            for order in [Order::Ascending, Order::Descending] {
                let query = Query {
                    sort,
                    order,
                    ..filter.clone()
                };
                let expected = ordered(&query, &shelf.rows);
                assert_eq!(shelf.walk("w1", &query, 7).await, expected, "{query:?}");
            }
        }
    }
}

fn filters() -> Vec<Query> {
    use Status::{Closed, InProgress, Open, Pending, Resolved};
    let statuses = |statuses: &[Status]| Query {
        statuses: statuses.to_vec(),
        ..Query::default()
    };
    let priorities = |priorities: &[Priority]| Query {
        priorities: priorities.to_vec(),
        ..Query::default()
    };
    let assignees = |assignees: &[Assignee]| Query {
        assignees: assignees.to_vec(),
        ..Query::default()
    };
    let customers = |customers: &[&str]| Query {
        customers: customers.iter().map(|text| email(text)).collect(),
        ..Query::default()
    };
    let me = Assignee::Agent(email(OWNER));
    vec![
        Query::default(),
        statuses(&[Closed]),
        statuses(&[Resolved, Closed]),
        statuses(&[Open, InProgress, Pending]),
        priorities(&[Priority::Urgent]),
        priorities(&[Priority::Low, Priority::High]),
        Query {
            priorities: vec![Priority::Low],
            ..statuses(&[Open, InProgress, Pending])
        },
        assignees(&[Assignee::Nobody]),
        assignees(&[me.clone(), Assignee::Agent(email(AGENT))]),
        Query {
            assignees: vec![me],
            ..statuses(&[Pending])
        },
        customers(&[VISITOR]),
        customers(&[VISITOR, CUSTOMER]),
        Query {
            categories: vec!["billing".to_owned().try_into().unwrap()],
            ..customers(&[CUSTOMER])
        },
        Query {
            words: Words::read("john invoice"),
            ..Query::default()
        },
        customers(&["nobody@customer.example"]),
    ]
}

#[tokio::test]
async fn a_list_holds_tickets_of_its_own_workspace_only() {
    let shelf = Shelf::of(10).await;
    for sort in [Sort::Created, Sort::Updated, Sort::Priority] {
        let query = Query {
            sort,
            ..Query::default()
        };
        assert_eq!(shelf.numbers("w2", &query).await, ["OTHER-00001"]);
    }
    let query = Query {
        customers: vec![email(VISITOR)],
        ..Query::default()
    };
    assert_eq!(shelf.numbers("w2", &query).await, ["OTHER-00001"]);
}

#[tokio::test]
async fn a_cursor_opens_no_other_list() {
    let shelf = Shelf::of(10).await;
    let query = Query::default();
    let list = async |workspace: &str, query: &Query, cursor: &str| {
        let store = &shelf.table.store;
        let workspace = testkit::samples::workspace(workspace);
        store.list(&workspace, query, 3, Some(cursor)).await
    };
    let page = shelf.page("w1", &query, 3).await;
    let cursor = page.next_cursor.unwrap();
    assert!(list("w1", &query, &cursor).await.is_ok());
    let filtered = Query {
        statuses: vec![Status::Open],
        ..Query::default()
    };
    for (workspace, query) in [("w2", &query), ("w1", &filtered)] {
        let refused = list(workspace, query, &cursor).await;
        assert!(matches!(refused, Err(ListError::ForeignCursor)));
    }
}

#[tokio::test]
async fn a_changed_ticket_moves_and_a_deleted_one_goes() {
    let shelf = Shelf::of(3).await;
    let (w1, store) = (workspace("w1"), &shelf.table.store);
    let by_change = Query {
        sort: Sort::Updated,
        ..Query::default()
    };
    let oldest = shelf.walk("w1", &by_change, 7).await.pop().unwrap().number;
    let before = store.ticket(&w1, &oldest).await.unwrap().unwrap();
    let note = "Called back.".to_owned().try_into().unwrap();
    let visibility = domain::edit::Visibility::Internal;
    let changed = before.with_message(note, visibility, &signed_in(), UtcTime::now());
    store
        .save_change(&w1, &before, &changed, None)
        .await
        .unwrap();
    assert_eq!(shelf.walk("w1", &by_change, 7).await[0].number, oldest);

    let deletion = changed.ticket.deletion(&signed_in(), UtcTime::now());
    store
        .delete_ticket(&w1, &changed.ticket, &deletion)
        .await
        .unwrap();
    for query in [by_change, Query::default()] {
        let left = shelf.numbers("w1", &query).await;
        assert_eq!(left.len(), 2);
        assert!(!left.contains(&oldest.to_string()));
    }
}

#[rstest]
#[case::all(Query::default(), 1)]
#[case::a_filter(Query { statuses: vec![Status::Open], ..Query::default() }, 1)]
#[case::a_customer(Query { customers: vec![email(VISITOR)], ..Query::default() }, 1)]
#[case::words(Query { words: Words::read("invoice"), ..Query::default() }, 1)]
#[case::a_status_by_change(Query { statuses: vec![Status::Open], ..by_change() }, 1)]
#[case::mine_by_change(Query { assignees: vec![Assignee::Nobody], ..by_change() }, 1)]
#[case::a_customer_by_change(Query { customers: vec![email(VISITOR)], ..by_change() }, 1)]
#[case::all_by_change(by_change(), 5)]
#[case::all_by_priority(Query { sort: Sort::Priority, ..Query::default() }, 4)]
#[tokio::test]
async fn a_page_costs_one_query_for_each_partition(#[case] query: Query, #[case] queries: usize) {
    let shelf = Shelf::of(30).await;
    let calls = Arc::<Mutex<Vec<String>>>::default();
    let written = Arc::clone(&calls);
    let store = shelf.table.spied(Spy::new(move |call| {
        written.lock().unwrap().push(call.operation.to_owned());
        Ok(())
    }));
    let page = store.list(&workspace("w1"), &query, 5, None).await;
    assert_eq!(page.unwrap().rows.len(), 5);
    assert_eq!(*calls.lock().unwrap(), vec!["Query"; queries]);
}

fn by_change() -> Query {
    Query {
        sort: Sort::Updated,
        ..Query::default()
    }
}
