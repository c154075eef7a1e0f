use std::path::PathBuf;
use std::time::Duration;

use dynoxide::Database;
use rusqlite::{Connection, params};

use crate::services::clock::MovableClock;

/// DynamoDB keeps stream records for so many seconds, which are a day.
pub(crate) const KEPT_SECONDS: i64 = 24 * 60 * 60;
/// Records in one statement, so that no write waits long for the trim.
const TRIMMED_AT_ONCE: i64 = 500;

/// The engine numbers a record by the highest number of its table, which it finds by reading all of
/// them unless this index is there: half a millisecond more for each put and 1,000 records.
const INDEX: &str = "CREATE INDEX IF NOT EXISTS tkt_stream_records \
     ON _stream_records(table_name, CAST(sequence_number AS INTEGER))";

/// The last record stays in any case, so that numbers go on rising whatever the clock does.
const TRIM: &str = "DELETE FROM _stream_records WHERE id IN (\
     SELECT id FROM _stream_records \
     WHERE table_name = ?1 \
     AND (CAST(sequence_number AS INTEGER) <= ?2 OR created_at < ?3) \
     AND CAST(sequence_number AS INTEGER) < (\
         SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?1) \
     ORDER BY CAST(sequence_number AS INTEGER) LIMIT ?4)";

/// The engine adds this to a record's stored number to make the public one.
const PUBLIC_OFFSET: u128 = 100_000_000_000_000_000_000;

/// Why a guard could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum GuardError {
    /// The second connection failed.
    #[error("the database's housekeeping failed")]
    Sqlite(#[from] rusqlite::Error),
    /// The engine refused the sweep.
    #[error("expired items could not be swept: {0}")]
    Sweep(String),
}

/// What keeps a long-lived database fast. Every method blocks; run them on a blocking thread.
#[derive(Clone)]
pub struct Guards {
    path: PathBuf,
    database: Database,
}

impl Guards {
    pub(super) fn new(path: PathBuf, database: Database) -> Self {
        Self { path, database }
    }

    /// Lays the index that keeps puts fast. The tables must exist.
    pub fn lay_index(&self) -> Result<(), GuardError> {
        Ok(self.connect()?.execute_batch(INDEX)?)
    }

    /// Removes a table's stream records that every reader has passed, or that are a day old by this
    /// clock. Returns how many.
    pub fn trim(
        &self,
        table: &str,
        consumed: Option<&str>,
        clock: &MovableClock,
    ) -> Result<usize, GuardError> {
        let connection = self.connect()?;
        let consumed = consumed.and_then(stored_number).unwrap_or(0);
        let oldest = clock.machine_at(clock.now().as_second() - KEPT_SECONDS);
        let mut removed = 0;
        loop {
            let now =
                connection.execute(TRIM, params![table, consumed, oldest, TRIMMED_AT_ONCE])?;
            removed += now;
            if i64::try_from(now).unwrap_or(0) < TRIMMED_AT_ONCE {
                return Ok(removed);
            }
        }
    }

    /// Removes items whose time to live is over.
    pub fn sweep(&self) -> Result<usize, GuardError> {
        self.database
            .sweep_ttl()
            .map_err(|error| GuardError::Sweep(error.to_string()))
    }

    fn connect(&self) -> Result<Connection, GuardError> {
        let connection = Connection::open(&self.path)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        Ok(connection)
    }
}

fn stored_number(public: &str) -> Option<i64> {
    i64::try_from(public.parse::<u128>().ok()?.checked_sub(PUBLIC_OFFSET)?).ok()
}
