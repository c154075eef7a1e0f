//! `GET /health`: whether the API answers.

#[cfg(feature = "openapi")]
use api::openapi::refusals::Always;
use api::{problem::Problem, query};
use axum::{Json, http::Uri};
use serde::Serialize;

/// That it does.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct Health {
    status: &'static str,
}

/// Answers without asking the table: who watches this shall learn of the function alone.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/health", tag = "service", security(()),
    summary = "Ask whether the API answers",
    description = crate::openapi::HEALTH,
    responses(crate::openapi::Healthy, Always),
))]
pub(crate) async fn health(uri: Uri) -> Result<Json<Health>, Problem> {
    query::refuse_parameters(&uri)?;
    Ok(Json(Health { status: "ok" }))
}
