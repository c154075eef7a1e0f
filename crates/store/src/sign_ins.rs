//! Sign-in requests: the event that brings a code, and what came of it.

use aws_sdk_dynamodb::{
    operation::update_item::UpdateItemError,
    types::{ReturnValue, Update},
};
use domain::{
    sign_in::{MAX_TRIES, SignInId, SignInRequest},
    time::UtcTime,
};

use crate::{
    Store, StoreError,
    events::SignInItem,
    keys::{self, EXPIRES_AT},
    sessions::Session,
    table::{from_item, number, text, to_item},
    transaction::{Part, Refusal},
};

impl Store {
    /// Saves a request. Its mail follows from the stream.
    ///
    /// # Errors
    /// When the table does not answer, or a request with this id exists.
    pub async fn put_sign_in(&self, request: &SignInRequest) -> Result<(), StoreError> {
        let item = SignInItem::of(request);
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(to_item("sign-in", keys::sign_in(&request.id), &item)?))
            .condition_expression("attribute_not_exists(pk)")
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (sign-in)"))?;
        Ok(())
    }

    /// Takes one of the request's tries, before any code is looked at; none when the request is
    /// unknown, over, used, or out of tries. One conditional `ADD`, so that of many guesses at once
    /// no more are compared than one after another.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn try_code(
        &self,
        id: &SignInId,
        now: UtcTime,
    ) -> Result<Option<SignInRequest>, StoreError> {
        let updated = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::sign_in(id).into_item()))
            .update_expression("ADD tries :one")
            .condition_expression(
                "attribute_exists(pk) AND tries < :max AND #expires > :now \
                 AND attribute_not_exists(used_at)",
            )
            .expression_attribute_names("#expires", EXPIRES_AT)
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":max", number(MAX_TRIES))
            .expression_attribute_values(":now", number(now.epoch_seconds()))
            .return_values(ReturnValue::AllNew)
            .send()
            .await;
        let item = match updated {
            Ok(updated) => updated.attributes.unwrap_or_default(),
            Err(error) if is_refusal(error.as_service_error()) => return Ok(None),
            Err(error) => return Err(StoreError::unavailable("UpdateItem (try)")(error)),
        };
        let item: SignInItem = from_item("sign-in", item)?;
        Ok(Some(item.into_request(id.clone())))
    }

    /// Begins a session by a request's code, which is used up by it. Of two at once, one does.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn use_code(
        &self,
        id: &SignInId,
        session: &Session,
        now: UtcTime,
    ) -> Result<bool, StoreError> {
        let used = Update::builder()
            .table_name(&self.table)
            .set_key(Some(keys::sign_in(id).into_item()))
            .update_expression("SET used_at = :now")
            .condition_expression("attribute_exists(pk) AND attribute_not_exists(used_at)")
            .expression_attribute_values(":now", text(now.to_string()))
            .build()
            .map_err(StoreError::corrupt("sign-in"))?;
        let mut writes = self.transaction();
        writes.update(Part::SignIn, used);
        writes.put_new(Part::Session, session.item()?)?;
        match writes.commit().await? {
            Ok(()) => Ok(true),
            Err(Refusal::Condition(failed)) if failed.include(Part::SignIn) => Ok(false),
            Err(Refusal::Condition(_)) => Err(StoreError::Exists { item: "session" }),
            Err(Refusal::Conflict(error)) => Err(error),
        }
    }
}

/// The one transaction that can be under way at a request is the one that uses its code up.
fn is_refusal(error: Option<&UpdateItemError>) -> bool {
    error.is_some_and(|error| {
        error.is_conditional_check_failed_exception() || error.is_transaction_conflict_exception()
    })
}
