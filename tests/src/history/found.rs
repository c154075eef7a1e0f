//! What lies in a stack: the table's items, the queues, the mailbox, all as plain JSON.

use std::collections::BTreeMap;

use serde_json::Value;

/// Partition and sort key.
pub type ItemKey = (String, String);

/// The state of a stack. Complete only at rest: nothing stands still while it is read.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The main table's items, each as a JSON object of its attributes.
    pub items: BTreeMap<ItemKey, Value>,
    /// The accepted mails, oldest first, as `/_local/mailbox` shows them.
    pub mails: Vec<Value>,
    /// The queues.
    pub queues: Queues,
}

/// What lies in the queues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queues {
    /// The job queue.
    pub jobs: QueueCounts,
    /// The bodies in the job queue's dead-letter queue.
    pub dead_jobs: Vec<String>,
    /// The bodies in the queue of what publish gave up.
    pub stream_failures: Vec<String>,
}

/// A queue's messages, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// Ready to be received.
    pub visible: u64,
    /// Received and not deleted.
    pub in_flight: u64,
    /// Not ready yet.
    pub delayed: u64,
}

impl QueueCounts {
    /// All messages.
    pub fn total(self) -> u64 {
        self.visible + self.in_flight + self.delayed
    }
}
