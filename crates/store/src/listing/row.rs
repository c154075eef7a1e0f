//! A ticket as lists show it.

use domain::{
    email::EmailAddress,
    number::TicketNumber,
    text::{Category, Title},
    ticket::{Customer, Priority, Source, Status, Ticket},
    time::UtcTime,
};
use serde::Deserialize;

use super::Query;
use super::query::Assignee;

/// What the indexes hold of a ticket's head (the INCLUDE lists in `template.yaml`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// The number, unique in the workspace.
    pub number: TicketNumber,
    /// How many changes it has seen; 1 when new.
    pub version: u64,
    /// What it is about.
    pub title: Title,
    /// Where it stands.
    pub status: Status,
    /// How urgent it is.
    pub priority: Priority,
    /// One of the workspace's categories.
    pub category: Option<Category>,
    /// Whom it is for.
    pub customer: Customer,
    /// The agent who wrote it; none for a visitor's own.
    pub created_by: Option<EmailAddress>,
    /// The agent who works on it.
    pub assigned_to: Option<EmailAddress>,
    /// The way by which it came.
    pub source: Source,
    /// When it was created.
    pub created_at: UtcTime,
    /// When it last changed.
    pub updated_at: UtcTime,
    /// When an agent first answered.
    pub first_response_at: Option<UtcTime>,
    /// When it was resolved.
    pub resolved_at: Option<UtcTime>,
}

impl From<Ticket> for Row {
    fn from(ticket: Ticket) -> Self {
        Self {
            number: ticket.number,
            version: ticket.version,
            title: ticket.title,
            status: ticket.status,
            priority: ticket.priority,
            category: ticket.category,
            customer: ticket.customer,
            created_by: ticket.created_by,
            assigned_to: ticket.assigned_to,
            source: ticket.source,
            created_at: ticket.created_at,
            updated_at: ticket.updated_at,
            first_response_at: ticket.first_response_at,
            resolved_at: ticket.resolved_at,
        }
    }
}

impl Query {
    /// Whether `row` passes every filter, those that the index serves included.
    pub fn takes(&self, row: &Row) -> bool {
        let assignee = match &row.assigned_to {
            None => Assignee::Nobody,
            Some(email) => Assignee::Agent(email.clone()),
        };
        admits(&self.statuses, &row.status)
            && admits(&self.priorities, &row.priority)
            && (self.categories.is_empty()
                || row
                    .category
                    .as_ref()
                    .is_some_and(|category| self.categories.contains(category)))
            && admits(&self.assignees, &assignee)
            && admits(&self.customers, &row.customer.email)
            && self.words.as_ref().is_none_or(|words| words.are_in(row))
    }
}

fn admits<T: PartialEq>(filter: &[T], value: &T) -> bool {
    filter.is_empty() || filter.contains(value)
}

#[cfg(test)]
pub(super) mod tests {
    use rstest::rstest;

    use super::*;
    use crate::listing::Words;

    /// Ticket `n` as it was created.
    pub(in crate::listing) fn row(n: u64) -> Row {
        let at = jiff::Timestamp::from_second(1_700_000_000).unwrap().into();
        Row {
            number: format!("TKT-{n:05}").parse().unwrap(),
            version: 1,
            title: Title::parse("Wrong invoice").unwrap(),
            status: Status::Open,
            priority: Priority::Medium,
            category: Some(Category::parse("billing").unwrap()),
            customer: Customer {
                name: domain::text::PersonName::parse("Maria").unwrap(),
                email: email("maria@customer.example"),
                phone: None,
            },
            created_by: None,
            assigned_to: None,
            source: Source::Widget,
            created_at: at,
            updated_at: at,
            first_response_at: None,
            resolved_at: None,
        }
    }

    #[rstest]
    #[case::all(Query::default(), true)]
    #[case::status(Query { statuses: vec![Status::Closed, Status::Open], ..Query::default() }, true)]
    #[case::other_status(Query { statuses: vec![Status::Closed], ..Query::default() }, false)]
    #[case::priority(Query { priorities: vec![Priority::Medium], ..Query::default() }, true)]
    #[case::other_priority(Query { priorities: vec![Priority::Low], ..Query::default() }, false)]
    #[case::category(Query { categories: vec![category("billing")], ..Query::default() }, true)]
    #[case::other_category(Query { categories: vec![category("general")], ..Query::default() }, false)]
    #[case::nobodys(Query { assignees: vec![Assignee::Nobody], ..Query::default() }, true)]
    #[case::an_agents(Query { assignees: vec![Assignee::Agent(email("a@b.example"))], ..Query::default() }, false)]
    #[case::customer_in_any_case(Query { customers: vec![email("MARIA@Customer.example")], ..Query::default() }, true)]
    #[case::other_customer(Query { customers: vec![email("john@customer.example")], ..Query::default() }, false)]
    #[case::words(Query { words: Words::read("maria"), ..Query::default() }, true)]
    #[case::other_words(Query { words: Words::read("john"), ..Query::default() }, false)]
    #[case::one_of_two_filters(
        Query { statuses: vec![Status::Open], priorities: vec![Priority::Low], ..Query::default() },
        false
    )]
    fn a_row_passes_every_filter_or_is_left_out(#[case] query: Query, #[case] taken: bool) {
        assert_eq!(query.takes(&row(1)), taken);
    }

    fn category(text: &str) -> Category {
        Category::parse(text).unwrap()
    }

    fn email(text: &str) -> EmailAddress {
        text.parse().unwrap()
    }
}
