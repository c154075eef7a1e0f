//! `POST /workspace/widget-tokens`: an owner makes a token for a widget.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfOwners};
use api::{
    agent_auth::AuthenticatedOwner,
    attempt::{Attempts, Interrupted},
    fields::Fields,
    json_body::JsonBody,
    problem::{FieldError, Problem},
    query,
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, Uri},
};
use domain::{agent::SignedIn, text::PersonName};
use serde::{Deserialize, Serialize};
use store::{
    Store,
    widget_tokens::{NewTokenError, TokenRecord},
};

use crate::{App, current::act_of, token_body::TokenBody};

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct CreateWidgetToken {
    /// What to call it, such as the page that it is for.
    #[cfg_attr(feature = "openapi", schema(value_type = PersonName))]
    name: Option<String>,
}

/// A widget token, and the token itself.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct NewWidgetToken {
    #[serde(flatten)]
    record: TokenBody,
    /// Shown here, and never again.
    token: String,
}

/// Makes a token and shows it, this once.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/workspace/widget-tokens", tag = "workspace", security(("access_token" = [])),
    summary = "Make a widget token",
    description = crate::openapi::CREATE_WIDGET_TOKEN,
    request_body(content = CreateWidgetToken, example = crate::openapi::new_token),
    responses(crate::openapi::Made, Always, OfOwners, OfBodies),
))]
pub(crate) async fn create_widget_token(
    AuthenticatedOwner(owner): AuthenticatedOwner,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<(StatusCode, Json<NewWidgetToken>), Problem> {
    query::refuse_parameters(&uri)?;
    let name = body.read::<CreateWidgetToken>()?.parse()?;
    let mut attempts = Attempts::default();
    let (record, token) = loop {
        match create(&app.store, &owner, &name).await {
            Ok(made) => break made,
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    };
    let record = record.into();
    Ok((StatusCode::CREATED, Json(NewWidgetToken { record, token })))
}

async fn create(
    store: &Store,
    owner: &SignedIn,
    name: &PersonName,
) -> Result<(TokenRecord, String), Interrupted> {
    let act = act_of(store, owner).await?;
    let made = store.create_widget_token(&act, name.clone()).await;
    made.map_err(|error| match error {
        NewTokenError::TooMany => too_many().into(),
        NewTokenError::Act(error) => error.into(),
    })
}

fn too_many() -> Problem {
    let detail = "The workspace has 50 widget tokens that count. Revoke one of them first.";
    let error = FieldError {
        pointer: String::new(),
        detail: detail.to_owned(),
    };
    Problem::invalid_fields(detail).with_errors(vec![error])
}

impl CreateWidgetToken {
    fn parse(self) -> Result<PersonName, Problem> {
        let mut fields = Fields::default();
        let name = fields.required("name", self.name, PersonName::parse);
        name.ok_or_else(|| fields.into())
    }
}
