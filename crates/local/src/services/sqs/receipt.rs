//! Receipt handles: which receive of which message, opaque to clients.
//!
//! A handle is of use until its message is received again. From then on a delete with it succeeds and deletes
//! nothing, which is what SQS documents for standard queues.

use data_encoding::BASE64URL_NOPAD;

use super::SqsError;

/// One receive of one message.
pub(super) struct Receipt {
    pub(super) queue_id: i64,
    pub(super) message_id: String,
    /// How often the message had been received by then, this time included.
    pub(super) receives: i64,
}

impl Receipt {
    pub(super) fn encode(&self) -> String {
        let plain = format!("{}/{}/{}", self.queue_id, self.message_id, self.receives);
        BASE64URL_NOPAD.encode(plain.as_bytes())
    }

    /// Reads a handle that was given out by the queue `queue_id`.
    pub(super) fn decode(handle: &str, queue_id: i64) -> Result<Self, SqsError> {
        Self::parse(handle)
            .filter(|receipt| receipt.queue_id == queue_id)
            .ok_or(SqsError::ReceiptHandleIsInvalid)
    }

    fn parse(handle: &str) -> Option<Self> {
        let plain = String::from_utf8(BASE64URL_NOPAD.decode(handle.as_bytes()).ok()?).ok()?;
        let mut parts = plain.split('/');
        let receipt = Self {
            queue_id: parts.next()?.parse().ok()?,
            message_id: parts.next()?.to_owned(),
            receives: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(receipt)
    }
}
