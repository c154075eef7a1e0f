//! A table is a list of rows, and an index sorts those of a partition.

use domain::{
    email::EmailAddress,
    number::TicketNumber,
    ticket::{Priority, Status},
    time::UtcTime,
    workspace::WorkspaceId,
};
use jiff::Timestamp;

use crate::heads;
use crate::listing::{
    Order, Query, Row, Sort,
    cursor::Position,
    plan::{Index, Partition, Plan},
    row::tests::row,
    walk::{Batch, Found, Read, Walk, Walked},
};

/// One change of a ticket, some time in a walk.
#[derive(Debug, Clone)]
pub(super) struct EditOf {
    pub(super) ticket: usize,
    pub(super) looks: Looks,
}

/// How much of it a walk sees at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Rows of a page.
    pub(super) limit: usize,
    /// Rows that a request looks at, where there is a filter.
    pub(super) budget: usize,
    /// Rows of one answer of the table, which ends at 1 MB.
    pub(super) answer: usize,
}

/// What filters see of a ticket.
#[derive(Debug, Clone)]
pub(super) struct Looks {
    pub(super) status: Status,
    pub(super) priority: Priority,
    pub(super) assignee: Option<u8>,
    pub(super) at: i64,
}

/// All tickets of a workspace.
#[derive(Debug, Clone)]
pub(super) struct Table(Vec<Row>);

impl Table {
    pub(super) fn of(tickets: &[Looks]) -> Self {
        let rows = (1..).zip(tickets).map(|(n, looks)| {
            let mut row = row(n);
            row.customer.email = email(u8::try_from(n % 4).unwrap());
            row.created_at = time(looks.at);
            row.updated_at = row.created_at;
            wear(&mut row, looks);
            row
        });
        Self(rows.collect())
    }

    /// Changes a ticket; makes a new one where there is none in its place.
    pub(super) fn edit(&mut self, edit: &EditOf) {
        let now = time(100 + edit.looks.at);
        if edit.ticket >= self.0.len() {
            let mut new = row(self.0.len() as u64 + 1);
            new.created_at = now;
            self.0.push(new);
        }
        let index = edit.ticket.min(self.0.len() - 1);
        let row = &mut self.0[index];
        wear(row, &edit.looks);
        row.updated_at = now;
    }

    /// The numbers of the whole list, by the plainest of ways.
    pub(super) fn list(&self, query: &Query) -> Vec<TicketNumber> {
        let mut rows: Vec<_> = self.0.iter().filter(|row| query.takes(row)).collect();
        let urgency = |row: &Row| {
            Priority::ALL
                .iter()
                .position(|p| *p == row.priority)
                .unwrap()
        };
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
        rows.into_iter().map(|row| row.number.clone()).collect()
    }

    /// The numbers that a walk over all pages shows. `meanwhile` happens before each read.
    pub(super) fn walk(
        &self,
        query: &Query,
        bounds: Bounds,
        mut meanwhile: impl FnMut(&mut Self),
    ) -> Vec<TicketNumber> {
        let mut table = self.clone();
        let (mut shown, mut from) = (Vec::new(), None);
        loop {
            let page = table.page(query, bounds, from.as_ref(), &mut meanwhile);
            shown.extend(page.rows.into_iter().map(|row| row.number));
            from = page.next;
            if from.is_none() {
                return shown;
            }
        }
    }

    pub(super) fn page(
        &mut self,
        query: &Query,
        bounds: Bounds,
        from: Option<&Position>,
        meanwhile: &mut impl FnMut(&mut Self),
    ) -> Walked {
        let mut plan = Plan::of(query, &workspace());
        plan.budget = plan.budget.map(|_| bounds.budget);
        let mut walk = Walk::new(query, &plan, bounds.limit, from);
        let mut looked_at = 0;
        loop {
            let reads = walk.wanted();
            if reads.is_empty() {
                assert!(plan.budget.is_none() || looked_at <= bounds.budget);
                return walk.finish();
            }
            for mut read in reads {
                meanwhile(self);
                read.limit = read.limit.min(bounds.answer);
                let batch = self.read(plan.index, &plan.partitions[read.lane], &read, query.order);
                looked_at += batch.rows.len();
                walk.add(read.lane, batch);
            }
        }
    }

    /// What a query of the index answers.
    fn read(&self, index: Index, partition: &Partition, read: &Read, order: Order) -> Batch {
        let rows = self.0.iter().filter(|row| is_in(row, index, partition));
        let mut found: Vec<_> = rows
            .map(|row| Found {
                key: key(row, index),
                row: row.clone(),
            })
            .collect();
        found.sort_by(|a, b| a.key.cmp(&b.key));
        if order == Order::Descending {
            found.reverse();
        }
        if let Some(after) = &read.after {
            let behind = |key: &String| (key > after) == (order == Order::Ascending);
            found.retain(|found| found.key != *after && behind(&found.key));
        }
        // As DynamoDB: what ends exactly at the limit does not know that it is the end.
        let ended = found.len() < read.limit;
        found.truncate(read.limit);
        Batch {
            ended: ended || found.is_empty(),
            rows: found,
        }
    }

    pub(super) fn keys(&self) -> Vec<String> {
        self.0.iter().map(|row| key(row, Index::Created)).collect()
    }
}

fn is_in(row: &Row, index: Index, partition: &Partition) -> bool {
    let w = workspace();
    let value = match index {
        Index::Created => w.to_string(),
        Index::Status => heads::by_status(&w, row.status),
        Index::Assignee => heads::by_assignee(&w, row.assigned_to.as_ref()),
        Index::Priority if !row.status.is_active() => return false,
        Index::Priority => heads::by_priority(&w, row.priority),
        Index::Customer => heads::by_customer(&w, &row.customer.email),
    };
    value == partition.value
}

fn key(row: &Row, index: Index) -> String {
    let at = match index {
        Index::Created | Index::Customer => row.created_at,
        Index::Status | Index::Assignee | Index::Priority => row.updated_at,
    };
    format!("{}#{}", heads::moment(at), row.number)
}

fn wear(row: &mut Row, looks: &Looks) {
    row.status = looks.status;
    row.priority = looks.priority;
    row.assigned_to = looks.assignee.map(email);
}

pub(super) fn email(n: u8) -> EmailAddress {
    format!("p{n}@example.com").parse().unwrap()
}

fn time(seconds: i64) -> UtcTime {
    Timestamp::from_second(1_700_000_000 + seconds)
        .unwrap()
        .into()
}

fn workspace() -> WorkspaceId {
    "w1".to_owned().try_into().unwrap()
}
