//! `POST /chat`: a visitor starts a conversation.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfCredentials, OfLimits};
use api::{
    client_address::SourceAddress, cors, fields::Fields, json_body::JsonBody, problem::Problem,
    query, widget_auth::Widget,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use domain::{
    address::ClientAddress,
    chat::{Conversation, ConversationId, Page, Visitor},
    email::EmailAddress,
    text::PersonName,
    time::UtcTime,
};
use serde::{Deserialize, Serialize};
use store::limits::Scope;

use crate::App;

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct StartConversation {
    /// The widget's token.
    // Read before the other fields: who may not chat learns nothing about them.
    #[serde(rename = "bot_token")]
    _bot_token: String,
    /// What the visitor is called.
    #[cfg_attr(feature = "openapi", schema(value_type = PersonName))]
    name: Option<String>,
    /// Whose tickets may be shown in the conversation.
    #[cfg_attr(feature = "openapi", schema(value_type = EmailAddress))]
    email: Option<String>,
    /// The page that the visitor is on.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Page>))]
    page: Option<String>,
}

/// What the widget needs to go on.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct StartedConversation<'a> {
    conversation_id: &'a ConversationId,
    /// Opens this conversation and no other. Shown here and never again.
    visitor_token: &'a str,
    /// When the token ends.
    expires_at: UtcTime,
}

/// Saves a conversation without a message, and answers the token that opens it.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/chat", tag = "widget", security(()),
    summary = "Start a conversation",
    description = crate::openapi::START_CONVERSATION,
    request_body(content = StartConversation, example = crate::openapi::visitor),
    responses(crate::openapi::Started, Always, OfCredentials, OfBodies, OfLimits),
))]
pub(crate) async fn start_conversation(
    SourceAddress(address): SourceAddress,
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, Problem> {
    let widget = Widget::find(&app.store, body.text("bot_token")).await?;
    let started = match check(&widget, &uri) {
        Ok(()) => start(&app, &widget, address, body).await,
        Err(problem) => Err(problem),
    };
    let response = started.into_response();
    Ok(cors::share(response, &headers, &widget.settings))
}

fn check(widget: &Widget, uri: &Uri) -> Result<(), Problem> {
    widget.check_active()?;
    query::refuse_parameters(uri)
}

async fn start(
    app: &App,
    widget: &Widget,
    address: ClientAddress,
    body: JsonBody,
) -> Result<Response, Problem> {
    let (visitor, page) = body.read::<StartConversation>()?.parse()?;
    let now = UtcTime::now();
    let noted = widget.note_use(&app.store, now);
    if app.unlimited == Some(address) {
        noted.await;
    } else {
        let (counted, ()) = tokio::join!(count(app, widget, address, now), noted);
        counted?;
    }
    let id = ConversationId::from_bits(store::random::bits()?);
    let conversation = Conversation::begin(id, visitor, page, now);
    let started = app
        .store
        .start_conversation(&widget.workspace, &conversation);
    let (token, access) = started.await?;
    let answer = StartedConversation {
        conversation_id: &conversation.id,
        visitor_token: &token,
        expires_at: access.expires_at,
    };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// Counts this conversation for its address.
async fn count(
    app: &App,
    widget: &Widget,
    address: ClientAddress,
    now: UtcTime,
) -> Result<(), Problem> {
    let scope = Scope::ConversationsByAddress(&widget.workspace, &address);
    let count = app.store.count(scope, now).await?;
    if count.total <= widget.settings.limits.conversations_per_address {
        return Ok(());
    }
    let words =
        "Too many conversations were started just now. Nothing was saved; try again in a minute.";
    Err(Problem::too_many(words).retry_after(count.seconds_left))
}

impl StartConversation {
    fn parse(self) -> Result<(Visitor, Option<Page>), Problem> {
        let mut fields = Fields::default();
        let name = fields.required("name", self.name, PersonName::parse);
        let email = fields.required("email", self.email, str::parse::<EmailAddress>);
        let page = fields.optional("page", self.page, Page::parse);
        let (Some(name), Some(email)) = (name, email) else {
            return Err(fields.into());
        };
        fields.finish()?;
        Ok((Visitor { name, email }, page))
    }
}
