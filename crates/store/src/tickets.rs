//! Tickets: how one is saved, and how its head is read.

use domain::{
    chat::{Conversation, NewMessage},
    number::TicketNumber,
    ticket::{CreatedTicket, Texts, Ticket},
    workspace::WorkspaceId,
};

use crate::{
    Store, StoreError, chat,
    events::EventItem,
    heads,
    idempotency::{FirstAnswer, IdempotentRequest},
    keys,
    table::{from_item, to_item},
    transaction::{Part, Refusal, Transaction},
};

/// A conversation that a ticket is made of: as it was read, and as it is with the ticket.
#[derive(Debug, Clone)]
pub struct LinkedConversation<'a> {
    /// As it was read.
    pub before: &'a Conversation,
    /// What is said in it of the ticket.
    pub announcement: NewMessage,
}

/// Why a new ticket was not saved.
#[derive(Debug, thiserror::Error)]
pub enum InsertError {
    /// The conversation is another by now than the one that was read.
    #[error("the conversation changed meanwhile")]
    StaleConversation,
    /// The assignee is no agent of the workspace.
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
    /// Saves head, long texts and first event of a new ticket in one transaction, together with
    /// the record of the caller's idempotency key and `answer` where it sent one.
    ///
    /// # Errors
    /// When the assignee is unknown, the key is taken or the table does not answer.
    pub async fn insert_ticket(
        &self,
        workspace: &WorkspaceId,
        created: &CreatedTicket,
        request: Option<(&IdempotentRequest<'_>, String)>,
    ) -> Result<(), InsertError> {
        self.insert(workspace, created, None, request).await
    }

    /// The same, together with what is said of the ticket in the conversation that it is made of.
    ///
    /// # Errors
    /// As [`Self::insert_ticket`], and when the conversation is another by now.
    pub async fn insert_ticket_of_conversation(
        &self,
        workspace: &WorkspaceId,
        created: &CreatedTicket,
        conversation: &LinkedConversation<'_>,
        request: Option<(&IdempotentRequest<'_>, String)>,
    ) -> Result<(), InsertError> {
        let conversation = Some(conversation);
        self.insert(workspace, created, conversation, request).await
    }

    async fn insert(
        &self,
        workspace: &WorkspaceId,
        created: &CreatedTicket,
        conversation: Option<&LinkedConversation<'_>>,
        request: Option<(&IdempotentRequest<'_>, String)>,
    ) -> Result<(), InsertError> {
        let ticket = &created.ticket;
        let now = ticket.created_at;
        let mut writes = self.transaction();
        writes.put_new(Part::Ticket, heads::item(workspace, ticket)?)?;
        let texts = keys::texts(workspace, &ticket.number);
        writes.put_new(Part::Ticket, to_item("text", texts, &created.texts)?)?;
        put_event(&mut writes, &created.event)?;
        if let Some(assignee) = &ticket.assigned_to {
            writes.demand_agent(workspace, assignee)?;
        }
        if let Some(linked) = conversation {
            link(&mut writes, workspace, linked, ticket)?;
        }
        let request = match request {
            None => None,
            Some((request, answer)) => {
                writes.remember(request, answer, now)?;
                Some(request)
            }
        };
        let failed = match writes.commit().await? {
            Ok(()) => return Ok(()),
            Err(Refusal::Conflict(error)) => return Err(error.into()),
            Err(Refusal::Condition(failed)) => failed,
        };
        // A repeat's key answers first: whatever else is wrong now, the first time it was not.
        if let Some(request) = request
            && let Some(answer) = failed.first_answer(request, now)?
        {
            return Err(InsertError::KeyTaken(answer));
        }
        if failed.include(Part::Assignee) {
            return Err(InsertError::UnknownAssignee);
        }
        if failed.include(Part::Conversation) {
            return Err(InsertError::StaleConversation);
        }
        Err(StoreError::Exists { item: "ticket" }.into())
    }

    /// The head of a ticket; none when there is no such ticket, or no more.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn ticket(
        &self,
        workspace: &WorkspaceId,
        number: &TicketNumber,
    ) -> Result<Option<Ticket>, StoreError> {
        let found = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(keys::head(workspace, number).into_item()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("GetItem (ticket)"))?;
        found.item.map_or(Ok(None), heads::read)
    }

    /// A ticket with its long texts; none when there is no such ticket, or no more.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn ticket_with_texts(
        &self,
        workspace: &WorkspaceId,
        number: &TicketNumber,
    ) -> Result<Option<(Ticket, Texts)>, StoreError> {
        let keys = [
            keys::head(workspace, number),
            keys::texts(workspace, number),
        ];
        let [Some(head), Some(texts)] = self.items(keys).await? else {
            return Ok(None);
        };
        let texts = from_item("text", texts)?;
        Ok(heads::read(head)?.map(|ticket| (ticket, texts)))
    }

    /// Those of the tickets that exist, in any order: at most 100, by one call.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn tickets(
        &self,
        workspace: &WorkspaceId,
        numbers: &[TicketNumber],
    ) -> Result<Vec<Ticket>, StoreError> {
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<_> = numbers
            .iter()
            .map(|number| keys::head(workspace, number))
            .collect();
        let items = self.batch_get(&keys).await?;
        let read = items.into_iter().map(heads::read);
        Ok(read
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect())
    }
}

fn link(
    writes: &mut Transaction<'_>,
    workspace: &WorkspaceId,
    linked: &LinkedConversation<'_>,
    ticket: &Ticket,
) -> Result<(), StoreError> {
    let LinkedConversation {
        before,
        announcement,
    } = linked;
    let (after, message) = before.with_ticket(ticket.number.clone(), announcement.clone());
    chat::put_over(writes, Part::Conversation, workspace, before, &after)?;
    chat::put_message(writes, workspace, &before.id, &message)
}

/// Adds an event, whose key is its ticket's version: two changes cannot both be the third.
pub(crate) fn put_event(
    writes: &mut Transaction<'_>,
    event: &domain::event::Event,
) -> Result<(), StoreError> {
    let item = to_item(
        "event",
        keys::ticket_event(&event.id),
        &EventItem::of(event),
    )?;
    writes.put_new(Part::Ticket, item)
}
