//! One SQLite file, opened the same way for every service, used off the async workers.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// A file could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// SQLite refused.
    #[error("the local database failed")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored text is not what this version writes.
    #[error("the local database holds something unreadable")]
    Unreadable(#[from] serde_json::Error),
    /// The thread that did the work went away: the process is stopping.
    #[error("the local database's thread stopped")]
    Stopped,
}

/// A handle on one file; clones share one connection, so statements never wait on a lock of SQLite's.
#[derive(Clone, Debug)]
pub(crate) struct Database(Arc<Mutex<Connection>>);

impl Database {
    /// Opens or creates the file and lays the tables of `schema` where they are missing.
    ///
    /// `synchronous = NORMAL` in WAL mode hands each commit to the kernel before it is acknowledged: it
    /// survives a `kill -9` of the process. Only a power cut may take the last commits (never the file's
    /// consistency), and what a queue loses then is announced again from the tickets' events.
    pub(crate) fn open(path: &Path, schema: &str) -> Result<Self, StorageError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", "ON")?;
        connection.execute_batch(schema)?;
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs `work` in one transaction on a blocking thread. It commits when `work` succeeds.
    pub(crate) async fn run<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let database = self.clone();
        tokio::task::spawn_blocking(move || database.transact(work))
            .await
            .unwrap_or_else(|_| Err(StorageError::Stopped.into()))
    }

    fn transact<T, E: From<StorageError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        // A panic in an earlier transaction rolled it back, so the connection is still good.
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StorageError::from)?;
        let done = work(&transaction)?;
        transaction.commit().map_err(StorageError::from)?;
        Ok(done)
    }
}
