//! Changes of a ticket: the head, the event and what belongs to it, saved together.

use domain::{
    change::Change,
    edit::ChangedTicket,
    event::{Event, EventKind},
    ticket::Ticket,
    workspace::WorkspaceId,
};

use crate::{
    Store, StoreError, heads,
    idempotency::{FirstAnswer, IdempotentRequest},
    keys,
    table::to_item,
    tickets::put_event,
    transaction::{Part, Refusal, Transaction},
};

/// Why a change was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The ticket changed, or was deleted, after it was read.
    #[error("the ticket changed meanwhile")]
    Stale,
    /// The new assignee is no agent of the workspace.
    #[error("the assignee is no agent of the workspace")]
    UnknownAssignee,
    /// A request with the same idempotency key was faster; this was its answer.
    #[error("the idempotency key is taken")]
    KeyTaken(FirstAnswer),
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Saves a change of the ticket that was read as `before`, in one transaction, together with
    /// the record of the caller's idempotency key and answer where it sent one.
    ///
    /// # Errors
    /// When the ticket is another by now, the assignee is unknown, the key is taken or the table
    /// does not answer.
    pub async fn save_change(
        &self,
        workspace: &WorkspaceId,
        before: &Ticket,
        changed: &ChangedTicket,
        request: Option<(&IdempotentRequest<'_>, String)>,
    ) -> Result<(), SaveError> {
        let ticket = &changed.ticket;
        let mut writes = self.transaction();
        let head = heads::item(workspace, ticket)?;
        writes.put_over(Part::Ticket, head, before.version)?;
        put_event(&mut writes, &changed.event)?;
        if let Some(texts) = &changed.texts {
            let key = keys::texts(workspace, &ticket.number);
            writes.put(Part::Ticket, to_item("text", key, texts)?)?;
        }
        demand_assignee(&mut writes, workspace, &changed.event)?;
        if let Some((request, answer)) = &request {
            writes.remember(request, answer.clone(), changed.event.at)?;
        }
        let failed = match writes.commit().await? {
            Ok(()) => return Ok(()),
            // Others are at the ticket without a pause: that is what stale means.
            Err(Refusal::Conflict(_)) => return Err(SaveError::Stale),
            Err(Refusal::Condition(failed)) => failed,
        };
        // A repeat's key answers first: whatever else is wrong now, the first time it was not.
        if let Some((request, _)) = request
            && let Some(answer) = failed.first_answer(request, changed.event.at)?
        {
            return Err(SaveError::KeyTaken(answer));
        }
        if failed.include(Part::Assignee) && !failed.include(Part::Ticket) {
            return Err(SaveError::UnknownAssignee);
        }
        Err(SaveError::Stale)
    }

    /// Turns the ticket that was read as `before` into a tombstone, and saves the `deletion` event
    /// beside it. Text, events and marks are cleared by whoever reads the event.
    ///
    /// # Errors
    /// When the ticket is another by now or the table does not answer.
    pub async fn delete_ticket(
        &self,
        workspace: &WorkspaceId,
        before: &Ticket,
        deletion: &Event,
    ) -> Result<(), SaveError> {
        let mut writes = self.transaction();
        let tombstone = heads::tombstone(workspace, before, before.version + 1, deletion.at)?;
        writes.put_over(Part::Ticket, tombstone, before.version)?;
        put_event(&mut writes, deletion)?;
        match writes.commit().await? {
            Ok(()) => Ok(()),
            Err(Refusal::Condition(_) | Refusal::Conflict(_)) => Err(SaveError::Stale),
        }
    }
}

/// An agent may leave while a ticket is given to them, so the transaction itself looks.
fn demand_assignee(
    writes: &mut Transaction<'_>,
    workspace: &WorkspaceId,
    event: &Event,
) -> Result<(), StoreError> {
    let EventKind::Changed { changes } = &event.kind else {
        return Ok(());
    };
    for change in changes {
        if let Change::AssignedTo { to: Some(to), .. } = change {
            writes.demand_agent(workspace, to)?;
        }
    }
    Ok(())
}
