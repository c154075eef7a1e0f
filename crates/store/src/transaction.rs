//! Transactions: writes that are saved together or not at all.

use std::time::Duration;

use aws_sdk_dynamodb::{
    operation::transact_write_items::TransactWriteItemsError,
    types::{
        CancellationReason, ConditionCheck, Delete, Put, ReturnValuesOnConditionCheckFailure,
        TransactWriteItem, Update,
    },
};
use domain::{email::EmailAddress, time::UtcTime, workspace::WorkspaceId};

use crate::{
    Store, StoreError,
    idempotency::{FirstAnswer, IdempotentRequest},
    keys,
    table::{Item, number},
};

/// How often a transaction that met another one on the same item is tried.
const CONFLICT_ATTEMPTS: u32 = 6;

/// What an action of a transaction is for, so that a refusal can say which condition failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// A ticket's own items.
    Ticket,
    /// An agent's item, or where their address finds it.
    Agent,
    /// That the assignee is an agent of the workspace.
    Assignee,
    /// The record of an idempotency key.
    Key,
    /// A count with a bound.
    Count,
    /// A sign-in request.
    SignIn,
    /// A session.
    Session,
    /// A workspace's own item, or its log.
    Workspace,
    /// That whoever acts is an owner.
    Actor,
    /// That another owner stays.
    OtherOwner,
    /// Which invitation of an address can be accepted.
    Invitation,
    /// A widget token.
    WidgetToken,
    /// A conversation's own items.
    Conversation,
}

/// Writes that are still to be saved.
#[derive(Debug)]
pub(crate) struct Transaction<'a> {
    store: &'a Store,
    parts: Vec<Part>,
    actions: Vec<TransactWriteItem>,
}

/// Why nothing was saved.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A condition failed.
    Condition(FailedConditions),
    /// Other transactions were at the same items, at every try.
    Conflict(StoreError),
}

/// The conditions that failed.
#[derive(Debug)]
pub(crate) struct FailedConditions(Vec<(Part, CancellationReason)>);

impl Store {
    /// Begins a transaction without any write.
    pub(crate) fn transaction(&self) -> Transaction<'_> {
        Transaction {
            store: self,
            parts: Vec::new(),
            actions: Vec::new(),
        }
    }
}

impl Transaction<'_> {
    /// The table that everything is written to.
    pub(crate) fn table(&self) -> &str {
        &self.store.table
    }

    /// Writes an item that must not exist yet.
    pub(crate) fn put_new(&mut self, part: Part, item: Item) -> Result<(), StoreError> {
        let put = Put::builder()
            .table_name(&self.store.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .build()
            .map_err(StoreError::corrupt("item"))?;
        self.add(part, TransactWriteItem::builder().put(put));
        Ok(())
    }

    /// Writes over an item whose version must still be this one.
    pub(crate) fn put_over(
        &mut self,
        part: Part,
        item: Item,
        version: u64,
    ) -> Result<(), StoreError> {
        let put = Put::builder()
            .table_name(&self.store.table)
            .set_item(Some(item))
            .condition_expression("version = :version AND attribute_not_exists(deleted_at)")
            .expression_attribute_values(":version", number(version))
            .build()
            .map_err(StoreError::corrupt("item"))?;
        self.add(part, TransactWriteItem::builder().put(put));
        Ok(())
    }

    /// Writes an item, whatever lay there. Another part of the transaction must guard it.
    pub(crate) fn put(&mut self, part: Part, item: Item) -> Result<(), StoreError> {
        let put = Put::builder()
            .table_name(&self.store.table)
            .set_item(Some(item))
            .build()
            .map_err(StoreError::corrupt("item"))?;
        self.add(part, TransactWriteItem::builder().put(put));
        Ok(())
    }

    /// Writes an item under a condition of its own.
    pub(crate) fn put_as(&mut self, part: Part, put: Put) {
        self.add(part, TransactWriteItem::builder().put(put));
    }

    /// Demands that an agent with this address belongs to the workspace.
    pub(crate) fn demand_agent(
        &mut self,
        workspace: &WorkspaceId,
        email: &EmailAddress,
    ) -> Result<(), StoreError> {
        let check = ConditionCheck::builder()
            .table_name(&self.store.table)
            .set_key(Some(keys::agent(workspace, email).into_item()))
            .condition_expression("attribute_exists(pk)")
            .build()
            .map_err(StoreError::corrupt("condition"))?;
        self.check(Part::Assignee, check);
        Ok(())
    }

    /// Demands something of an item that is not written.
    pub(crate) fn check(&mut self, part: Part, check: ConditionCheck) {
        self.add(part, TransactWriteItem::builder().condition_check(check));
    }

    /// Remembers what is answered to a request whose key must be unused.
    pub(crate) fn remember(
        &mut self,
        request: &IdempotentRequest<'_>,
        answer: String,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        let put = Put::builder()
            .table_name(&self.store.table)
            .set_item(Some(request.record(answer, now)?))
            .condition_expression("attribute_not_exists(pk) OR #expires <= :now")
            .expression_attribute_names("#expires", keys::EXPIRES_AT)
            .expression_attribute_values(":now", number(now.epoch_seconds()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .map_err(StoreError::corrupt("idempotency record"))?;
        self.add(Part::Key, TransactWriteItem::builder().put(put));
        Ok(())
    }

    /// Changes parts of an item.
    pub(crate) fn update(&mut self, part: Part, update: Update) {
        self.add(part, TransactWriteItem::builder().update(update));
    }

    /// Removes an item.
    pub(crate) fn delete(&mut self, part: Part, delete: Delete) {
        self.add(part, TransactWriteItem::builder().delete(delete));
    }

    fn add(
        &mut self,
        part: Part,
        action: aws_sdk_dynamodb::types::builders::TransactWriteItemBuilder,
    ) {
        self.parts.push(part);
        self.actions.push(action.build());
    }

    /// Saves all of it, unless a condition fails; tries again when it only met another
    /// transaction.
    pub(crate) async fn commit(self) -> Result<Result<(), Refusal>, StoreError> {
        // One token for every try: a transaction whose answer was lost is not done twice. It is
        // random, since tokens are not the table's own: one made of workspace and number would meet
        // that of another stack in the account, and another request with the same is refused.
        let token = format!("{:032x}", fastrand::u128(..));
        let mut attempt = 0;
        loop {
            let sent = self
                .store
                .client
                .transact_write_items()
                .client_request_token(&token)
                .set_transact_items(Some(self.actions.clone()))
                .send()
                .await;
            let Err(error) = sent else { return Ok(Ok(())) };
            let Some(TransactWriteItemsError::TransactionCanceledException(canceled)) =
                error.as_service_error()
            else {
                return Err(StoreError::unavailable("TransactWriteItems")(error));
            };
            let reasons = canceled.cancellation_reasons();
            if has_code(reasons, "ConditionalCheckFailed") {
                return Ok(Err(Refusal::Condition(self.failed(reasons))));
            }
            if has_code(reasons, "ValidationError") {
                return Err(StoreError::unavailable("TransactWriteItems")(error));
            }
            attempt += 1;
            if attempt == CONFLICT_ATTEMPTS {
                let error = StoreError::unavailable("TransactWriteItems")(error);
                return Ok(Err(Refusal::Conflict(error)));
            }
            tokio::time::sleep(backoff(attempt)).await;
        }
    }

    /// Reasons come in the order of the actions.
    fn failed(&self, reasons: &[CancellationReason]) -> FailedConditions {
        let all = self.parts.iter().copied().zip(reasons.iter().cloned());
        FailedConditions(
            all.filter(|(_, reason)| reason.code() == Some("ConditionalCheckFailed"))
                .collect(),
        )
    }
}

impl FailedConditions {
    /// Whether a condition of this part failed.
    pub(crate) fn include(&self, part: Part) -> bool {
        self.0.iter().any(|(failed, _)| *failed == part)
    }

    /// The answer that was given to the first request with the same key.
    pub(crate) fn first_answer(
        &self,
        request: &IdempotentRequest<'_>,
        now: UtcTime,
    ) -> Result<Option<FirstAnswer>, StoreError> {
        let record = self.0.iter().find(|(part, _)| *part == Part::Key);
        match record.and_then(|(_, reason)| reason.item()) {
            None => Ok(None),
            Some(item) => request.read(item.clone(), now),
        }
    }
}

fn has_code(reasons: &[CancellationReason], code: &str) -> bool {
    reasons.iter().any(|reason| reason.code() == Some(code))
}

/// 20 ms doubled each time, and up to as much again by chance, so that two that met do not meet
/// again.
fn backoff(attempt: u32) -> Duration {
    let base = 20_u64 << attempt.min(6);
    Duration::from_millis(base + fastrand::u64(..base))
}
