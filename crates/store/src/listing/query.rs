//! What may be asked of the list.

use domain::{
    email::EmailAddress,
    text::Category,
    ticket::{Priority, Status},
    workspace::WorkspaceId,
};

use super::words::Words;
use crate::keys::sha256_hex;

/// The most rows that one page may have.
pub const MAX_LIMIT: usize = 100;
/// The rows of a page where nobody says how many.
pub const DEFAULT_LIMIT: usize = 20;

/// Which tickets, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Only these; no filter where it is empty.
    pub statuses: Vec<Status>,
    /// Only these; no filter where it is empty.
    pub priorities: Vec<Priority>,
    /// Only these; no filter where it is empty.
    pub categories: Vec<Category>,
    /// Only theirs; no filter where it is empty.
    pub assignees: Vec<Assignee>,
    /// Only theirs; no filter where it is empty.
    pub customers: Vec<EmailAddress>,
    /// Only those in whose title and customer all these words occur.
    pub words: Option<Words>,
    /// By what they are sorted.
    pub sort: Sort,
    /// Which end comes first.
    pub order: Order,
}

/// Who works on a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignee {
    /// Nobody yet.
    Nobody,
    /// This agent.
    Agent(EmailAddress),
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By creation, then number. A ticket never moves in it, so a walk over its pages shows each once.
    #[default]
    Created,
    /// By the last change. A ticket that changes during a walk moves, so it may be missed or seen twice.
    Updated,
    /// By priority, then by the last change; active tickets only. They move as by the last change.
    Priority,
}

/// Which end of a list comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The oldest, or the least urgent.
    Ascending,
    /// The newest, or the most urgent.
    #[default]
    Descending,
}

impl Query {
    /// Names this query in this workspace: a position in its list means nothing in another.
    pub(super) fn fingerprint(&self, workspace: &WorkspaceId) -> String {
        let filters = [
            sorted(&self.statuses, |status| format!("{status:?}")),
            sorted(&self.priorities, |priority| format!("{priority:?}")),
            sorted(&self.categories, ToString::to_string),
            sorted(&self.assignees, |assignee| {
                assignee.agent().map_or_else(String::new, EmailAddress::key)
            }),
            sorted(&self.customers, EmailAddress::key),
            self.words
                .as_ref()
                .map(Words::as_slice)
                .unwrap_or_default()
                .to_vec(),
        ];
        let (sort, order) = (self.sort, self.order);
        // Debug writes lists of texts with quotes and escapes, so that no two queries look the same.
        let mut hash = sha256_hex(&format!("{workspace} {sort:?} {order:?} {filters:?}"));
        hash.truncate(32);
        hash
    }
}

impl Assignee {
    pub(super) fn agent(&self) -> Option<&EmailAddress> {
        match self {
            Self::Nobody => None,
            Self::Agent(email) => Some(email),
        }
    }
}

fn sorted<T>(values: &[T], text: impl Fn(&T) -> String) -> Vec<String> {
    let mut texts: Vec<_> = values.iter().map(text).collect();
    texts.sort();
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_known_again_however_its_filters_are_ordered() {
        let (w1, w2) = (workspace("w1"), workspace("w2"));
        let query = |statuses: &[Status]| Query {
            statuses: statuses.to_vec(),
            ..Query::default()
        };
        let both = query(&[Status::Open, Status::Closed]).fingerprint(&w1);
        assert_eq!(
            both,
            query(&[Status::Closed, Status::Open, Status::Open]).fingerprint(&w1)
        );
        assert_ne!(both, query(&[Status::Open]).fingerprint(&w1));
        assert_ne!(
            both,
            query(&[Status::Open, Status::Closed]).fingerprint(&w2)
        );
    }

    #[test]
    fn the_same_text_in_another_filter_is_another_query() {
        let email: EmailAddress = "maria@customer.example".parse().unwrap();
        let by_customer = Query {
            customers: vec![email.clone()],
            ..Query::default()
        };
        let by_assignee = Query {
            assignees: vec![Assignee::Agent(email)],
            ..Query::default()
        };
        let w1 = workspace("w1");
        assert_ne!(by_customer.fingerprint(&w1), by_assignee.fingerprint(&w1));
    }

    fn workspace(id: &str) -> WorkspaceId {
        id.to_owned().try_into().unwrap()
    }
}
