//! What SQS refuses, with the codes that SDKs tell the refusals apart by.

use crate::services::sqlite::StorageError;

/// Why a request to a queue was refused.
#[derive(Debug, thiserror::Error)]
#[allow(
    missing_docs,
    reason = "each is a code of SQS's API, and its text says what it means"
)]
pub enum SqsError {
    #[error("The specified queue does not exist.")]
    QueueDoesNotExist,
    #[error("A queue already exists with the same name and a different value for attribute {0}.")]
    QueueNameExists(String),
    #[error("Unknown attribute {0}.")]
    InvalidAttributeName(String),
    #[error("Invalid value for the parameter {0}.")]
    InvalidAttributeValue(String),
    #[error(
        "Invalid characters found. Allowed are #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD, #x10000 to #x10FFFF."
    )]
    InvalidMessageContents,
    #[error("{0}")]
    InvalidParameterValue(String),
    #[error("The request must contain the parameter {0}.")]
    MissingParameter(&'static str),
    #[error("The input receipt handle is invalid.")]
    ReceiptHandleIsInvalid,
    #[error("The specified message isn't in flight.")]
    MessageNotInflight,
    #[error("There should be at least one entry in the request.")]
    EmptyBatchRequest,
    #[error("Maximum number of entries per request are 10. You have sent {0}.")]
    TooManyEntriesInBatchRequest(usize),
    #[error("Id {0} repeated.")]
    BatchEntryIdsNotDistinct(String),
    #[error(
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long."
    )]
    InvalidBatchEntryId,
    #[error("Batch requests cannot be longer than 1048576 bytes. You have sent {0} bytes.")]
    BatchRequestTooLong(usize),
    #[error("{0}")]
    ResourceNotFound(&'static str),
    #[error("{0}")]
    UnsupportedOperation(String),
    #[error("The request is not the JSON that this operation takes: {0}")]
    Serialization(String),
    #[error("The queue service failed.")]
    Storage(#[from] StorageError),
}

impl From<rusqlite::Error> for SqsError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Storage(error.into())
    }
}

impl SqsError {
    /// The HTTP status that goes with the refusal.
    pub(super) fn status(&self) -> u16 {
        if self.is_senders_fault() { 400 } else { 500 }
    }

    pub(super) fn is_senders_fault(&self) -> bool {
        !matches!(self, Self::Storage(_))
    }

    /// The error's name in the JSON protocol.
    pub(super) fn shape(&self) -> &'static str {
        self.names().0
    }

    /// The error's code from the time of the query protocol, which SDKs still go by.
    pub(super) fn code(&self) -> &'static str {
        self.names().1
    }

    fn names(&self) -> (&'static str, &'static str) {
        macro_rules! old {
            ($name:literal) => {
                ($name, concat!("AWS.SimpleQueueService.", $name))
            };
        }
        match self {
            Self::QueueDoesNotExist => (
                "QueueDoesNotExist",
                "AWS.SimpleQueueService.NonExistentQueue",
            ),
            Self::QueueNameExists(_) => ("QueueNameExists", "QueueAlreadyExists"),
            Self::InvalidAttributeName(_) => ("InvalidAttributeName", "InvalidAttributeName"),
            Self::InvalidAttributeValue(_) => ("InvalidAttributeValue", "InvalidAttributeValue"),
            Self::InvalidMessageContents => ("InvalidMessageContents", "InvalidMessageContents"),
            Self::InvalidParameterValue(_) => {
                ("InvalidParameterValueException", "InvalidParameterValue")
            }
            Self::MissingParameter(_) => ("MissingRequiredParameterException", "MissingParameter"),
            Self::ReceiptHandleIsInvalid => ("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid"),
            Self::MessageNotInflight => old!("MessageNotInflight"),
            Self::EmptyBatchRequest => old!("EmptyBatchRequest"),
            Self::TooManyEntriesInBatchRequest(_) => old!("TooManyEntriesInBatchRequest"),
            Self::BatchEntryIdsNotDistinct(_) => old!("BatchEntryIdsNotDistinct"),
            Self::InvalidBatchEntryId => old!("InvalidBatchEntryId"),
            Self::BatchRequestTooLong(_) => old!("BatchRequestTooLong"),
            Self::ResourceNotFound(_) => ("ResourceNotFoundException", "ResourceNotFoundException"),
            Self::UnsupportedOperation(_) => old!("UnsupportedOperation"),
            Self::Serialization(_) => ("SerializationException", "MalformedInput"),
            Self::Storage(_) => ("InternalFailure", "InternalFailure"),
        }
    }
}
