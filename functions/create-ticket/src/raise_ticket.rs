//! `POST /tickets/create`: a visitor raises a ticket in the widget.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials, OfLimits, OfRepeatableBodies};
use api::{
    client_address::SourceAddress, cors, fields::Fields, idempotency_key::IdempotencyKey,
    json_body::JsonBody, problem::Problem, query, widget_auth::Widget,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use domain::{
    address::ClientAddress,
    email::EmailAddress,
    number::TicketNumber,
    text::{Description, ForeignId, PersonName, Phone, Title},
    ticket::{CreatedTicket, Customer, NewTicket, Priority, Source, Status},
    time::UtcTime,
    workspace::Settings,
};
use serde::{Deserialize, Serialize};
use store::{Store, idempotency::IdempotentRequest, limits::Scope};

use crate::{App, conversation::of_visitor, creation::Creation};

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct RaiseTicket {
    /// The widget's token.
    // Read before the other fields: who may not raise tickets learns nothing about them.
    #[serde(rename = "bot_token")]
    _bot_token: String,
    #[cfg_attr(feature = "openapi", schema(value_type = Description))]
    issue: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = PersonName))]
    visitor_name: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = EmailAddress))]
    visitor_email: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Phone>))]
    visitor_phone: Option<String>,
    /// Who the visitor is to the page that holds the widget.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ForeignId>))]
    user_id: Option<String>,
    /// The visit, as the page that holds the widget names it; or the visitor's conversation.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ForeignId>))]
    session_id: Option<String>,
}

/// What the widget learns of the new ticket: nothing that was typed comes back.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct RaisedTicket<'a> {
    ticket_id: &'a TicketNumber,
    status: Status,
}

/// Saves a visitor's ticket and answers its number.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/tickets/create", tag = "widget", security((), ("visitor_token" = [])),
    summary = "Raise a ticket from the widget",
    description = crate::openapi::RAISE_TICKET,
    params(IdempotencyKey),
    request_body(content = RaiseTicket, example = crate::openapi::new_issue),
    responses(crate::openapi::Raised, Always, OfCredentials, OfRepeatableBodies, OfLimits),
))]
pub(crate) async fn raise_ticket(
    SourceAddress(address): SourceAddress,
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, Problem> {
    let widget = Widget::find(&app.store, body.text("bot_token")).await?;
    let key = widget
        .check_active()
        .and_then(|()| query::refuse_parameters(&uri))
        .and_then(|()| IdempotencyKey::of(&headers));
    let answered = match key {
        Ok(IdempotencyKey(key)) => {
            raise(&app, &widget, address, &headers, key.as_deref(), body).await
        }
        Err(problem) => Err(problem),
    };
    Ok(cors::share(
        answered.into_response(),
        &headers,
        &widget.settings,
    ))
}

async fn raise(
    app: &App,
    widget: &Widget,
    address: ClientAddress,
    headers: &HeaderMap,
    key: Option<&str>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let canonical = body.canonical();
    let mut new = body.read::<RaiseTicket>()?.parse(&widget.settings)?;
    let creation = Creation {
        store: &app.store,
        workspace: &widget.workspace,
        settings: &widget.settings,
        request: key.map(|key| IdempotentRequest {
            workspace: &widget.workspace,
            credential: &widget.token_id,
            key,
            body: &canonical,
        }),
        at: UtcTime::now(),
    };
    if let Some(answer) = creation.earlier_answer().await? {
        return Ok(created(answer));
    }
    count(app, widget, address, creation.at).await?;
    let session = new.session_id.as_ref();
    let workspace = &widget.workspace;
    let conversation = of_visitor(&app.store, workspace, headers, session, creation.at).await?;
    new.conversation_id = conversation.as_ref().map(|it| it.id.clone());
    let answer = creation.create(new, conversation, number_and_status);
    answer.await.map(created)
}

impl RaiseTicket {
    fn parse(self, settings: &Settings) -> Result<NewTicket, Problem> {
        let mut fields = Fields::default();
        let issue = fields.required("issue", self.issue, Description::parse);
        let name = fields.required("visitor_name", self.visitor_name, PersonName::parse);
        let email = fields.required(
            "visitor_email",
            self.visitor_email,
            str::parse::<EmailAddress>,
        );
        let phone = fields.optional("visitor_phone", self.visitor_phone, Phone::parse);
        let user_id = fields.optional("user_id", self.user_id, ForeignId::parse);
        let session_id = fields.optional("session_id", self.session_id, ForeignId::parse);
        let title = name
            .as_ref()
            .map(|name| Title::parse(&format!("Support Issue from {name}")));
        let (Some(issue), Some(name), Some(email), Some(Ok(title))) = (issue, name, email, title)
        else {
            return Err(fields.into());
        };
        fields.finish()?;
        Ok(NewTicket {
            title,
            description: issue,
            priority: Priority::default(),
            category: settings.default_category(),
            customer: Customer { name, email, phone },
            conversation_id: None,
            user_id,
            session_id,
            created_by: None,
            assigned_to: None,
            source: Source::Widget,
        })
    }
}

/// Writes down that the token is used, and counts this creation where it is to be counted.
async fn count(
    app: &App,
    widget: &Widget,
    address: ClientAddress,
    at: UtcTime,
) -> Result<(), Problem> {
    let noted = widget.note_use(&app.store, at);
    if app.unlimited == Some(address) {
        noted.await;
        return Ok(());
    }
    let checked = check_limits(&app.store, widget, address, at);
    let (checked, ()) = tokio::join!(checked, noted);
    checked
}

/// Counts this creation for its address and its workspace, side by side.
async fn check_limits(
    store: &Store,
    widget: &Widget,
    address: ClientAddress,
    at: UtcTime,
) -> Result<(), Problem> {
    let limits = &widget.settings.limits;
    let by_address = Scope::CreationsByAddress(&widget.workspace, &address);
    let in_workspace = Scope::CreationsInWorkspace(&widget.workspace);
    let (by_address, in_workspace) =
        tokio::try_join!(store.count(by_address, at), store.count(in_workspace, at))
            .map_err(Problem::from)?;
    let passed = [
        (by_address, limits.creations_per_address),
        (in_workspace, limits.creations_per_workspace),
    ]
    .into_iter()
    .find(|(count, limit)| count.total > *limit);
    match passed {
        None => Ok(()),
        Some((count, _)) => Err(Problem::too_many(
            "Too many tickets were raised just now. Nothing was saved; try again in a minute.",
        )
        .retry_after(count.seconds_left)),
    }
}

fn number_and_status(created: &CreatedTicket) -> String {
    let answer = RaisedTicket {
        ticket_id: &created.ticket.number,
        status: created.ticket.status,
    };
    serde_json::to_string(&answer).unwrap_or_default()
}

fn created(answer: String) -> Response {
    (
        StatusCode::CREATED,
        [(header::CONTENT_TYPE, "application/json")],
        answer,
    )
        .into_response()
}
