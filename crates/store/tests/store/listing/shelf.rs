//! A table with tickets of every kind.

use domain::{
    agent::Role,
    number::TicketNumber,
    ticket::{NewTicket, Priority, Status},
    time::UtcTime,
};
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use store::listing::{Order, Page, Query, Row, Sort};
use testkit::{
    Table,
    samples::{OWNER, agent, email, raised_by_a_visitor, set_up, workspace, written_by_an_agent},
};

/// An agent who works on some of the tickets.
pub(crate) const AGENT: &str = "agent@acme.example";

/// The tickets of `w1`; `w2` has one of its own.
pub(crate) struct Shelf {
    pub(crate) table: Table,
    pub(crate) rows: Vec<Row>,
}

impl Shelf {
    pub(crate) async fn of(tickets: u32) -> Self {
        let table = Table::start().await;
        set_up(&table.store).await;
        let second = agent("a1", AGENT, Role::Agent);
        table
            .store
            .add_agent(&workspace("w1"), &second)
            .await
            .unwrap();
        let saved = (0..tickets).map(|n| save(&table, n));
        let rows = join_all(saved).await;
        let number = "OTHER-00001".parse().unwrap();
        let created = raised_by_a_visitor().numbered(workspace("w2"), number, moment(0));
        table
            .store
            .insert_ticket(&workspace("w2"), &created, None)
            .await
            .unwrap();
        Self { table, rows }
    }

    pub(crate) async fn page(&self, id: &str, query: &Query, limit: usize) -> Page {
        let page = self
            .table
            .store
            .list(&workspace(id), query, limit, None)
            .await;
        page.unwrap()
    }

    /// The numbers of the whole list.
    pub(crate) async fn numbers(&self, id: &str, query: &Query) -> Vec<String> {
        let rows = self.walk(id, query, 7).await.into_iter();
        rows.map(|row| row.number.to_string()).collect()
    }

    /// The rows of all pages.
    pub(crate) async fn walk(&self, id: &str, query: &Query, limit: usize) -> Vec<Row> {
        let (id, store) = (workspace(id), &self.table.store);
        let (mut rows, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let page = store.list(&id, query, limit, cursor.as_deref()).await;
            let page = page.unwrap();
            assert!(page.rows.len() <= limit);
            rows.extend(page.rows);
            cursor = page.next_cursor;
            if cursor.is_none() {
                return rows;
            }
        }
    }
}

/// Saves the n-th ticket, whose looks follow from `n`.
async fn save(table: &Table, n: u32) -> Row {
    let pick = |count: usize| (n as usize * 7 / 3) % count;
    let new = match n % 3 {
        0 => raised_by_a_visitor(),
        1 => written_by_an_agent(),
        _ => NewTicket {
            assigned_to: Some(email([OWNER, AGENT][n as usize % 2])),
            ..written_by_an_agent()
        },
    };
    let number: TicketNumber = format!("TKT-{:05}", n + 1).parse().unwrap();
    // Some share their moment, and numbers are not in the order of time.
    let mut created = new.numbered(workspace("w1"), number, moment(n * 5 % 7));
    let ticket = &mut created.ticket;
    ticket.status = Status::ALL[pick(5)];
    ticket.priority = Priority::ALL[pick(4)];
    ticket.updated_at = moment(10 + n * 11 % 13);
    ticket.first_response_at = (n % 2 == 1).then_some(ticket.updated_at);
    ticket.resolved_at = (n % 4 == 3).then_some(ticket.updated_at);
    table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();
    created.ticket.into()
}

fn moment(minutes: u32) -> UtcTime {
    let start: Timestamp = "2024-01-15T09:30:00Z".parse().unwrap();
    UtcTime::from(start).plus(SignedDuration::from_mins(minutes.into()))
}

/// The whole list, by the plainest of ways.
pub(crate) fn ordered(query: &Query, rows: &[Row]) -> Vec<Row> {
    let mut rows: Vec<_> = rows
        .iter()
        .filter(|row| query.takes(row))
        .cloned()
        .collect();
    let urgency = |row: &Row| Priority::ALL.iter().position(|p| *p == row.priority);
    match query.sort {
        Sort::Created => rows.sort_by_key(|row| (row.created_at, row.number.to_string())),
        Sort::Updated => rows.sort_by_key(|row| (row.updated_at, row.number.to_string())),
        Sort::Priority => {
            rows.retain(|row| row.status.is_active());
            rows.sort_by_key(|row| (urgency(row), row.updated_at, row.number.to_string()));
        }
    }
    if query.order == Order::Descending {
        rows.reverse();
    }
    rows
}
