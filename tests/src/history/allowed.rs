//! What a test's faults excuse.

use std::collections::{BTreeMap, BTreeSet};

/// What may differ from a run without faults. Nothing by default.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    /// How many more copies one mail may have, by ticket number and recipient: one for each kill
    /// between SES's acceptance and the mark, and for each send of unknown outcome.
    pub second_copies: BTreeMap<(String, String), u64>,
    /// How many second copies there may be over all, where it is not known whom the fault meets.
    pub any_second_copies: u64,
    /// How many numbers may be missing beside those of failed and unknown calls: a lost answer of
    /// the counter burns one.
    pub gaps: u64,
    /// Addresses that the mail service rejects for good.
    pub rejected: BTreeSet<String>,
    /// What must lie in the two dead-letter queues.
    pub dead: Vec<Poison>,
    /// Parts of `<pk>/<sk>` of items that the test put into the table itself.
    pub ignored: Vec<String>,
    /// Whether calls were made that nobody recorded: then nothing is held against the calls, and
    /// whatever is there is held against itself alone.
    pub unrecorded: bool,
}

/// A message that must end where an operator finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poison {
    pub(super) queue: PoisonQueue,
    /// A part of its body.
    pub(super) text: String,
    pub(super) at_least: usize,
    pub(super) at_most: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PoisonQueue {
    Jobs,
    Stream,
}

impl Allowed {
    /// One more copy of the mail about `number` to `recipient`.
    #[must_use]
    pub fn second_copy(mut self, number: &str, recipient: &str) -> Self {
        let delivery = (number.to_owned(), recipient.to_ascii_lowercase());
        *self.second_copies.entry(delivery).or_default() += 1;
        self
    }

    /// So many second copies, of whatever mails.
    #[must_use]
    pub fn second_copies(mut self, count: u64) -> Self {
        self.any_second_copies += count;
        self
    }

    /// So many numbers that are missing without a failed call.
    #[must_use]
    pub fn gaps(mut self, count: u64) -> Self {
        self.gaps += count;
        self
    }

    /// The mail service rejects this address.
    #[must_use]
    pub fn rejected(mut self, address: &str) -> Self {
        self.rejected.insert(address.to_ascii_lowercase());
        self
    }

    /// This must lie in its dead-letter queue.
    #[must_use]
    pub fn dead(mut self, poison: Poison) -> Self {
        self.dead.push(poison);
        self
    }

    /// Items with this in `<pk>/<sk>` are the test's own.
    #[must_use]
    pub fn ignored(mut self, part: &str) -> Self {
        self.ignored.push(part.to_owned());
        self
    }
}

impl Poison {
    /// A job in the dead-letter queue, once.
    pub fn job(text: &str) -> Self {
        Self::new(PoisonQueue::Jobs, text)
    }

    /// A record or a note in the queue of what publish gave up, once.
    pub fn stream(text: &str) -> Self {
        Self::new(PoisonQueue::Stream, text)
    }

    /// As often as this.
    #[must_use]
    pub fn times(mut self, at_least: usize, at_most: usize) -> Self {
        (self.at_least, self.at_most) = (at_least, at_most);
        self
    }

    fn new(queue: PoisonQueue, text: &str) -> Self {
        Self {
            queue,
            text: text.to_owned(),
            at_least: 1,
            at_most: 1,
        }
    }
}
