use std::sync::Arc;

use serde_json::{Value, json};

use super::upkeep::Upkeep;
use crate::pages::ClockRefused;
use crate::services::clock::MovableClock;
use crate::services::sqs::Queues;

/// The clock of the services, and those in this process that have something to do when it is moved.
pub(super) struct Time {
    pub(super) clock: MovableClock,
    /// Absent when another SQS is used, which has a time of its own.
    pub(super) queues: Option<Queues>,
    /// Absent when another DynamoDB is used.
    pub(super) upkeep: Option<Arc<Upkeep>>,
    pub(super) own_ses: bool,
}

impl Time {
    /// Moves the clock ahead. When this returns, those who wait for a message have been told to look
    /// again, and old stream records are gone.
    pub(super) async fn advance(&self, seconds: u64) -> Result<Value, ClockRefused> {
        let queues = self.queues.as_ref().ok_or(ClockRefused::Elsewhere)?;
        self.clock.advance(seconds).await?;
        queues.look_again();
        if let Some(upkeep) = &self.upkeep {
            upkeep.once().await;
        }
        let moved = [
            ("sqs", true),
            ("dynamodb", self.upkeep.is_some()),
            ("ses", self.own_ses),
        ];
        let moved = moved.iter().filter(|(_, own)| *own).map(|(name, _)| name);
        Ok(json!({
            "now": self.clock.now(),
            "ahead_seconds": self.clock.ahead_seconds(),
            "moved": moved.collect::<Vec<_>>(),
        }))
    }
}
