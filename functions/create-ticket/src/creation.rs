//! What both ways of creating a ticket share: the repeat, the number, the save.

use api::{
    attempt::{Attempts, Interrupted},
    fields::Fields,
    idempotency_key::answer_again,
    problem::Problem,
};
use domain::{
    chat::Conversation,
    ticket::{CreatedTicket, NewTicket},
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use store::{
    Store, StoreError,
    idempotency::{FirstAnswer, IdempotentRequest},
    tickets::{InsertError, LinkedConversation},
};

use crate::conversation::announcement;

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

    /// Numbers the ticket and saves it, together with a message in the conversation that it is made
    /// of. Returns the answer that `answer` makes of it, or the first one when a request with the
    /// same key was faster.
    pub(crate) async fn create(
        &self,
        new: NewTicket,
        conversation: Option<Conversation>,
        answer: impl FnOnce(&CreatedTicket) -> String,
    ) -> Result<String, Problem> {
        let number = self
            .store
            .next_number(self.workspace, self.settings, self.at)
            .await?;
        let created = new.numbered(self.workspace.clone(), number, self.at);
        let answer = answer(&created);
        match self.save(&created, conversation, &answer).await? {
            None => Ok(answer),
            Some(first) => answer_again(first),
        }
    }

    /// Saves the ticket under its number. When somebody writes in its conversation meanwhile, it is
    /// read and tried again. Returns the first answer when a request with the same key was faster.
    async fn save(
        &self,
        created: &CreatedTicket,
        mut conversation: Option<Conversation>,
        answer: &str,
    ) -> Result<Option<FirstAnswer>, Problem> {
        let mut attempts = Attempts::default();
        loop {
            match self.insert(created, conversation.as_ref(), answer).await {
                Ok(()) => return Ok(None),
                Err(InsertError::KeyTaken(first)) => return Ok(Some(first)),
                Err(InsertError::UnknownAssignee) => return Err(Fields::unknown_assignee()),
                Err(InsertError::Store(error)) => return Err(error.into()),
                Err(InsertError::StaleConversation) => {
                    attempts.go_on_after(Interrupted::Stale).await?;
                }
            }
            // It is there: no conversation is ever removed.
            if let Some(before) = &conversation {
                conversation = self.store.conversation(self.workspace, &before.id).await?;
            }
        }
    }

    async fn insert(
        &self,
        created: &CreatedTicket,
        conversation: Option<&Conversation>,
        answer: &str,
    ) -> Result<(), InsertError> {
        let request = self.request.as_ref();
        let request = request.map(|request| (request, answer.to_owned()));
        let Some(before) = conversation else {
            let saved = self.store.insert_ticket(self.workspace, created, request);
            return saved.await;
        };
        let announcement = announcement(&created.ticket, UtcTime::now());
        let linked = LinkedConversation {
            before,
            announcement: announcement.map_err(|error| StoreError::Corrupt {
                item: "announcement",
                cause: error.into(),
            })?,
        };
        self.store
            .insert_ticket_of_conversation(self.workspace, created, &linked, request)
            .await
    }
}
