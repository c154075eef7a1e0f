//! `POST /chat/{id}/presence`: an agent is at a conversation.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfCredentials, OfNames};
use api::{
    agent_auth::AuthenticatedAgent, fields::Fields, json_body::JsonBody, problem::Problem, query,
};
use axum::{
    extract::State,
    http::{StatusCode, Uri},
};
use domain::time::UtcTime;
use serde::{Deserialize, Serialize};
use store::chat::Activity;

use crate::{App, conversation_in_path::ConversationInPath};

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct NotePresence {
    #[cfg_attr(feature = "openapi", schema(value_type = PresenceState))]
    state: Option<String>,
}

/// What an agent does at a conversation.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) enum PresenceState {
    /// Reads it.
    Viewing,
    /// Writes an answer.
    Writing,
}

/// Notes what the agent does, for a quarter of a minute.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/chat/{id}/presence", tag = "chat", security(("access_token" = [])),
    summary = "Say that you are at a conversation",
    description = crate::openapi::NOTE_PRESENCE,
    params(ConversationInPath),
    request_body(content = NotePresence, example = crate::openapi::writing),
    responses(crate::openapi::Done, Always, OfCredentials, OfNames, OfBodies),
))]
pub(crate) async fn note_presence(
    AuthenticatedAgent(agent): AuthenticatedAgent,
    ConversationInPath(id): ConversationInPath,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<StatusCode, Problem> {
    query::refuse_parameters(&uri)?;
    let activity = body.read::<NotePresence>()?.parse()?;
    let found = app.store.conversation(&agent.workspace, &id).await?;
    found.ok_or_else(Problem::no_conversation)?;
    let noted = app
        .store
        .note_presence(&agent, &id, activity, UtcTime::now());
    noted.await?;
    Ok(StatusCode::NO_CONTENT)
}

impl NotePresence {
    fn parse(self) -> Result<Activity, Problem> {
        let mut fields = Fields::default();
        let activity = fields.required("state", self.state, |state| match state {
            "viewing" => Ok(Activity::Viewing),
            "writing" => Ok(Activity::Writing),
            _ => Err("must be viewing or writing"),
        });
        activity.ok_or_else(|| fields.into())
    }
}

impl From<Activity> for PresenceState {
    fn from(activity: Activity) -> Self {
        match activity {
            Activity::Viewing => Self::Viewing,
            Activity::Writing => Self::Writing,
        }
    }
}
