//! What can go wrong between a function and its table.

use std::error::Error;

use aws_sdk_dynamodb::{
    error::{ProvideErrorMetadata, SdkError},
    operation::update_item::UpdateItemError,
};

/// A call that the table did not answer as it should.
///
/// Outcomes that a caller acts on (a key that is taken, a claim that another holds) are no
/// errors: the operation that can meet them returns them by name.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The table could not be reached, refused the call, or was too busy after every retry.
    #[error("DynamoDB did not carry out {operation}")]
    Unavailable {
        /// The call.
        operation: &'static str,
        /// What the SDK says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// An item does not hold what this code wrote into such items.
    #[error("a stored {item} cannot be read")]
    Corrupt {
        /// The kind of item.
        item: &'static str,
        /// What is wrong with it. No source of this error: it may quote the item, and the chain
        /// of sources goes to the log.
        cause: Box<dyn Error + Send + Sync>,
    },
    /// An item that must not exist yet does.
    #[error("a {item} with this key exists already")]
    Exists {
        /// The kind of item.
        item: &'static str,
    },
    /// No key can be made.
    #[error("the system gave no randomness")]
    NoRandomness,
}

impl StoreError {
    /// Wraps a failed call.
    pub(crate) fn unavailable<E>(operation: &'static str) -> impl FnOnce(SdkError<E>) -> Self
    where
        E: Error + ProvideErrorMetadata + Send + Sync + 'static,
    {
        move |source| Self::Unavailable {
            operation,
            source: Box::new(source),
        }
    }

    /// Whether an update was done; not, where its condition did not hold.
    pub(crate) fn unless_refused<T>(
        operation: &'static str,
        updated: Result<T, SdkError<UpdateItemError>>,
    ) -> Result<bool, Self> {
        let Err(error) = updated else {
            return Ok(true);
        };
        let refusal = error.as_service_error();
        if refusal.is_some_and(UpdateItemError::is_conditional_check_failed_exception) {
            return Ok(false);
        }
        Err(Self::unavailable(operation)(error))
    }

    /// Wraps an item that cannot be read or written.
    pub(crate) fn corrupt<E>(item: &'static str) -> impl FnOnce(E) -> Self
    where
        E: Error + Send + Sync + 'static,
    {
        move |cause| Self::Corrupt {
            item,
            cause: Box::new(cause),
        }
    }
}
