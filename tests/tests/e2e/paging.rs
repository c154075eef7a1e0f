//! A thousand tickets, paged through by each filter and sort while others create and edit.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    text::{Category, PersonName, Title},
    ticket::{Customer, NewTicket, Priority, Status},
    time::UtcTime,
    workspace::WorkspaceId,
};
use futures_util::{StreamExt, future::join, stream};
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::Store;
use testkit::samples::{email, time, written_by_an_agent};
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

struct Desk<'a> {
    app: &'a TestApp,
    token: String,
}

impl Desk<'_> {
    /// The rows of all pages.
    async fn walk(&self, list: &str) -> Vec<Value> {
        self.walk_with(list, async || ()).await
    }

    /// The same while others edit and create a ticket now and then.
    async fn walk_among_others(&self, list: &str) -> Vec<Value> {
        let others = async || {
            self.edit().await;
            if fastrand::u8(..5) == 0 {
                self.create().await;
            }
        };
        self.walk_with(list, others).await
    }

    /// Beside each page, `meanwhile` is done.
    async fn walk_with(&self, list: &str, meanwhile: impl AsyncFn()) -> Vec<Value> {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/ticket?{list}{cursor}");
            let request = self.app.request("GET", &path).bearer_auth(&self.token);
            let (mut answer, ()) = join(self.app.send(request), meanwhile()).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            rows.append(answer.body["items"].as_array_mut().unwrap());
            match answer.body["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return rows,
            }
        }
    }

    async fn create(&self) {
        let ticket = json!({
            "title": "Wrong invoice 7",
            "description": "Two amounts",
            "customer_name": "Vera",
            "customer_email": BUSY,
            "assigned_to": AGENT,
            "category": "billing",
        });
        let answer = self.app.create(&self.token, None, &ticket).await.unwrap();
        assert_eq!(answer.status, 201, "{}", answer.body);
    }

    /// Edits one of the tickets with an even number.
    async fn edit(&self) {
        let number = OURS + 2 * fastrand::u32(..TICKETS / 2);
        let path = format!("/api/ticket/TKT-{number}");
        let edit = json!({
            "status": STATUSES[fastrand::usize(..STATUSES.len())],
            "priority": PRIORITIES[fastrand::usize(..PRIORITIES.len())],
            "assigned_to": fastrand::bool().then_some(AGENT),
        });
        let request = self.app.request("PUT", &path).bearer_auth(&self.token);
        let answer = self.app.send(request.json(&edit)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
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

const STATUSES: [Status; 5] = [
    Status::Open,
    Status::InProgress,
    Status::Pending,
    Status::Resolved,
    Status::Closed,
];
const PRIORITIES: [Priority; 4] = [
    Priority::Low,
    Priority::Medium,
    Priority::High,
    Priority::Urgent,
];

/// Saves tickets of all kinds, behind the functions' backs: they are older than any that a function
/// can make.
async fn fill(store: &Store, workspace: &str, first: u32, count: u32) {
    let workspace = &WorkspaceId::try_from(workspace.to_owned()).unwrap();
    let saved = (0..count).map(|n| save(store, workspace, first, n));
    let numbers: BTreeSet<u32> = stream::iter(saved).buffer_unordered(16).collect().await;
    assert_eq!(numbers.len(), count as usize);
}

async fn save(store: &Store, workspace: &WorkspaceId, first: u32, n: u32) -> u32 {
    let start = time("2024-01-15T09:30:00Z");
    let after = |minutes: u32| -> UtcTime { start.plus(SignedDuration::from_mins(minutes.into())) };
    let pick = |count: usize| fastrand::usize(..count);
    let is_busy = n % 5 < 3;
    let new = NewTicket {
        title: Title::parse(&format!("Wrong invoice {n}")).unwrap(),
        category: (pick(3) > 0).then(|| Category::parse("billing").unwrap()),
        customer: Customer {
            name: PersonName::parse("Vera").unwrap(),
            email: email(&if is_busy {
                BUSY.to_owned()
            } else {
                format!("c{n}@customer.example")
            }),
            phone: None,
        },
        ..written_by_an_agent()
    };
    let number = format!("TKT-{}", first + n).parse().unwrap();
    // Three share each moment.
    let mut created = new.numbered(workspace.clone(), number, after(n / 3));
    let ticket = &mut created.ticket;
    ticket.status = STATUSES[pick(5)];
    ticket.priority = PRIORITIES[pick(4)];
    ticket.updated_at = after(n / 3 + fastrand::u32(..500));
    if workspace.as_str() == "demo" && pick(3) == 0 {
        ticket.assigned_to = Some(email(AGENT));
    }
    store
        .insert_ticket(workspace, &created, None)
        .await
        .unwrap();
    n
}
