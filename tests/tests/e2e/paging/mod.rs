//! A thousand tickets, paged through by each filter and sort while others create and edit.

mod desk;
mod fill;

use std::collections::BTreeMap;

use desk::Desk;
use fill::fill;
use serde_json::Value;
use store::Store;
use tests::TestApp;

const AGENT: &str = "agent@example.com";
/// Has more tickets than one request looks at.
const BUSY: &str = "busy@customer.example";
const TICKETS: u32 = 1_000;
/// The first of the tickets that are there from the start, and the first of the other workspace's.
const OURS: u32 = 10_000;
const THEIRS: u32 = 20_000;

/// Whether a filter lets a row through.
type Takes = fn(&Value) -> bool;

/// A filter of the query string.
type Filter = (&'static str, Takes);

const FILTERS: [Filter; 9] = [
    ("", |_| true),
    ("&status=open", |row| row["status"] == "open"),
    ("&status=pending,closed", |row| {
        row["status"] == "pending" || row["status"] == "closed"
    }),
    ("&priority=urgent,low", |row| {
        row["priority"] == "urgent" || row["priority"] == "low"
    }),
    ("&category=billing", |row| row["category"] == "billing"),
    ("&assigned_to=me", |row| row["assigned_to"] == AGENT),
    ("&assigned_to=none&status=open,pending", |row| {
        row["assigned_to"].is_null() && (row["status"] == "open" || row["status"] == "pending")
    }),
    ("&customer_email=BUSY@customer.example", |row| {
        row["customer_email"] == BUSY
    }),
    ("&q=invoice+7", |row| {
        row["title"]
            .as_str()
            .is_some_and(|title| title.contains('7'))
    }),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_walk_shows_what_stays_in_its_place_once_and_no_other_workspaces_tickets() {
    let app = TestApp::options().without("publish").start().await;
    let store = Store::new(app.services().await.dynamodb(), app.tables().await.main);
    fill(&store, "demo", OURS, TICKETS).await;
    fill(&store, "other", THEIRS, 50).await;
    let token = app.token(AGENT).await;
    let desk = Desk { app: &app, token };

    let before = desk.walk("limit=100").await;
    assert_eq!(
        before.len(),
        TICKETS as usize + 3,
        "with those of the demonstration"
    );
    for (list, takes) in lists("limit=60") {
        let shown = desk.walk_among_others(&list).await;
        check(&list, takes, &before, &shown);
    }

    let after = desk.walk("limit=100").await;
    assert!(after.len() > before.len(), "others created");
    for (list, takes) in lists("limit=100") {
        // The other way round was walked above, and the store's tests hold it.
        if list.contains("order=desc") {
            assert_eq!(
                desk.walk(&list).await,
                ordered(&list, takes, &after),
                "{list}"
            );
        }
    }
    let stranger = Desk {
        app: &app,
        token: app.token("owner@other.example").await,
    };
    assert_eq!(stranger.walk("limit=100").await.len(), 50);
}

/// Each filter with each sort, where they go together.
fn lists(limit: &str) -> Vec<(String, Takes)> {
    let sorts = ["created", "updated", "priority"].into_iter();
    let sorts = sorts.flat_map(|sort| ["asc", "desc"].map(|order| (sort, order)));
    sorts
        .flat_map(|(sort, order)| {
            let fits = move |(filter, _): &Filter| sort != "priority" || !filter.contains("closed");
            let filters = FILTERS.into_iter().filter(fits);
            filters.map(move |(filter, takes)| {
                (format!("{limit}&sort={sort}&order={order}{filter}"), takes)
            })
        })
        .collect()
}

/// Holds a walk during which others created and edited against the tickets that were there before.
fn check(list: &str, takes: Takes, before: &[Value], shown: &[Value]) {
    let mut times = BTreeMap::<&str, usize>::new();
    for row in shown {
        assert!(takes(row), "{list} shows {row}");
        *times.entry(number(row)).or_default() += 1;
    }
    let theirs: Vec<_> = times
        .keys()
        .filter(|number| number.starts_with("TKT-2"))
        .collect();
    assert!(
        theirs.is_empty(),
        "{list} shows the other workspace's {theirs:?}"
    );
    let by_creation = list.contains("sort=created");
    if by_creation {
        assert!(
            times.values().all(|times| *times == 1),
            "{list} shows a ticket twice"
        );
    }
    let active_only = list.contains("sort=priority");
    // An edited ticket keeps its place by creation, and what the other filters look at.
    let edited = ["&status=", "&priority=", "&assigned_to="];
    let all_stay = by_creation && !edited.iter().any(|filter| list.contains(filter));
    for row in before.iter().filter(|row| all_stay || !is_edited(row)) {
        let expected = usize::from(takes(row) && (is_active(row) || !active_only));
        let found = times.get(number(row)).copied().unwrap_or_default();
        assert_eq!(found, expected, "{list}: {row}");
    }
}

/// The rows that a list takes, by the plainest of ways.
fn ordered(list: &str, takes: Takes, rows: &[Value]) -> Vec<Value> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let urgency = |row: &Value| {
        let all = ["low", "medium", "high", "urgent"];
        all.iter().position(|priority| row["priority"] == *priority)
    };
    let mut rows: Vec<_> = rows.iter().filter(|row| takes(row)).cloned().collect();
    if list.contains("sort=created") {
        rows.sort_by_key(|row| (text(row, "created_at"), text(row, "ticket_number")));
    } else {
        let moment = |row: &Value| (text(row, "updated_at"), text(row, "ticket_number"));
        rows.sort_by_key(moment);
    }
    if list.contains("sort=priority") {
        rows.retain(is_active);
        // Stable, so that those of one priority stay in the order of their last change.
        rows.sort_by_key(urgency);
    }
    if list.contains("order=desc") {
        rows.reverse();
    }
    rows
}

fn number(row: &Value) -> &str {
    row["ticket_number"].as_str().unwrap()
}

/// Tickets with an even number are edited meanwhile, except those of the demonstration.
fn is_edited(row: &Value) -> bool {
    number(row).starts_with("TKT-1") && number(row).ends_with(['0', '2', '4', '6', '8'])
}

fn is_active(row: &Value) -> bool {
    row["status"] != "resolved" && row["status"] != "closed"
}
