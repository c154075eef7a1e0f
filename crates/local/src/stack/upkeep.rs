use std::sync::Arc;
use std::time::Duration;

use crate::pollers::stream::Position;
use crate::services::clock::MovableClock;
use crate::services::dynamodb::Guards;

/// How often stream records are trimmed and expired items swept.
const EVERY: Duration = Duration::from_secs(30);

/// Where the readers of a table's stream stand.
pub(super) struct TablePositions {
    pub(super) table: String,
    pub(super) readers: Vec<Arc<Position>>,
}

impl TablePositions {
    /// The record that every reader has passed.
    fn consumed(&self) -> Option<String> {
        let passed: Option<Vec<String>> = self
            .readers
            .iter()
            .map(|reader| reader.consumed())
            .collect();
        // Sequence numbers of this engine have one length, so text order is their order.
        passed?.into_iter().min()
    }
}

/// What keeps the database fast.
pub(super) struct Upkeep {
    pub(super) guards: Guards,
    pub(super) tables: Vec<TablePositions>,
    pub(super) clock: MovableClock,
}

impl Upkeep {
    /// Trims and sweeps for as long as the task lives.
    pub(super) async fn run(self: Arc<Self>) {
        let mut timer = tokio::time::interval(EVERY);
        loop {
            timer.tick().await;
            self.once().await;
        }
    }

    /// Trims and sweeps now.
    pub(super) async fn once(&self) {
        for table in &self.tables {
            let (guards, name) = (self.guards.clone(), table.table.clone());
            let (consumed, clock) = (table.consumed(), self.clock.clone());
            let trim = move || guards.trim(&name, consumed.as_deref(), &clock);
            report("trim", tokio::task::spawn_blocking(trim).await);
        }
        let guards = self.guards.clone();
        let sweep = move || guards.sweep();
        report("sweep", tokio::task::spawn_blocking(sweep).await);
    }
}

fn report<E: std::error::Error>(
    what: &str,
    result: Result<Result<usize, E>, tokio::task::JoinError>,
) {
    match result {
        Ok(Ok(0)) => {}
        Ok(Ok(removed)) => tracing::info!(what, removed, "the database was tidied"),
        Ok(Err(error)) => tracing::warn!(what, error = %error, "the database was not tidied"),
        Err(error) => tracing::warn!(what, %error, "the database was not tidied"),
    }
}
