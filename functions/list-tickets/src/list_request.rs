//! The query string of the list.

use api::{problem::Problem, query::Parameters};
use axum::http::Uri;
use domain::{
    agent::SignedIn,
    email::{EmailAddress, InvalidEmailAddress},
    text::Category,
    ticket::Status,
};
use serde::{Deserialize, de::IntoDeserializer};
use store::listing::{Assignee, DEFAULT_LIMIT, MAX_LIMIT, Order, Query, Sort};

use crate::search::Search;

/// The query parameters.
pub(crate) const PARAMETERS: [&str; 10] = [
    "status",
    "priority",
    "category",
    "assigned_to",
    "customer_email",
    "q",
    "sort",
    "order",
    "limit",
    "cursor",
];

/// What is asked for.
#[derive(Debug)]
pub(crate) struct ListRequest {
    pub(crate) query: Query,
    pub(crate) search: Option<Search>,
    pub(crate) limit: usize,
    pub(crate) cursor: Option<String>,
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) enum SortBy {
    /// By creation.
    #[default]
    Created,
    /// By the last change.
    Updated,
    /// By priority, active tickets only.
    Priority,
}

/// Which end comes first.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) enum Direction {
    /// The oldest, or the least urgent.
    Asc,
    /// The newest, or the most urgent.
    #[default]
    Desc,
}

impl ListRequest {
    /// Reads the query string.
    ///
    /// # Errors
    /// 400 when a parameter is unknown, comes twice or has no usable value.
    pub(crate) fn read(uri: &Uri, agent: &SignedIn) -> Result<Self, Problem> {
        let mut parameters = Parameters::read(uri, &PARAMETERS)?;
        let sort = parameters.one("sort", word::<SortBy>)?.unwrap_or_default();
        let order = parameters
            .one("order", word::<Direction>)?
            .unwrap_or_default();
        let query = Query {
            statuses: parameters.several("status", str::parse)?,
            priorities: parameters.several("priority", str::parse)?,
            categories: parameters.several("category", Category::parse)?,
            assignees: parameters.several("assigned_to", |text| assignee(text, agent))?,
            customers: parameters.several("customer_email", str::parse)?,
            words: None,
            sort: sort.into(),
            order: order.into(),
        };
        let is_active = |status: &Status| status.is_active();
        if query.sort == Sort::Priority && !query.statuses.iter().all(is_active) {
            return Err(Problem::malformed(
                "A list that is sorted by priority holds active tickets only: open, in_progress and pending.",
            ));
        }
        Ok(Self {
            query,
            search: parameters.one("q", Search::parse)?,
            limit: parameters.one("limit", limit)?.unwrap_or(DEFAULT_LIMIT),
            cursor: parameters.one("cursor", |text| Ok::<_, String>(text.to_owned()))?,
        })
    }
}

/// A value of a fixed list, as JSON writes it.
fn word<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, String> {
    T::deserialize(text.into_deserializer())
        .map_err(|error: serde::de::value::Error| format!("cannot be read: {error}"))
}

fn assignee(text: &str, agent: &SignedIn) -> Result<Assignee, InvalidEmailAddress> {
    match text {
        "none" => Ok(Assignee::Nobody),
        "me" => Ok(Assignee::Agent(agent.email.clone())),
        text => text.parse::<EmailAddress>().map(Assignee::Agent),
    }
}

fn limit(text: &str) -> Result<usize, String> {
    let refusal = || format!("must be a whole number from 1 to {MAX_LIMIT}");
    // `parse` would take a plus sign, too.
    let is_number = text.bytes().all(|b| b.is_ascii_digit());
    match text.parse() {
        Ok(limit @ 1..=MAX_LIMIT) if is_number => Ok(limit),
        _ => Err(refusal()),
    }
}

impl From<SortBy> for Sort {
    fn from(sort: SortBy) -> Self {
        match sort {
            SortBy::Created => Self::Created,
            SortBy::Updated => Self::Updated,
            SortBy::Priority => Self::Priority,
        }
    }
}

impl From<Direction> for Order {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Asc => Self::Ascending,
            Direction::Desc => Self::Descending,
        }
    }
}
