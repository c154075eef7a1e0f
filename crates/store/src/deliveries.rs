//! Delivery marks: one for each mail, claimed before it is sent, settled after.
//!
//! The mark is what keeps a mail from being sent twice, whatever the queue does. It stays with
//! the ticket as the delivery's state.

mod marks;

use aws_sdk_dynamodb::{
    error::SdkError,
    operation::update_item::UpdateItemError,
    types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure},
};
use domain::{job::Job, time::UtcTime};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    keys::{self, EXPIRES_AT},
    table::{Item, from_item, number, text},
};

/// How long a claim lives: longer than a notifier may run (10 s), shorter than a job stays
/// hidden in the queue (60 s).
pub const CLAIM_LIFETIME: SignedDuration = SignedDuration::from_secs(30);

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Not sent yet, and nobody is at it.
    Queued,
    /// Somebody is at it, until the claim's deadline.
    Claimed,
    /// The mail service took it.
    Sent,
    /// It can never be delivered; nobody tries again.
    Undeliverable,
    /// The recipient had too many of this kind already; nobody tries again.
    Suppressed,
}

/// A claim that is ours until its deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The job that it is on.
    pub job: Job,
    /// Tells this claim from every other of the same job.
    id: String,
    /// Whether this is the first claim of the job ever.
    pub first: bool,
}

/// What came of an attempt to claim a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// It is ours.
    Claimed(Claim),
    /// Another holds it, for this much longer at most.
    Held {
        /// Until the other's claim ends.
        remaining: SignedDuration,
    },
    /// There is nothing left to do.
    Settled(DeliveryState),
}

/// A mark's attributes, without its key.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) state: DeliveryState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claimed_until: Option<i64>,
    #[serde(default)]
    claims: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    settled_at: Option<UtcTime>,
}

impl DeliveryState {
    /// Whether nobody will work on the delivery again.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Sent | Self::Undeliverable | Self::Suppressed)
    }
}

impl Store {
    /// Claims `job` for [`CLAIM_LIFETIME`], under an `id` that no other attempt uses.
    ///
    /// # Errors
    /// When the table does not answer or the mark cannot be read.
    pub async fn claim(
        &self,
        job: &Job,
        id: &str,
        now: UtcTime,
    ) -> Result<ClaimOutcome, StoreError> {
        let ends = marks::end(job, now);
        let set_end = ends.map_or("", |_| ", #expires = :ends");
        let mut request = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::mark(job).into_item()))
            .condition_expression(
                "attribute_not_exists(pk) OR #state = :queued \
                 OR (#state = :claimed AND claimed_until <= :now)",
            )
            .update_expression(format!(
                "SET #state = :claimed, claim = :id, claimed_until = :until{set_end} \
                 ADD claims :one"
            ))
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":queued", text("queued"))
            .expression_attribute_values(":claimed", text("claimed"))
            .expression_attribute_values(":id", text(id))
            .expression_attribute_values(":now", number(now.epoch_millis()))
            .expression_attribute_values(":until", number(now.plus(CLAIM_LIFETIME).epoch_millis()))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        if let Some(ends) = ends {
            request = request
                .expression_attribute_names("#expires", EXPIRES_AT)
                .expression_attribute_values(":ends", number(ends.epoch_seconds()));
        }
        match request.send().await {
            Ok(updated) => {
                let mark: Mark = from_item("mark", updated.attributes.unwrap_or_default())?;
                let claim = Claim {
                    job: job.clone(),
                    id: id.to_owned(),
                    first: mark.claims == 1,
                };
                Ok(ClaimOutcome::Claimed(claim))
            }
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                    refused_claim(failed.item().cloned().unwrap_or_default(), id, job, now)
                }
                _ => Err(StoreError::unavailable("UpdateItem (claim)")(error)),
            },
        }
    }

    /// Gives a claim back, so that the next attempt need not wait for its deadline.
    ///
    /// # Errors
    /// When the table does not answer, or the claim is no longer ours.
    pub async fn release(&self, claim: &Claim) -> Result<(), StoreError> {
        self.end_claim(claim, DeliveryState::Queued, None).await
    }

    /// Ends a claim for good.
    ///
    /// # Errors
    /// When the table does not answer, or the claim is no longer ours.
    pub async fn settle(
        &self,
        claim: &Claim,
        state: DeliveryState,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        self.end_claim(claim, state, Some(now)).await
    }

    async fn end_claim(
        &self,
        claim: &Claim,
        state: DeliveryState,
        settled_at: Option<UtcTime>,
    ) -> Result<(), StoreError> {
        let written: AttributeValue = serde_dynamo::aws_sdk_dynamodb_1::to_attribute_value(state)
            .map_err(StoreError::corrupt("mark"))?;
        let settled = settled_at.map_or("", |_| ", settled_at = :settled_at");
        let update = format!("SET #state = :state{settled} REMOVE claim, claimed_until");
        let mut request = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::mark(&claim.job).into_item()))
            .condition_expression("claim = :claim")
            .update_expression(update)
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":claim", text(&claim.id))
            .expression_attribute_values(":state", written)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        if let Some(at) = settled_at {
            request = request.expression_attribute_values(":settled_at", text(at.to_string()));
        }
        match request.send().await {
            Ok(_) => Ok(()),
            Err(error) if has_ended(&error, state)? => Ok(()),
            Err(error) => Err(StoreError::unavailable("UpdateItem (mark)")(error)),
        }
    }
}

/// Whether an end that was refused had come about before: the SDK tried twice, and the first
/// answer was lost.
fn has_ended(error: &SdkError<UpdateItemError>, state: DeliveryState) -> Result<bool, StoreError> {
    let Some(UpdateItemError::ConditionalCheckFailedException(failed)) = error.as_service_error()
    else {
        return Ok(false);
    };
    let Some(item) = failed.item() else {
        return Ok(false);
    };
    let mark: Mark = from_item("mark", item.clone())?;
    Ok(mark.claim.is_none() && mark.state == state)
}

/// Why a claim failed, read from the mark that stood in its way.
fn refused_claim(
    mark: Item,
    id: &str,
    job: &Job,
    now: UtcTime,
) -> Result<ClaimOutcome, StoreError> {
    let mark: Mark = from_item("mark", mark)?;
    if mark.state.is_final() {
        return Ok(ClaimOutcome::Settled(mark.state));
    }
    // The SDK tried twice and the first answer was lost: the claim is our own.
    if mark.claim.as_deref() == Some(id) {
        let claim = Claim {
            job: job.clone(),
            id: id.to_owned(),
            first: mark.claims == 1,
        };
        return Ok(ClaimOutcome::Claimed(claim));
    }
    let remaining = mark.claimed_until.unwrap_or_default() - now.epoch_millis();
    Ok(ClaimOutcome::Held {
        remaining: SignedDuration::from_millis(remaining.max(0)),
    })
}
