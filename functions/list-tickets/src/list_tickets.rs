//! `GET /ticket`: a page of the list.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials};
use api::{
    agent_auth::{AuthenticatedAgent, settings_of},
    etag::{self, IfNoneMatch},
    problem::Problem,
    row_body::RowBody,
};
use axum::{
    extract::State,
    http::{Uri, header},
    response::Response,
};
use domain::{agent::SignedIn, time::UtcTime};
use serde::Serialize;
use store::listing::{ListError, Page, Query, Row};

use crate::{App, list_request::ListRequest, search::Sought};

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

/// Answers the page, or 304 when the caller has it.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/ticket", tag = "tickets", security(("access_token" = [])),
    summary = "List tickets",
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
    let request = ListRequest::read(&uri, &agent)?;
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
async fn find(app: &App, agent: &SignedIn, request: ListRequest) -> Result<Page, Problem> {
    let ListRequest {
        mut query,
        search,
        limit,
        cursor,
    } = request;
    if let Some(search) = search {
        let settings = settings_of(&app.store, agent).await?;
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
