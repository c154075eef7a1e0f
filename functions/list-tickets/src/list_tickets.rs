//! `GET /ticket`: a page of the list.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials};
use api::{
    agent_auth::AuthenticatedAgent,
    etag::{self, IfNoneMatch},
    problem::Problem,
    query::Parameters,
    row_body::RowBody,
};
use axum::{
    extract::State,
    http::{Uri, header},
    response::Response,
};
use domain::{
    agent::SignedIn,
    email::{EmailAddress, InvalidEmailAddress},
    text::Category,
    ticket::Status,
    time::UtcTime,
};
use serde::{Deserialize, Serialize, de::IntoDeserializer};
use store::listing::{
    Assignee, DEFAULT_LIMIT, ListError, MAX_LIMIT, Order, Page, Query, Row, Sort,
};

use crate::{
    App,
    search::{Search, Sought},
};

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

/// A page of tickets.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct TicketList<'a> {
    items: Vec<RowBody<'a>>,
    /// Where the next page begins; null after the last one.
    next_cursor: Option<&'a str>,
    /// How far a search by words has come, when there is more to search.
    searched_back_to: Option<UtcTime>,
}

/// What is asked for.
#[derive(Debug)]
struct Request {
    query: Query,
    search: Option<Search>,
    limit: usize,
    cursor: Option<String>,
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

/// Answers the page, or 304 when the caller has it.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/ticket", tag = "tickets", security(("access_token" = [])),
    description = crate::openapi::LIST_TICKETS,
    params(crate::openapi::ListParameters, IfNoneMatch),
    responses(crate::openapi::Listed, Always, OfCredentials),
))]
pub(crate) async fn list_tickets(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    if_none_match: IfNoneMatch,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Problem> {
    let request = Request::read(&uri, &agent)?;
    let page = find(&app, &agent, request).await?;
    let list = TicketList {
        items: page.rows.iter().map(RowBody::new).collect(),
        next_cursor: page.next_cursor.as_deref(),
        searched_back_to: page.searched_back_to,
    };
    let body = serde_json::to_vec(&list).unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, "application/json")];
    Ok(if_none_match.answer(&etag::of_body(&body), (headers, body)))
}

/// Reads the page. A search for a number shows the ticket that has it; a number that no ticket has
/// is looked for as words, since titles hold numbers, too.
async fn find(app: &App, agent: &SignedIn, request: Request) -> Result<Page, Problem> {
    let Request {
        mut query,
        search,
        limit,
        cursor,
    } = request;
    if let Some(search) = search {
        let settings = app
            .store
            .settings(&agent.workspace)
            .await?
            .ok_or_else(|| Problem::unauthorized("The token's workspace does not exist."))?;
        match search.means(&settings, &query) {
            // Only a search by words has pages.
            Sought::Number(number, words) => {
                if cursor.is_none()
                    && let Some(ticket) = app.store.ticket(&agent.workspace, &number).await?
                {
                    return Ok(only(ticket.into(), &query));
                }
                query.words = Some(words);
            }
            Sought::Customer(email) => query.customers = vec![email],
            Sought::Words(words) => query.words = Some(words),
        }
    }
    let page = app
        .store
        .list(&agent.workspace, &query, limit, cursor.as_deref())
        .await;
    page.map_err(|error| match error {
        ListError::ForeignCursor => Problem::malformed(
            "The query parameter cursor must be the next_cursor of the same list: leave it out to begin again.",
        ),
        ListError::Store(error) => error.into(),
    })
}

fn only(row: Row, query: &Query) -> Page {
    let rows = if query.takes(&row) {
        vec![row]
    } else {
        Vec::new()
    };
    Page {
        rows,
        next_cursor: None,
        searched_back_to: None,
    }
}

impl Request {
    fn read(uri: &Uri, agent: &SignedIn) -> Result<Self, Problem> {
        let mut parameters = Parameters::read(uri, &PARAMETERS)?;
        let sort = parameters.one("sort", word::<SortBy>)?.unwrap_or_default();
        let order = parameters
            .one("order", word::<Direction>)?
            .unwrap_or_default();
        let query = Query {
            statuses: parameters.several("status", word)?,
            priorities: parameters.several("priority", word)?,
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
