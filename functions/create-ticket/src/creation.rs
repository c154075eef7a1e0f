//! What both ways of creating a ticket share: the repeat, the number, the save.

use api::{fields::Fields, idempotency_key::answer_again, problem::Problem};
use domain::{
    ticket::{CreatedTicket, NewTicket},
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use store::{Store, idempotency::IdempotentRequest, tickets::InsertError};

/// A creation in its workspace.
pub(crate) struct Creation<'a> {
    pub(crate) store: &'a Store,
    pub(crate) workspace: &'a WorkspaceId,
    pub(crate) settings: &'a Settings,
    /// Set when the caller sent an `Idempotency-Key`.
    pub(crate) request: Option<IdempotentRequest<'a>>,
    pub(crate) at: UtcTime,
}

impl Creation<'_> {
    /// The answer to an earlier request with the same key, if there was one. Asked before
    /// anything is counted, so that a repeat burns no number and meets no limit.
    pub(crate) async fn earlier_answer(&self) -> Result<Option<String>, Problem> {
        let Some(request) = &self.request else {
            return Ok(None);
        };
        match self.store.first_answer(request, self.at).await? {
            None => Ok(None),
            Some(answer) => answer_again(answer).map(Some),
        }
    }

    /// Numbers the ticket and saves it. Returns the answer that `answer` makes of it, or the
    /// first one when a request with the same key was faster.
    pub(crate) async fn create(
        &self,
        new: NewTicket,
        answer: impl FnOnce(&CreatedTicket) -> String,
    ) -> Result<String, Problem> {
        let number = self
            .store
            .next_number(self.workspace, self.settings, self.at)
            .await?;
        let created = new.numbered(self.workspace.clone(), number, self.at);
        let answer = answer(&created);
        let request = self
            .request
            .as_ref()
            .map(|request| (request, answer.clone()));
        match self
            .store
            .insert_ticket(self.workspace, &created, request)
            .await
        {
            Ok(()) => Ok(answer),
            Err(InsertError::KeyTaken(first)) => answer_again(first),
            Err(InsertError::UnknownAssignee) => Err(Fields::unknown_assignee()),
            Err(InsertError::Store(error)) => Err(error.into()),
        }
    }
}
