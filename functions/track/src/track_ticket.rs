//! `POST /track`: a customer looks at a ticket.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfLimits, OfNumbers};
use api::{
    client_address::SourceAddress, fields::Fields, json_body::JsonBody, problem::Problem, query,
};
use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use domain::{
    email::EmailAddress,
    number::{Prefix, TicketNumber},
    time::UtcTime,
    workspace::WorkspaceId,
};
use serde::Deserialize;
use store::{Store, StoreError, guesses::Guess};

use crate::{App, number, tracked_ticket::TrackedTicket};

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct TrackTicket {
    /// As people type it: `tkt-3` and `3` will do.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "[0-9]"))]
    ticket_number: Option<String>,
    /// The customer's address.
    #[cfg_attr(feature = "openapi", schema(value_type = EmailAddress))]
    email: Option<String>,
    /// The workspace, as links to the tracker name it; the stack's first unless given.
    workspace: Option<String>,
}

/// Answers a ticket to whoever knows its number and its customer's address. Whoever does not gets
/// one answer, whatever is wrong.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/track", tag = "tracker", security(()),
    summary = "Look at a ticket as its customer",
    description = crate::openapi::TRACK_TICKET,
    request_body(content = TrackTicket, example = crate::openapi::question),
    responses(crate::openapi::Tracked, Always, OfNumbers, OfBodies, OfLimits),
))]
pub(crate) async fn track_ticket(
    SourceAddress(client): SourceAddress,
    State(App { store }): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let asked = body.read::<TrackTicket>()?;
    let workspace = asked.workspace(&store).await?;
    let prefix = current_prefix(&store, &workspace).await?;
    let (number, email) = asked.parse(&prefix)?;
    let guess = Guess {
        workspace: &workspace,
        number: &number,
        email: &email,
        client: &client,
        at: UtcTime::now(),
    };
    let is_right = store.guess(&guess).await?;
    let history = match is_right {
        true => store.history(&workspace, &number).await?,
        false => None,
    };
    let history = history.ok_or_else(not_found)?;
    Ok(Json(TrackedTicket::new(&history)).into_response())
}

impl TrackTicket {
    /// The workspace that is meant. One that cannot be is looked into all the same, so that it is
    /// like one that is not.
    async fn workspace(&self, store: &Store) -> Result<WorkspaceId, StoreError> {
        let meant = match &self.workspace {
            None => store.first_workspace().await?,
            Some(named) => named.clone().try_into().ok(),
        };
        Ok(meant.unwrap_or_else(WorkspaceId::nowhere))
    }

    fn parse(self, prefix: &Prefix) -> Result<(TicketNumber, EmailAddress), Problem> {
        let mut fields = Fields::default();
        let number = fields.required("ticket_number", self.ticket_number, |text| {
            number::read(text, prefix)
        });
        let email = fields.required("email", self.email, str::parse);
        let (Some(number), Some(email)) = (number, email) else {
            return Err(fields.into());
        };
        Ok((number, email))
    }
}

/// The letters that a number without any begins with.
async fn current_prefix(store: &Store, workspace: &WorkspaceId) -> Result<Prefix, StoreError> {
    let settings = store.settings(workspace).await?;
    Ok(settings.map_or_else(Prefix::default, |settings| settings.prefix.clone()))
}

fn not_found() -> Problem {
    Problem::not_found(
        "We could not find a ticket with this number and e-mail. Check both; the number is in the e-mail that we sent you.",
    )
}
