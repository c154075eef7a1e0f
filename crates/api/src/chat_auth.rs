//! Who speaks in a conversation: an agent by an access token, or its visitor by the visitor's token.

use std::sync::Arc;

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::Response,
};
use domain::{
    agent::SignedIn,
    chat::ConversationId,
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use store::{Store, chat::VisitorAccess};

use crate::{
    access_token::Verifier,
    agent_auth::{AuthenticatedAgent, settings_of},
    cors,
    problem::Problem,
};

/// The longest visitor's token that is looked up, in bytes. Ours have 22.
const MAX_LENGTH: usize = 128;

/// Whoever sends the request, with the settings of the workspace.
#[derive(Debug, Clone)]
pub struct Speaker {
    /// Who it is.
    pub who: Who,
    /// The settings of their workspace.
    pub settings: Arc<Settings>,
}

/// An agent or a visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An agent, who may speak in every conversation of the workspace.
    Agent(SignedIn),
    /// A visitor, who may speak in one.
    Visitor(VisitorAccess),
}

impl Speaker {
    /// The workspace.
    pub fn workspace(&self) -> &WorkspaceId {
        match &self.who {
            Who::Agent(agent) => &agent.workspace,
            Who::Visitor(access) => &access.workspace,
        }
    }

    /// Refuses a visitor any conversation but their own, as if there were no other.
    ///
    /// # Errors
    /// 404 for another conversation.
    pub fn check_may_enter(&self, id: &ConversationId) -> Result<(), Problem> {
        match &self.who {
            Who::Visitor(access) if access.conversation != *id => Err(Problem::no_conversation()),
            _ => Ok(()),
        }
    }

    /// Lets the page that asked read a visitor's answer, if the workspace lists the page's origin.
    /// An agent's answer is for no other origin's page.
    pub fn share(&self, response: Response, request: &HeaderMap) -> Response {
        match &self.who {
            Who::Agent(_) => response,
            Who::Visitor(_) => cors::share(response, request, &self.settings),
        }
    }
}

impl<S> FromRequestParts<S> for Speaker
where
    S: Send + Sync,
    Verifier: FromRef<S>,
    Store: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let store = Store::from_ref(state);
        if let Some(token) = visitor_token(&parts.headers) {
            return visitor(&store, token).await;
        }
        let agent = AuthenticatedAgent::from_request_parts(parts, state).await;
        let AuthenticatedAgent(agent) = agent.map_err(|problem| match problem.status {
            StatusCode::UNAUTHORIZED => refusal(),
            _ => problem,
        })?;
        let settings = settings_of(&store, &agent).await?;
        Ok(Self {
            who: Who::Agent(agent),
            settings,
        })
    }
}

async fn visitor(store: &Store, token: &str) -> Result<Speaker, Problem> {
    let access = store.visitor(token, UtcTime::now()).await?;
    let access = access.ok_or_else(refusal)?;
    let settings = store.settings(&access.workspace).await?;
    Ok(Speaker {
        settings: settings.ok_or_else(refusal)?,
        who: Who::Visitor(access),
    })
}

/// The bearer's token, unless it is shaped as an access token is: in three parts.
pub fn visitor_token(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    let is_ours = scheme.eq_ignore_ascii_case("bearer")
        && !token.is_empty()
        && token.len() <= MAX_LENGTH
        && !token.contains('.');
    is_ours.then_some(token)
}

fn refusal() -> Problem {
    Problem::unauthorized(
        "Send a valid access token, or a visitor's token that is not over: \
         Authorization: Bearer <token>.",
    )
}
