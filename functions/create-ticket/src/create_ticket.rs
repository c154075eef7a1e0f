//! `POST /ticket`: an agent creates a ticket.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfCredentials, OfRepeatableBodies};
use api::{
    agent_auth::{AuthenticatedAgent, settings_of},
    etag,
    fields::Fields,
    idempotency_key::IdempotencyKey,
    json_body::JsonBody,
    problem::Problem,
    query,
    ticket_body::TicketBody,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use domain::{
    agent::SignedIn,
    email::EmailAddress,
    text::{Description, PersonName, Phone, Title},
    ticket::{CreatedTicket, Customer, NewTicket, Priority, Source},
    time::UtcTime,
    workspace::Settings,
};
use serde::Deserialize;
use store::idempotency::IdempotentRequest;

use crate::{App, creation::Creation};

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct CreateTicket {
    #[cfg_attr(feature = "openapi", schema(value_type = Title))]
    title: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Description))]
    description: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Priority>))]
    priority: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<domain::text::Category>))]
    category: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = PersonName))]
    customer_name: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = EmailAddress))]
    customer_email: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Phone>))]
    customer_phone: Option<String>,
    /// A conversation of the workspace.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<domain::text::ForeignId>))]
    conversation_id: Option<String>,
    /// An agent of the workspace.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<EmailAddress>))]
    assigned_to: Option<String>,
}

/// Creates a ticket and answers it whole.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/ticket", tag = "tickets", security(("access_token" = [])),
    summary = "Create a ticket",
    description = crate::openapi::CREATE_TICKET,
    params(IdempotencyKey),
    request_body(content = CreateTicket, example = crate::openapi::new_ticket),
    responses(crate::openapi::Created, Always, OfCredentials, OfRepeatableBodies),
))]
pub(crate) async fn create_ticket(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    IdempotencyKey(key): IdempotencyKey,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let settings = settings_of(&app.store, &agent).await?;
    let canonical = body.canonical();
    let new = body.read::<CreateTicket>()?.parse(&agent, &settings)?;
    let creation = Creation {
        store: &app.store,
        workspace: &agent.workspace,
        settings: &settings,
        request: key.as_deref().map(|key| IdempotentRequest {
            workspace: &agent.workspace,
            credential: agent.id.as_str(),
            key,
            body: &canonical,
        }),
        at: UtcTime::now(),
    };
    let answer = match creation.earlier_answer().await? {
        Some(answer) => answer,
        None => creation.create(new, whole_ticket).await?,
    };
    Ok(created(answer))
}

impl CreateTicket {
    fn parse(self, agent: &SignedIn, settings: &Settings) -> Result<NewTicket, Problem> {
        let mut fields = Fields::default();
        let title = fields.required("title", self.title, Title::parse);
        let description = fields.required("description", self.description, Description::parse);
        let priority = fields.optional("priority", self.priority, str::parse::<Priority>);
        let category = fields.optional("category", self.category, |text| settings.category(text));
        let name = fields.required("customer_name", self.customer_name, PersonName::parse);
        let email = fields.required("customer_email", self.customer_email, str::parse);
        let phone = fields.optional("customer_phone", self.customer_phone, Phone::parse);
        let assigned_to =
            fields.optional("assigned_to", self.assigned_to, str::parse::<EmailAddress>);
        if self.conversation_id.is_some() {
            fields.wrong(
                "conversation_id",
                "must be a conversation of this workspace",
            );
        }
        let (Some(title), Some(description), Some(name), Some(email)) =
            (title, description, name, email)
        else {
            return Err(fields.into());
        };
        fields.finish()?;
        Ok(NewTicket {
            title,
            description,
            priority: priority.unwrap_or_default(),
            category: category.or_else(|| settings.default_category()),
            customer: Customer { name, email, phone },
            user_id: None,
            session_id: None,
            created_by: Some(agent.email.clone()),
            assigned_to,
            source: Source::Agent,
        })
    }
}

fn whole_ticket(created: &CreatedTicket) -> String {
    let body = TicketBody::new(&created.ticket, &created.texts);
    serde_json::to_string(&body).unwrap_or_default()
}

/// 201 with the ticket, which is at its first version.
fn created(ticket: String) -> Response {
    let number = serde_json::from_str::<serde_json::Value>(&ticket)
        .ok()
        .and_then(|ticket| Some(ticket.get("ticket_number")?.as_str()?.to_owned()))
        .unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::LOCATION, format!("/api/ticket/{number}")),
    ];
    (StatusCode::CREATED, etag::of_version(1), headers, ticket).into_response()
}
