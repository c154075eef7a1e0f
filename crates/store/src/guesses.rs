//! Guesses: a stranger names a ticket and an address, and must not learn by trying which belong
//! together.
//!
//! Misses are counted for the ticket, for the address that was typed and for the client. Until it
//! is known whether a guess is right, and after it is known to be wrong, every guess costs the same
//! calls, which read and write the same items.

use std::ops::Range;

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
/// How many misses there may be for one ticket.
const OF_A_TICKET: u32 = 10;
/// How many there may be for one typed address.
const OF_AN_ADDRESS: u32 = 20;
/// How many there may be from one client.
const OF_A_CLIENT: u32 = 60;

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

/// Numbers of one text, and an address that may be their customer's.
#[derive(Debug, Clone, Copy)]
pub struct Guesses<'a> {
    /// Where the tickets would be.
    pub workspace: &'a WorkspaceId,
    /// The tickets; a text names at most ten.
    pub numbers: &'a [TicketNumber],
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

/// What is read for guesses.
struct Facts {
    /// Whether each ticket exists and has this customer.
    are_right: Vec<bool>,
    /// Whether a count has no room for all of them, were they wrong.
    is_spent: bool,
}

/// An item that counts misses.
struct Counter {
    key: Key,
    limit: u32,
    /// The guesses that count here, by their places.
    guesses: Range<usize>,
}

impl Store {
    /// Whether the ticket exists and its customer has this address. Counts it if not. Two calls,
    /// whatever comes of them; one where a count is spent already.
    ///
    /// # Errors
    /// When there were too many misses, be the guess right or wrong, or the table does not answer.
    pub async fn guess(&self, guess: &Guess<'_>) -> Result<bool, GuessError> {
        let guesses = Guesses {
            workspace: guess.workspace,
            numbers: std::slice::from_ref(guess.number),
            email: guess.email,
            client: guess.client,
            at: guess.at,
        };
        let are_right = self.guess_all(&guesses).await?;
        Ok(are_right.first().is_some_and(|is_right| *is_right))
    }

    /// Of each number, whether the ticket exists and its customer has this address. Counts a miss
    /// for each that is wrong. Two calls for any of them, none for no number.
    ///
    /// All are judged or none. None is where a count would not have room for all of them as misses,
    /// also if they are right: what is refused must not depend on what is right.
    ///
    /// # Errors
    /// When there were too many misses, or the table does not answer.
    pub async fn guess_all(&self, guesses: &Guesses<'_>) -> Result<Vec<bool>, GuessError> {
        let distinct = guesses.distinct();
        if distinct.is_empty() {
            return Ok(Vec::new());
        }
        let counters = guesses.counters(&distinct);
        let facts = self.facts(guesses, &distinct, &counters).await?;
        if facts.is_spent {
            return Err(guesses.too_many());
        }
        // A right guess adds nothing, but it has to pass the same gate: of many guesses at once,
        // all of which have read the counts before the first was counted, no more may be answered
        // than one after another, and the right one would be told by being answered at all.
        self.count_misses(guesses, counters, &facts.are_right)
            .await?;
        let right = distinct.iter().zip(facts.are_right);
        let right: Vec<_> = right.filter(|(_, is_right)| *is_right).collect();
        let is_right = |number| right.iter().any(|(right, _)| **right == number);
        Ok(guesses.numbers.iter().map(is_right).collect())
    }

    async fn facts(
        &self,
        guesses: &Guesses<'_>,
        numbers: &[&TicketNumber],
        counters: &[Counter],
    ) -> Result<Facts, StoreError> {
        let heads = numbers
            .iter()
            .map(|number| keys::head(guesses.workspace, number));
        let heads: Vec<_> = heads.collect();
        // Of a head the customer's address alone, so that a ticket that exists is not told by the
        // time that it takes to read.
        let parts = KeysAndAttributes::builder()
            .projection_expression("#pk, #sk, #count, #customer.#email")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_names("#count", "count")
            .expression_attribute_names("#customer", "customer")
            .expression_attribute_names("#email", "email");
        let counts = counters.iter().map(|counter| &counter.key);
        let keys: Vec<_> = heads.iter().chain(counts).cloned().collect();
        let items = self.batch_get_parts(&keys, parts).await?;
        let item = |key: &Key| {
            items
                .iter()
                .find(|item| Key::of(item).as_ref() == Some(key))
        };
        let is_right = |head| item(head).is_some_and(|head| is_customer(head, guesses.email));
        Ok(Facts {
            are_right: heads.iter().map(is_right).collect(),
            is_spent: counters.iter().any(|counter| {
                let count = item(&counter.key).map_or(0, count);
                counter.room().is_none_or(|room| count > room)
            }),
        })
    }

    /// Adds to all counts or, when one is spent, to none.
    async fn count_misses(
        &self,
        guesses: &Guesses<'_>,
        counters: Vec<Counter>,
        are_right: &[bool],
    ) -> Result<(), GuessError> {
        let mut writes = self.transaction();
        for counter in counters {
            let Some(room) = counter.room() else {
                return Err(guesses.too_many());
            };
            let judged = are_right.get(counter.guesses).unwrap_or_default();
            let misses: u32 = judged.iter().map(|is_right| u32::from(!is_right)).sum();
            let update = Update::builder()
                .table_name(&self.table)
                .set_key(Some(counter.key.into_item()))
                .condition_expression("attribute_not_exists(#count) OR #count <= :room")
                .update_expression("ADD #count :misses SET #expires = :ends")
                .expression_attribute_names("#count", "count")
                .expression_attribute_names("#expires", EXPIRES_AT)
                .expression_attribute_values(":misses", number(misses))
                .expression_attribute_values(":room", number(room))
                .expression_attribute_values(":ends", number(guesses.ends()))
                .build()
                .map_err(StoreError::corrupt("limit"))?;
            writes.update(Part::Count, update);
        }
        match writes.commit().await? {
            Ok(()) => Ok(()),
            // Guesses that meet at every try come in a crowd: that is too many as well.
            Err(Refusal::Condition(_) | Refusal::Conflict(_)) => Err(guesses.too_many()),
        }
    }
}

impl<'a> Guesses<'a> {
    /// Each number once: a text may write one in two ways.
    fn distinct(&self) -> Vec<&'a TicketNumber> {
        let mut distinct = Vec::new();
        for number in self.numbers {
            if !distinct.contains(&number) {
                distinct.push(number);
            }
        }
        distinct
    }

    /// The items that count: one for each ticket, then the address's and the client's.
    fn counters(&self, numbers: &[&TicketNumber]) -> Vec<Counter> {
        let tickets = numbers.iter().enumerate().map(|(place, number)| Counter {
            key: self.counter("TICKET", &number.to_string()),
            limit: OF_A_TICKET,
            guesses: place..place + 1,
        });
        let of_all = |kind, value: &str, limit| Counter {
            key: self.counter(kind, value),
            limit,
            guesses: 0..numbers.len(),
        };
        let email = of_all("EMAIL", &self.email.key(), OF_AN_ADDRESS);
        let client = of_all("CLIENT", &self.client.network(), OF_A_CLIENT);
        tickets.chain([email, client]).collect()
    }

    /// What is counted is hashed, so that the count tells nobody who looked for what.
    fn counter(&self, kind: &str, value: &str) -> Key {
        let workspace = self.workspace;
        let scope = format!("MISS#{kind}#{workspace}#{}", keys::sha256_hex(value));
        keys::limit(&scope, self.window())
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

impl Counter {
    /// The highest count over which all the guesses still fit; none where they never do.
    fn room(&self) -> Option<u32> {
        let guesses = u32::try_from(self.guesses.len()).ok()?;
        self.limit.checked_sub(guesses)
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
