//! `POST /ticket`: an agent creates a ticket.

use std::str::FromStr;

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
    chat::{Conversation, ConversationId},
    email::EmailAddress,
    text::{Description, PersonName, Phone, Title},
    ticket::{CreatedTicket, Customer, NewTicket, Priority, Source},
    time::UtcTime,
    workspace::Settings,
};
use serde::Deserialize;
use store::{Store, StoreError, idempotency::IdempotentRequest};

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
    /// Required without conversation_id; the visitor's with it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PersonName>))]
    customer_name: Option<String>,
    /// Required without conversation_id; the visitor's with it.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<EmailAddress>))]
    customer_email: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Phone>))]
    customer_phone: Option<String>,
    /// A conversation of the workspace, which the ticket is made of.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<ConversationId>))]
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
    let asked = body.read::<CreateTicket>()?;
    let conversation = asked.conversation(&app.store, &agent).await?;
    let new = asked.parse(&agent, &settings, conversation.as_ref())?;
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
        None => creation.create(new, conversation, whole_ticket).await?,
    };
    Ok(created(answer))
}

impl CreateTicket {
    /// The conversation that the ticket is made of; none when there is no such conversation.
    async fn conversation(
        &self,
        store: &Store,
        agent: &SignedIn,
    ) -> Result<Option<Conversation>, StoreError> {
        match self
            .conversation_id
            .as_deref()
            .map(ConversationId::from_str)
        {
            Some(Ok(id)) => store.conversation(&agent.workspace, &id).await,
            Some(Err(_)) | None => Ok(None),
        }
    }

    fn parse(
        mut self,
        agent: &SignedIn,
        settings: &Settings,
        conversation: Option<&Conversation>,
    ) -> Result<NewTicket, Problem> {
        let mut fields = Fields::default();
        let title = fields.required("title", self.title.take(), Title::parse);
        let description = self.description.take();
        let description = fields.required("description", description, Description::parse);
        let priority = fields.optional("priority", self.priority.take(), str::parse::<Priority>);
        let category = fields.optional("category", self.category.take(), |text| {
            settings.category(text)
        });
        let assigned_to = self.assigned_to.take();
        let assigned_to = fields.optional("assigned_to", assigned_to, str::parse::<EmailAddress>);
        let customer = self.customer(&mut fields, conversation);
        let (Some(title), Some(description), Some(customer)) = (title, description, customer)
        else {
            return Err(fields.into());
        };
        fields.finish()?;
        Ok(NewTicket {
            title,
            description,
            priority: priority.unwrap_or_default(),
            category: category.or_else(|| settings.default_category()),
            customer,
            conversation_id: conversation.map(|it| it.id.clone()),
            user_id: None,
            session_id: None,
            created_by: Some(agent.email.clone()),
            assigned_to,
            source: conversation.map_or(Source::Agent, |_| Source::Chat),
        })
    }

    /// The customer who was typed; what was not is the visitor's of the conversation.
    fn customer(
        self,
        fields: &mut Fields,
        conversation: Option<&Conversation>,
    ) -> Option<Customer> {
        let visitor = conversation.map(|it| it.visitor.clone());
        let visitor = visitor.map(|it| (it.name, it.email)).unzip();
        let name = self.customer_name;
        let email = self.customer_email;
        match (&self.conversation_id, conversation) {
            (Some(_), None) => fields.wrong(
                "conversation_id",
                "must be a conversation of this workspace",
            ),
            (Some(_), Some(_)) => {}
            (None, _) => {
                let absent = [
                    ("customer_name", name.is_none()),
                    ("customer_email", email.is_none()),
                ];
                for (field, _) in absent.into_iter().filter(|(_, is_absent)| *is_absent) {
                    fields.wrong(field, "is required without conversation_id");
                }
            }
        }
        let name = fields.optional("customer_name", name, PersonName::parse);
        let email = fields.optional("customer_email", email, str::parse);
        let phone = fields.optional("customer_phone", self.customer_phone, Phone::parse);
        Some(Customer {
            name: name.or(visitor.0)?,
            email: email.or(visitor.1)?,
            phone,
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
