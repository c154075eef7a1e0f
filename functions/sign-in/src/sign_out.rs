//! `POST /sign-in/out`: a browser forgets who it was, and so do we.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfSessions};
use api::query;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header::SET_COOKIE},
    response::{IntoResponse, Response},
};

use crate::{
    App, cookie,
    session::{Refused, shown},
};

/// Ends the session of the cookie, whichever of the session's tokens it is. Access tokens that were
/// given out end by themselves, within a quarter of an hour.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/sign-in/out", tag = "sign-in", security(("refresh_cookie" = [])),
    summary = "Sign out",
    description = crate::openapi::SIGN_OUT,
    responses(crate::openapi::SignedOut, Always, OfSessions),
))]
pub(crate) async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refused> {
    let shown = shown(&app, &headers).await?;
    query::refuse_parameters(&uri)?;
    app.store.end_session(&shown.token.family).await?;
    let forget = [(SET_COOKIE, cookie::forget())];
    Ok((StatusCode::NO_CONTENT, forget).into_response())
}
