//! `GET /workspace/audit`: who changed what.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfOwners};
use api::{agent_auth::AuthenticatedOwner, problem::Problem, query::Parameters};
use axum::{Json, extract::State, http::Uri};
use domain::audit::AuditEntry;
use serde::Serialize;
use store::audit::AuditError;

use crate::App;

/// A page of the log.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct AuditLog {
    items: Vec<AuditEntry>,
    /// Where the next page begins; null after the last one.
    next_cursor: Option<String>,
}

/// Answers a page of the log, the newest entries first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/workspace/audit", tag = "workspace", security(("access_token" = [])),
    summary = "Show who changed what",
    description = crate::openapi::LIST_AUDIT,
    params(crate::openapi::AuditParameters),
    responses(crate::openapi::Logged, Always, OfOwners),
))]
pub(crate) async fn list_audit(
    AuthenticatedOwner(owner): AuthenticatedOwner,
    State(app): State<App>,
    uri: Uri,
) -> Result<Json<AuditLog>, Problem> {
    let mut parameters = Parameters::read(&uri, &["cursor"])?;
    let cursor = parameters.one("cursor", |text| Ok::<_, String>(text.to_owned()))?;
    let page = app.store.audit(&owner.workspace, cursor.as_deref()).await;
    let page = page.map_err(|error| match error {
        AuditError::ForeignCursor => Problem::malformed(
            "The query parameter cursor must be the next_cursor of this log: leave it out to begin again.",
        ),
        AuditError::Store(error) => error.into(),
    })?;
    Ok(Json(AuditLog {
        items: page.entries,
        next_cursor: page.next_cursor,
    }))
}
