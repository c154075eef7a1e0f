//! Guesses: a stranger names a ticket and an address, and must not learn by trying which belong
//! together.
//!
//! Misses are counted for the ticket, for the address that was typed and for the client. What is
//! read before the answer is known is the same for a right guess and for every wrong one.

use aws_sdk_dynamodb::types::Update;
use domain::{
    address::ClientAddress, email::EmailAddress, number::TicketNumber, ticket::Ticket,
    time::UtcTime, workspace::WorkspaceId,
};

use crate::{
    Store, StoreError, heads,
    keys::{self, EXPIRES_AT, Key},
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

/// There were too many misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyMisses {
    /// Seconds until they are forgotten.
    pub seconds_left: i64,
}

impl Store {
    /// The guessed ticket, if the guess is right: one call, whatever comes of it.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn guessed_ticket(
        &self,
        guess: &Guess<'_>,
    ) -> Result<Result<Option<Ticket>, TooManyMisses>, StoreError> {
        let [ticket, email, client] = guess.counters();
        let head = keys::head(guess.workspace, guess.number);
        let [head, ticket, email, client] = self.items([head, ticket, email, client]).await?;
        let is_spent = |(item, limit): (Option<Item>, u32)| count(item) >= limit;
        if [ticket, email, client]
            .into_iter()
            .zip(LIMITS)
            .any(is_spent)
        {
            return Ok(Err(guess.too_many()));
        }
        let ticket = head.map_or(Ok(None), heads::read)?;
        Ok(Ok(
            ticket.filter(|ticket| ticket.customer.email == *guess.email)
        ))
    }

    /// Counts a wrong guess: all three counts or, when one is spent, none. One call.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn count_miss(
        &self,
        guess: &Guess<'_>,
    ) -> Result<Result<(), TooManyMisses>, StoreError> {
        let mut writes = self.transaction();
        for (key, limit) in guess.counters().into_iter().zip(LIMITS) {
            let update = Update::builder()
                .table_name(&self.table)
                .set_key(Some(key.into_item()))
                .condition_expression("attribute_not_exists(#count) OR #count < :limit")
                .update_expression("ADD #count :one SET #expires = :ends")
                .expression_attribute_names("#count", "count")
                .expression_attribute_names("#expires", EXPIRES_AT)
                .expression_attribute_values(":one", number(1))
                .expression_attribute_values(":limit", number(limit))
                .expression_attribute_values(":ends", number(guess.ends()))
                .build()
                .map_err(StoreError::corrupt("limit"))?;
            writes.update(Part::Count, update);
        }
        match writes.commit().await? {
            Ok(()) => Ok(Ok(())),
            // Guesses that meet at every try come in a crowd: that is too many as well.
            Err(Refusal::Condition(_) | Refusal::Conflict(_)) => Ok(Err(guess.too_many())),
        }
    }
}

impl Guess<'_> {
    /// The items that count, in the order of [`LIMITS`]. What they count is hashed, so that they
    /// tell nobody who looked for what.
    fn counters(&self) -> [Key; 3] {
        let workspace = self.workspace;
        let window = self.at.epoch_seconds().div_euclid(WINDOW);
        [
            ("TICKET", self.number.to_string()),
            ("EMAIL", self.email.key()),
            ("CLIENT", self.client.network()),
        ]
        .map(|(kind, value)| {
            let scope = format!("MISS#{kind}#{workspace}#{}", keys::sha256_hex(&value));
            keys::limit(&scope, window)
        })
    }

    fn ends(&self) -> i64 {
        (self.at.epoch_seconds().div_euclid(WINDOW) + 1) * WINDOW
    }

    fn too_many(&self) -> TooManyMisses {
        TooManyMisses {
            seconds_left: self.ends() - self.at.epoch_seconds(),
        }
    }
}

fn count(item: Option<Item>) -> u32 {
    let count = item.and_then(|item| item.get("count")?.as_n().ok()?.parse().ok());
    count.unwrap_or_default()
}
