//! `GET /workspace/widget-tokens`: the tokens that the workspace's widgets use, or used.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfOwners};
use api::{agent_auth::AuthenticatedOwner, problem::Problem, query};
use axum::{Json, extract::State, http::Uri};
use serde::Serialize;

use crate::{App, token_body::TokenBody};

/// All widget tokens.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct WidgetTokens {
    items: Vec<TokenBody>,
}

/// Answers all tokens, the newest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/workspace/widget-tokens", tag = "workspace", security(("access_token" = [])),
    summary = "List widget tokens",
    description = crate::openapi::LIST_WIDGET_TOKENS,
    responses(crate::openapi::Listed, Always, OfOwners),
))]
pub(crate) async fn list_widget_tokens(
    AuthenticatedOwner(owner): AuthenticatedOwner,
    State(app): State<App>,
    uri: Uri,
) -> Result<Json<WidgetTokens>, Problem> {
    query::refuse_parameters(&uri)?;
    let records = app.store.widget_tokens(&owner.workspace).await?;
    let items = records.into_iter().map(TokenBody::from).collect();
    Ok(Json(WidgetTokens { items }))
}
