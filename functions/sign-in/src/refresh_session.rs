//! `POST /sign-in/refresh`: a browser that is signed in gets another access token.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfSessions};
use api::query;
use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use domain::{agent::SignedIn, time::UtcTime};
use store::{
    StoreError,
    sessions::{Rotation, Session},
};

use crate::{
    App,
    reply::AccessToken,
    session::{Refused, Shown, shown},
};

/// Replaces the cookie by the session's next, and gives another access token, for whoever is an
/// agent still.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/sign-in/refresh", tag = "sign-in", security(("refresh_cookie" = [])),
    summary = "Stay signed in",
    description = crate::openapi::REFRESH_SESSION,
    responses(crate::openapi::SignedIn, Always, OfSessions),
))]
pub(crate) async fn refresh_session(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Refused> {
    let shown = shown(&app, &headers).await?;
    query::refuse_parameters(&uri)?;
    let now = UtcTime::now();
    let session = next(&app, &shown, now).await?.ok_or(Refused::NotSignedIn)?;
    let agent = agent(&app, &session).await?.ok_or(Refused::NotSignedIn)?;
    // The session names one of the keys that were just read, unless that was removed meanwhile.
    let key = shown.keys.iter().find(|key| key.kid == session.key);
    let key = key.ok_or(Refused::NotSignedIn)?;
    let token = AccessToken::mint(&app, &agent, now).await?;
    Ok(token.into_answer(&session, key, now))
}

async fn next(app: &App, shown: &Shown, now: UtcTime) -> Result<Option<Session>, StoreError> {
    let Some(newest) = shown.keys.first() else {
        return Ok(None);
    };
    match app.store.rotate(&shown.token, &newest.kid, now).await? {
        Rotation::Next(session) => Ok(Some(session)),
        Rotation::Gone => Ok(None),
        Rotation::Reused => {
            let family = &shown.token.family;
            tracing::warn!(%family, "an old refresh token came again: its session is ended");
            Ok(None)
        }
    }
}

/// Whose session it is, as they stand now. Whoever was removed has no session, nor has whoever was
/// added again since.
async fn agent(app: &App, session: &Session) -> Result<Option<SignedIn>, StoreError> {
    let agent = app.store.agent(&session.workspace, &session.email).await?;
    let Some(agent) = agent.filter(|agent| agent.id == session.agent) else {
        app.store.end_session(&session.family).await?;
        return Ok(None);
    };
    Ok(Some(SignedIn {
        workspace: session.workspace.clone(),
        id: agent.id,
        email: agent.email,
        role: agent.role,
    }))
}
