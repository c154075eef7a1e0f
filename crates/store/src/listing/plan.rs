//! Which index answers a query, and which of its partitions.
//!
//! A list that must be in the order of creation reads an index whose keys never change, or a ticket
//! might slip through. Of those that fit, the one that reads least is taken: work in progress is
//! little, what is closed grows for ever, and one customer has few tickets.

use std::collections::HashSet;

use domain::{
    ticket::{Priority, Status},
    workspace::WorkspaceId,
};

use super::query::{Order, Query, Sort};
use crate::heads;

/// Partitions that one page merges at most; a filter with more values is applied while reading.
const MAX_PARTITIONS: usize = 5;
/// Rows that a request looks at, at most, to find those that pass a filter.
const FILTER_BUDGET: usize = 500;
/// The same for a search by words.
const SEARCH_BUDGET: usize = 2_000;

/// How a query is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) index: Index,
    /// Those that are merged.
    pub(super) partitions: Vec<Partition>,
    /// How many rows may be looked at to fill a page; none where every row that is read fits.
    pub(super) budget: Option<usize>,
}

/// A part of an index that is in order by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Partition {
    /// The index's partition key.
    pub(super) value: String,
    /// Those of a lower stage come whole before those of a higher one; within a stage, sort keys
    /// decide.
    pub(super) stage: u8,
}

/// The indexes in `template.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Index {
    Created,
    Status,
    Assignee,
    Priority,
    Customer,
}

impl Plan {
    /// How the tickets of `workspace` are read for `query`.
    pub(super) fn of(query: &Query, workspace: &WorkspaceId) -> Self {
        let index = match query.sort {
            Sort::Created if is_few(&query.customers) => Index::Customer,
            Sort::Created => Index::Created,
            Sort::Priority => Index::Priority,
            Sort::Updated => by_last_change(query),
        };
        let partitions = index.partitions(query, workspace);
        Self {
            index,
            partitions,
            budget: index.budget(query),
        }
    }

    /// Another way to a list by last change, where it is about few customers: all of their tickets are
    /// read and sorted in memory. Does not count where they have more than [`FILTER_BUDGET`].
    pub(super) fn gathering(query: &Query, workspace: &WorkspaceId) -> Option<Self> {
        let fits = query.sort == Sort::Updated && is_few(&query.customers);
        fits.then(|| Self {
            index: Index::Customer,
            partitions: Index::Customer.partitions(query, workspace),
            budget: Some(FILTER_BUDGET),
        })
    }

    /// The plan of a list that was gathered already.
    pub(super) fn gathered(mut self) -> Self {
        self.partitions.truncate(1);
        Self {
            budget: None,
            ..self
        }
    }
}

fn by_last_change(query: &Query) -> Index {
    let (statuses, priorities) = (query.statuses.len(), query.priorities.len());
    let active_only = statuses > 0 && query.statuses.iter().all(|status| status.is_active());
    if active_only {
        // Four priorities and three active states divide the same tickets.
        let share_is_less = priorities > 0 && priorities * 3 < statuses * 4;
        return if share_is_less {
            Index::Priority
        } else {
            Index::Status
        };
    }
    if is_few(&query.assignees) {
        Index::Assignee
    } else {
        Index::Status
    }
}

fn is_few<T>(values: &[T]) -> bool {
    (1..=MAX_PARTITIONS).contains(&values.len())
}

/// Those of `all` that a filter names, all where it names none.
fn chosen<T: Copy + PartialEq>(filter: &[T], all: &'static [T]) -> impl Iterator<Item = T> {
    all.iter()
        .copied()
        .filter(|value| filter.is_empty() || filter.contains(value))
}

impl Index {
    /// Its name in the template.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Created => "ByCreated",
            Self::Status => "ByStatus",
            Self::Assignee => "ByAssignee",
            Self::Priority => "ByPriority",
            Self::Customer => "ByCustomer",
        }
    }

    /// The attributes of its key: partition, then sort.
    pub(super) fn key(self) -> (&'static str, &'static str) {
        match self {
            Self::Created => ("ws", "created_key"),
            Self::Status => ("ws_status", "updated_key"),
            Self::Assignee => ("ws_assignee", "updated_key"),
            Self::Priority => ("ws_priority", "updated_key"),
            Self::Customer => ("ws_customer", "created_key"),
        }
    }

    fn partitions(self, query: &Query, workspace: &WorkspaceId) -> Vec<Partition> {
        let values: Vec<String> = match self {
            Self::Created => vec![workspace.to_string()],
            Self::Customer => {
                let customers = query.customers.iter();
                customers
                    .map(|customer| heads::by_customer(workspace, customer))
                    .collect()
            }
            Self::Assignee => {
                let assignees = query.assignees.iter();
                assignees
                    .map(|assignee| heads::by_assignee(workspace, assignee.agent()))
                    .collect()
            }
            Self::Status => {
                let statuses = chosen(&query.statuses, &Status::ALL);
                statuses
                    .map(|status| heads::by_status(workspace, status))
                    .collect()
            }
            Self::Priority => {
                let priorities = chosen(&query.priorities, &Priority::ALL);
                priorities
                    .map(|priority| heads::by_priority(workspace, priority))
                    .collect()
            }
        };
        let mut seen = HashSet::new();
        let mut values: Vec<_> = values
            .into_iter()
            .filter(|value| seen.insert(value.clone()))
            .collect();
        if query.order == Order::Descending {
            values.reverse();
        }
        let staged = self == Self::Priority && query.sort == Sort::Priority;
        let stages = 0_u8..;
        stages
            .zip(values)
            .map(|(stage, value)| Partition {
                value,
                stage: if staged { stage } else { 0 },
            })
            .collect()
    }

    fn budget(self, query: &Query) -> Option<usize> {
        if query.words.is_some() {
            return Some(SEARCH_BUDGET);
        }
        let served = |index| self == index;
        let all_served = (query.statuses.is_empty() || served(Self::Status))
            && (query.priorities.is_empty() || served(Self::Priority))
            && (query.assignees.is_empty() || served(Self::Assignee))
            && (query.customers.is_empty() || served(Self::Customer))
            && query.categories.is_empty();
        (!all_served).then_some(FILTER_BUDGET)
    }
}

#[cfg(test)]
mod tests;
