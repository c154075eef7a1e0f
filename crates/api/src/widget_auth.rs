//! Widget tokens: who may raise tickets from a web page.

use std::sync::Arc;

use boot::logs::chain;
use domain::{
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use store::Store;

use crate::problem::Problem;

/// The longest token that is looked up, in bytes. Ours have 22.
const MAX_LENGTH: usize = 128;

/// What a known token stands for.
#[derive(Debug, Clone)]
pub struct Widget {
    /// The token's id.
    pub token_id: String,
    /// The workspace it speaks for.
    pub workspace: WorkspaceId,
    /// That workspace's settings.
    pub settings: Arc<Settings>,
    /// Whether the token was taken back.
    revoked: bool,
}

impl Widget {
    /// Looks `token` up.
    ///
    /// # Errors
    /// 401 when the token is absent or unknown.
    pub async fn find(store: &Store, token: Option<&str>) -> Result<Self, Problem> {
        let token = token.filter(|token| !token.trim().is_empty() && token.len() <= MAX_LENGTH);
        let token = token.ok_or_else(refusal)?;
        let record = store.widget_token(token).await?.ok_or_else(refusal)?;
        let settings = store
            .settings(&record.workspace)
            .await?
            .ok_or_else(refusal)?;
        Ok(Self {
            token_id: record.id,
            workspace: record.workspace,
            settings,
            revoked: record.revoked,
        })
    }

    /// Writes down that the token is used, where that is due. It is for owners to look at: where it
    /// fails, the log says so, and the request goes on.
    pub async fn note_use(&self, store: &Store, now: UtcTime) {
        let noted = store.note_use(&self.workspace, &self.token_id, now).await;
        if let Err(error) = noted {
            tracing::warn!(
                error = chain(&error),
                token = self.token_id,
                "the use of a widget token was not written down"
            );
        }
    }

    /// Refuses a token that was taken back. Apart from [`Widget::find`], so that the page which
    /// still shows the token can read the refusal.
    ///
    /// # Errors
    /// 401 when the token was revoked.
    pub fn check_active(&self) -> Result<(), Problem> {
        if self.revoked { Err(refusal()) } else { Ok(()) }
    }
}

fn refusal() -> Problem {
    Problem::unauthorized("The bot_token is missing or not valid.")
}
