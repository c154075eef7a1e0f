//! What the function's routes take and answer, for the API's description.

use std::collections::BTreeMap;

use api::openapi::{
    answer::{Answer, not_modified},
    parameters, samples,
};
use domain::{
    email::EmailAddress,
    ticket::{Priority, Status},
};
use serde_json::json;
use store::listing::{DEFAULT_LIMIT, MAX_LIMIT};
use utoipa::{
    IntoParams, IntoResponses, OpenApi,
    openapi::{
        ObjectBuilder, RefOr, Response, Schema,
        path::{Parameter, ParameterIn},
        schema::{AnyOfBuilder, Type},
    },
};

use crate::{
    get_ticket::{self, TicketWithTimeline},
    health::{self, Health},
    list_request::{Direction, PARAMETERS, SortBy},
    list_tickets::{self, TicketList},
    search,
};

/// The function's routes.
#[derive(OpenApi)]
#[openapi(
    paths(list_tickets::list_tickets, get_ticket::get_ticket, health::health),
    components(schemas(TicketList, TicketWithTimeline, Health, SortBy, Direction))
)]
pub struct Document;

pub(crate) const LIST_TICKETS: &str = "\
Filters narrow each other; a filter with several values takes any of them. Sorted by `created`, a walk \
over the pages shows each ticket exactly once, whatever happens meanwhile; by the others, a ticket \
that changes meanwhile may be missed or seen twice. A page may hold fewer tickets than `limit`, even \
none, and still have a next one. A new ticket may take a second to appear.";

pub(crate) const GET_TICKET: &str = "\
The ticket as it is now, with all that happened to it and how far the mails about each event came.";

pub(crate) const HEALTH: &str = "Says that the API answers. The tables are not asked.";

/// The parameters of `list_tickets`.
pub(crate) struct ListParameters;

impl IntoParams for ListParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        PARAMETERS.into_iter().map(described).collect()
    }
}

fn described(name: &'static str) -> Parameter {
    let one = parameters::query;
    let several = parameters::query_of_several;
    match name {
        "status" => several(name, reference::<Status>(), "Where they stand."),
        "priority" => several(name, reference::<Priority>(), "How urgent they are."),
        "category" => one(
            name,
            categories(),
            "Their categories, with commas between them.",
        ),
        "assigned_to" => several(
            name,
            assignee(),
            "Who works on them: agents, `me`, or `none` for nobody.",
        ),
        "customer_email" => several(name, reference::<EmailAddress>(), "Whose they are."),
        "q" => one(
            name,
            search(),
            "A number, an e-mail address, or words in title, customer's name and address. Words are \
             looked for in the newest tickets first; `searched_back_to` says how far.",
        ),
        "sort" => one(
            name,
            reference::<SortBy>(),
            "`created` unless given. `priority` lists active tickets only, and \
             takes no filter for others.",
        ),
        "order" => one(
            name,
            reference::<Direction>(),
            "`desc` unless given: the newest, or the most urgent, first.",
        ),
        "limit" => one(name, limit(), "The most tickets that the page may hold."),
        "cursor" => one(
            name,
            cursor(),
            "The `next_cursor` of the page before, with the same filters and order.",
        ),
        other => unreachable!("the query parameter {other} is not described"),
    }
}

fn reference<T: utoipa::ToSchema>() -> RefOr<Schema> {
    utoipa::openapi::Ref::from_schema_name(T::name()).into()
}

fn assignee() -> RefOr<Schema> {
    let words = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(["me", "none"]));
    AnyOfBuilder::new()
        .item(words)
        .item(reference::<EmailAddress>())
        .into()
}

/// No list as the other filters are: any text at all would be one of one category.
fn categories() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .into()
}

fn search() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(search::MAX_CHARS))
        .into()
}

fn cursor() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some("^[A-Za-z0-9_-]+$"))
        .into()
}

fn limit() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(MAX_LIMIT))
        .default(Some(json!(DEFAULT_LIMIT)))
        .into()
}

pub(crate) struct Listed;

impl IntoResponses for Listed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let list = json!({
            "items": [samples::row()],
            "next_cursor": null,
            "searched_back_to": null,
        });
        let page = Answer::new(200, "A page of tickets.")
            .body::<TicketList>(list)
            .with_entity_tag();
        [page.into_responses(), not_modified().into_responses()]
            .into_iter()
            .flatten()
            .collect()
    }
}

pub(crate) struct Shown;

impl IntoResponses for Shown {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(200, "The ticket and its events, oldest first.")
            .body::<TicketWithTimeline>(samples::ticket_with_timeline())
            .with_entity_tag()
            .into_responses()
    }
}

pub(crate) struct Healthy;

impl IntoResponses for Healthy {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(200, "The API answers.")
            .body::<Health>(json!({ "status": "ok" }))
            .into_responses()
    }
}
