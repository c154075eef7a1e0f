//! Tickets: how one is saved.

use std::time::Duration;

use aws_sdk_dynamodb::{
    operation::transact_write_items::TransactWriteItemsError,
    types::{
        CancellationReason, ConditionCheck, Put, ReturnValuesOnConditionCheckFailure,
        TransactWriteItem,
    },
};
use domain::{
    email::EmailAddress, text::Description, ticket::CreatedTicket, time::UtcTime,
    workspace::WorkspaceId,
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    events::EventItem,
    idempotency::{FirstAnswer, IdempotentRequest},
    keys,
    table::{Item, number, to_item},
};

/// How often a transaction that met another one on the same item is tried.
const CONFLICT_ATTEMPTS: u32 = 6;

/// The item that holds a ticket's description, apart from its head.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TextItem {
    pub(crate) description: Description,
}

/// Why a new ticket was not saved.
#[derive(Debug, thiserror::Error)]
pub enum InsertError {
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
    /// Saves head, description and first event of a new ticket in one transaction, together with
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
        let mut actions = self.ticket_items(workspace, created)?;
        if let Some(assignee) = &created.ticket.assigned_to {
            actions.push(self.agent_exists(workspace, assignee)?);
        }
        let now = created.ticket.created_at;
        let key = match request {
            None => None,
            Some((request, answer)) => {
                actions.push(self.unused_key(request.record(answer, now)?, now)?);
                Some(request)
            }
        };
        match self.transact(&actions).await? {
            None => Ok(()),
            Some(reasons) => Err(refusal(&reasons, created, key, now)?),
        }
    }

    fn ticket_items(
        &self,
        workspace: &WorkspaceId,
        created: &CreatedTicket,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let number = &created.ticket.number;
        let text = TextItem {
            description: created.description.clone(),
        };
        let event = EventItem::of(&created.event);
        Ok(vec![
            self.put_new(to_item(
                "ticket",
                keys::head(workspace, number),
                &created.ticket,
            )?)?,
            self.put_new(to_item(
                "description",
                keys::description(workspace, number),
                &text,
            )?)?,
            self.put_new(to_item("event", keys::event(&created.event.id), &event)?)?,
        ])
    }

    fn put_new(&self, item: Item) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .map_err(StoreError::corrupt("item"))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    fn agent_exists(
        &self,
        workspace: &WorkspaceId,
        email: &EmailAddress,
    ) -> Result<TransactWriteItem, StoreError> {
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(keys::agent(workspace, email).into_item()))
            .condition_expression("attribute_exists(pk)")
            .build()
            .map_err(StoreError::corrupt("condition"))?;
        Ok(TransactWriteItem::builder().condition_check(check).build())
    }

    fn unused_key(&self, record: Item, now: UtcTime) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(record))
            .condition_expression("attribute_not_exists(pk) OR #expires <= :now")
            .expression_attribute_names("#expires", keys::EXPIRES_AT)
            .expression_attribute_values(":now", number(now.epoch_seconds()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .map_err(StoreError::corrupt("idempotency record"))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    /// Carries out a transaction. Returns the reasons when a condition failed; tries again when
    /// it only met another transaction.
    async fn transact(
        &self,
        actions: &[TransactWriteItem],
    ) -> Result<Option<Vec<CancellationReason>>, StoreError> {
        // One token for every try: a transaction whose answer was lost is not done twice. It is
        // random, since tokens are not the table's own: one made of workspace and number would meet
        // that of another stack in the account, and another request with the same is refused.
        let token = format!("{:032x}", fastrand::u128(..));
        let mut attempt = 0;
        loop {
            let sent = self
                .client
                .transact_write_items()
                .client_request_token(&token)
                .set_transact_items(Some(actions.to_vec()))
                .send()
                .await;
            let Err(error) = sent else { return Ok(None) };
            attempt += 1;
            match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(canceled)) => {
                    let reasons = canceled.cancellation_reasons();
                    if has_code(reasons, "ConditionalCheckFailed") {
                        return Ok(Some(reasons.to_vec()));
                    }
                    if attempt == CONFLICT_ATTEMPTS || has_code(reasons, "ValidationError") {
                        return Err(StoreError::unavailable("TransactWriteItems")(error));
                    }
                    tokio::time::sleep(backoff(attempt)).await;
                }
                _ => return Err(StoreError::unavailable("TransactWriteItems")(error)),
            }
        }
    }
}

/// Which condition of the insertion failed, read from the reasons' positions.
fn refusal(
    reasons: &[CancellationReason],
    created: &CreatedTicket,
    request: Option<&IdempotentRequest<'_>>,
    now: UtcTime,
) -> Result<InsertError, StoreError> {
    const TICKET_ITEMS: usize = 3;
    let failed = |index: usize| {
        reasons
            .get(index)
            .filter(|reason| reason.code() == Some("ConditionalCheckFailed"))
    };
    // A repeat's key answers first: whatever else is wrong now, the first time it was not.
    let key_index = TICKET_ITEMS + usize::from(created.ticket.assigned_to.is_some());
    if let (Some(reason), Some(request)) = (failed(key_index), request) {
        let record = reason.item().cloned().unwrap_or_default();
        if let Some(answer) = request.read(record, now)? {
            return Ok(InsertError::KeyTaken(answer));
        }
    }
    if created.ticket.assigned_to.is_some() && failed(TICKET_ITEMS).is_some() {
        return Ok(InsertError::UnknownAssignee);
    }
    Err(StoreError::Exists { item: "ticket" })
}

fn has_code(reasons: &[CancellationReason], code: &str) -> bool {
    reasons.iter().any(|reason| reason.code() == Some(code))
}

/// 20 ms doubled each time, and up to as much again by chance, so that two transactions that met
/// do not meet again.
fn backoff(attempt: u32) -> Duration {
    let base = 20_u64 << attempt.min(6);
    Duration::from_millis(base + fastrand::u64(..base))
}
