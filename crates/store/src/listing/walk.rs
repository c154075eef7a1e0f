//! The walk over a page: which rows to read, and which of those that were read come next.
//!
//! Several partitions are merged. A row may leave the merge only when no partition can still bring
//! one that comes before it, so a partition whose rows are used up holds the others back until more
//! of it has been read or it has ended.

use std::collections::{HashSet, VecDeque};

use domain::number::TicketNumber;

use super::cursor::Position;
use super::plan::Plan;
use super::query::{Order, Query};
use super::row::Row;

/// The first read of a list with a filter takes this many rows, or this many times a page: enough
/// for most filters, and far less than the whole budget, which the second read takes.
const FIRST_READ: usize = 100;
const FIRST_READ_IN_PAGES: usize = 4;

/// A page that is being filled.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    query: &'a Query,
    limit: usize,
    lanes: Vec<Lane>,
    /// Rows that may still be read, where there is a filter.
    budget: Option<usize>,
    rounds: usize,
    rows: Vec<Row>,
    /// A ticket that changes while partitions are read side by side may be in two of them.
    shown: HashSet<TicketNumber>,
    last: Option<Position>,
}

/// One partition.
#[derive(Debug)]
struct Lane {
    stage: u8,
    /// Where reading goes on: behind this sort key.
    after: Option<String>,
    /// Read and not yet looked at.
    waiting: VecDeque<Found>,
    ended: bool,
}

/// A row at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) key: String,
    pub(super) row: Row,
}

/// Rows that the walk needs next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read {
    /// Which of the plan's partitions.
    pub(super) lane: usize,
    /// Only those behind this sort key.
    pub(super) after: Option<String>,
    /// At most this many.
    pub(super) limit: usize,
}

/// What a read brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) rows: Vec<Found>,
    /// Whether nothing lies behind the last row.
    pub(super) ended: bool,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Walked {
    pub(super) rows: Vec<Row>,
    /// The last place that was looked at; none when nothing lies behind it.
    pub(super) next: Option<Position>,
}

impl<'a> Walk<'a> {
    /// Begins behind `from`, or at the front.
    pub(super) fn new(
        query: &'a Query,
        plan: &Plan,
        limit: usize,
        from: Option<&Position>,
    ) -> Self {
        let lanes = plan.partitions.iter();
        Self {
            query,
            limit,
            lanes: lanes.map(|lane| Lane::behind(lane.stage, from)).collect(),
            budget: plan.budget,
            rounds: 0,
            rows: Vec::new(),
            shown: HashSet::new(),
            last: from.cloned(),
        }
    }

    /// What must be read before the walk can go on; nothing when the page is done.
    pub(super) fn wanted(&mut self) -> Vec<Read> {
        self.advance();
        if self.rows.len() == self.limit {
            return Vec::new();
        }
        let empty = |lane: &&Lane| lane.waiting.is_empty() && !lane.ended;
        let lanes = self.lanes.iter().filter(empty).count();
        let limit = self.read_size(lanes);
        self.rounds += 1;
        if limit == 0 {
            return Vec::new();
        }
        let lanes = self.lanes.iter().enumerate();
        lanes
            .filter(|(_, lane)| empty(lane))
            .map(|(i, lane)| Read {
                lane: i,
                after: lane.after.clone(),
                limit,
            })
            .collect()
    }

    /// Takes in what a [`Read`] brought.
    pub(super) fn add(&mut self, lane: usize, batch: Batch) {
        if let Some(budget) = &mut self.budget {
            *budget = budget.saturating_sub(batch.rows.len());
        }
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.after = batch
                .rows
                .last()
                .map(|found| found.key.clone())
                .or(lane.after.take());
            lane.ended = batch.ended;
            lane.waiting.extend(batch.rows);
        }
    }

    /// The page, as far as it was filled.
    pub(super) fn finish(mut self) -> Walked {
        self.advance();
        let unread = self.lanes.iter().any(|lane| !lane.ended);
        let mut waiting = self.lanes.iter().flat_map(|lane| &lane.waiting);
        let more = unread || waiting.any(|found| self.takes(&found.row));
        Walked {
            rows: self.rows,
            next: self.last.filter(|_| more),
        }
    }

    /// Rows to read of each of `lanes` partitions. One more than the page has tells whether there is
    /// a next page.
    fn read_size(&self, lanes: usize) -> usize {
        let whole_page = self.limit + 1;
        match self.budget {
            None => whole_page,
            Some(budget) => {
                let share = budget / lanes.max(1);
                if self.rounds == 0 {
                    share.min(FIRST_READ.max(whole_page * FIRST_READ_IN_PAGES))
                } else {
                    share
                }
            }
        }
    }

    /// Looks at rows in their order until the page is full or more must be read.
    fn advance(&mut self) {
        while self.rows.len() < self.limit
            && let Some((position, row)) = self.take_next()
        {
            self.last = Some(position);
            if self.takes(&row) {
                self.shown.insert(row.number.clone());
                self.rows.push(row);
            }
        }
    }

    fn takes(&self, row: &Row) -> bool {
        self.query.takes(row) && !self.shown.contains(&row.number)
    }

    fn take_next(&mut self) -> Option<(Position, Row)> {
        let order = self.query.order;
        let first = self
            .lanes
            .iter()
            .enumerate()
            .filter_map(|(i, lane)| Some((i, lane.first()?)))
            .min_by(|(_, a), (_, b)| a.compare(b, order));
        let (i, position) = first?;
        let mut lanes = self.lanes.iter();
        if lanes.any(|lane| lane.may_precede(&position, order)) {
            return None;
        }
        let found = self.lanes.get_mut(i)?.waiting.pop_front()?;
        Some((position, found.row))
    }
}

impl Lane {
    fn behind(stage: u8, from: Option<&Position>) -> Self {
        let from = from.filter(|from| from.stage >= stage);
        Self {
            stage,
            after: from
                .filter(|from| from.stage == stage)
                .map(|from| from.key.clone()),
            waiting: VecDeque::new(),
            ended: from.is_some_and(|from| from.stage > stage),
        }
    }

    /// The place of the next row.
    fn first(&self) -> Option<Position> {
        self.waiting.front().map(|found| Position {
            stage: self.stage,
            key: found.key.clone(),
        })
    }

    /// Whether a row that has not been read yet may come before `position`.
    fn may_precede(&self, position: &Position, order: Order) -> bool {
        if !self.waiting.is_empty() || self.ended {
            return false;
        }
        match &self.after {
            None => self.stage <= position.stage,
            Some(key) => {
                let read = Position {
                    stage: self.stage,
                    key: key.clone(),
                };
                read.compare(position, order).is_lt()
            }
        }
    }
}

#[cfg(test)]
mod tests;
