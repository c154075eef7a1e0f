//! What SQS hands over, and what is handed back.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// The pauses after the first, second, ... receive, in seconds. The last receive is the fifth
/// (`maxReceiveCount` in `template.yaml`), so a mail survives an outage of SES of 16 minutes
/// without a person's help.
const PAUSES: [i32; 4] = [5, 15, 60, 900];

/// A batch of messages.
#[derive(Debug, Deserialize)]
pub struct Batch {
    #[serde(rename = "Records")]
    pub(crate) records: Vec<Message>,
}

/// One message, as Lambda's poller received it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Message {
    pub(crate) message_id: String,
    pub(crate) receipt_handle: String,
    pub(crate) body: String,
    #[serde(default)]
    attributes: HashMap<String, String>,
}

/// Which messages must come again.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchFailures {
    pub(crate) batch_item_failures: Vec<Failure>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Failure {
    pub(crate) item_identifier: String,
}

impl Message {
    /// How long to wait before the next try, in seconds.
    pub(crate) fn backoff(&self) -> i32 {
        let receives = self.attributes.get("ApproximateReceiveCount");
        let receives: usize = receives.and_then(|count| count.parse().ok()).unwrap_or(1);
        PAUSES.get(receives.max(1) - 1).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::first("1", 5)]
    #[case::second("2", 15)]
    #[case::third("3", 60)]
    #[case::fourth("4", 900)]
    #[case::the_last_goes_to_the_dead_letter_queue_at_once("5", 0)]
    #[case::nonsense("x", 5)]
    fn pauses_grow_with_the_receives(#[case] receives: &str, #[case] seconds: i32) {
        let attributes = [("ApproximateReceiveCount".to_owned(), receives.to_owned())];
        let message = Message {
            message_id: String::new(),
            receipt_handle: String::new(),
            body: String::new(),
            attributes: attributes.into(),
        };
        assert_eq!(message.backoff(), seconds);
    }
}
