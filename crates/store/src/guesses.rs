//! Guesses: a stranger names a ticket and an address, and must not learn by trying which belong
//! together.
//!
//! Misses are counted for the ticket, for the address that was typed and for the client. Until it
//! is known whether a guess is right, and after it is known to be wrong, every guess costs the same
//! calls, which read and write the same items.

use aws_sdk_dynamodb::types::{KeysAndAttributes, Update};
use domain::{
    address::ClientAddress, email::EmailAddress, number::TicketNumber, time::UtcTime,
    workspace::WorkspaceId,
};

use crate::{
    Store, StoreError,
    keys::{self, EXPIRES_AT, Key, PK, SK},
    table::{Item, number},
    transaction::{Part, Refusal},
};

/// How long misses are counted together, in seconds.
const WINDOW: i64 = 15 * 60;
/// How many misses there may be for one ticket, for one typed address, for one client.
const LIMITS: [u32; 3] = [10, 20, 60];

/// A ticket's number and an address that may be its customer's.
#[derive(Debug, Clone, Copy)]
pub struct Guess<'a> {
    /// Where the ticket would be.
    pub workspace: &'a WorkspaceId,
    /// The ticket.
    pub number: &'a TicketNumber,
    /// The customer's address, so the stranger says.
    pub email: &'a EmailAddress,
    /// Where the stranger asks from.
    pub client: &'a ClientAddress,
    /// When.
    pub at: UtcTime,
}

/// Why a guess was not judged.
#[derive(Debug, thiserror::Error)]
pub enum GuessError {
    /// There were too many wrong ones.
    #[error("there were too many wrong guesses")]
    TooManyMisses {
        /// Seconds until they are forgotten.
        seconds_left: i64,
    },
    /// The table did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is read for a guess.
struct Facts {
    /// Whether the ticket exists and has this customer.
    is_right: bool,
    /// Whether a count stood at its limit.
    is_spent: bool,
}

impl Store {
    /// Whether the ticket exists and its customer has this address. Counts it if not. Two calls,
    /// whatever comes of them; one where a count is spent already.
    ///
    /// # Errors
    /// When there were too many misses, be the guess right or wrong, or the table does not answer.
    pub async fn guess(&self, guess: &Guess<'_>) -> Result<bool, GuessError> {
        let facts = self.facts(guess).await?;
        if facts.is_spent {
            return Err(guess.too_many());
        }
        // A right guess adds nothing, but it has to pass the same gate: of many guesses at once,
        // all of which have read the counts before the first was counted, no more may be answered
        // than one after another, and the right one would be told by being answered at all.
        let misses = u32::from(!facts.is_right);
        self.count_misses(guess, misses).await?;
        Ok(facts.is_right)
    }

    async fn facts(&self, guess: &Guess<'_>) -> Result<Facts, StoreError> {
        let head = keys::head(guess.workspace, guess.number);
        let counters = guess.counters();
        // Of the head the customer's address alone, so that a ticket that exists is not told by the
        // time that it takes to read.
        let parts = KeysAndAttributes::builder()
            .projection_expression("#pk, #sk, #count, #customer.#email")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_names("#count", "count")
            .expression_attribute_names("#customer", "customer")
            .expression_attribute_names("#email", "email");
        let keys: Vec<_> = std::iter::once(&head).chain(&counters).cloned().collect();
        let items = self.batch_get_parts(&keys, parts).await?;
        let item = |key: &Key| {
            items
                .iter()
                .find(|item| Key::of(item).as_ref() == Some(key))
        };
        let counts = counters.iter().map(|key| item(key).map_or(0, count));
        Ok(Facts {
            is_right: item(&head).is_some_and(|head| is_customer(head, guess.email)),
            is_spent: counts.zip(LIMITS).any(|(count, limit)| count >= limit),
        })
    }

    /// Adds to all three counts or, when one is spent, to none.
    async fn count_misses(&self, guess: &Guess<'_>, misses: u32) -> Result<(), GuessError> {
        let mut writes = self.transaction();
        for (key, limit) in guess.counters().into_iter().zip(LIMITS) {
            let update = Update::builder()
                .table_name(&self.table)
                .set_key(Some(key.into_item()))
                .condition_expression("attribute_not_exists(#count) OR #count < :limit")
                .update_expression("ADD #count :misses SET #expires = :ends")
                .expression_attribute_names("#count", "count")
                .expression_attribute_names("#expires", EXPIRES_AT)
                .expression_attribute_values(":misses", number(misses))
                .expression_attribute_values(":limit", number(limit))
                .expression_attribute_values(":ends", number(guess.ends()))
                .build()
                .map_err(StoreError::corrupt("limit"))?;
            writes.update(Part::Count, update);
        }
        match writes.commit().await? {
            Ok(()) => Ok(()),
            // Guesses that meet at every try come in a crowd: that is too many as well.
            Err(Refusal::Condition(_) | Refusal::Conflict(_)) => Err(guess.too_many()),
        }
    }
}

impl Guess<'_> {
    /// The items that count, in the order of [`LIMITS`]. What they count is hashed, so that they
    /// tell nobody who looked for what.
    fn counters(&self) -> [Key; 3] {
        let workspace = self.workspace;
        [
            ("TICKET", self.number.to_string()),
            ("EMAIL", self.email.key()),
            ("CLIENT", self.client.network()),
        ]
        .map(|(kind, value)| {
            let scope = format!("MISS#{kind}#{workspace}#{}", keys::sha256_hex(&value));
            keys::limit(&scope, self.window())
        })
    }

    fn window(&self) -> i64 {
        self.at.epoch_seconds().div_euclid(WINDOW)
    }

    fn ends(&self) -> i64 {
        (self.window() + 1) * WINDOW
    }

    fn too_many(&self) -> GuessError {
        GuessError::TooManyMisses {
            seconds_left: self.ends() - self.at.epoch_seconds(),
        }
    }
}

/// Whether the ticket of this head belongs to the address. A tombstone belongs to nobody.
fn is_customer(head: &Item, email: &EmailAddress) -> bool {
    let stored = || head.get("customer")?.as_m().ok()?.get("email")?.as_s().ok();
    stored().is_some_and(|stored| stored.eq_ignore_ascii_case(email.as_str()))
}

fn count(item: &Item) -> u32 {
    let count = || item.get("count")?.as_n().ok()?.parse().ok();
    count().unwrap_or_default()
}
