//! The queues as they lie in the file.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::settings::Settings;
use super::{ACCOUNT, Counts, SqsError};
use crate::services::sqlite::StorageError;

/// A message waits while `visible_at_ms` lies ahead: for its delay if this queue has not handed it out yet,
/// else for the end of its visibility timeout. `receives` counts over its whole life, `received_here` in this queue.
pub(super) const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS queues (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        settings TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        modified_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS messages (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        queue_id INTEGER NOT NULL REFERENCES queues(id) ON DELETE CASCADE,
        body TEXT NOT NULL,
        attributes TEXT NOT NULL,
        system_attributes TEXT NOT NULL,
        sent_ms INTEGER NOT NULL,
        visible_at_ms INTEGER NOT NULL,
        first_received_ms INTEGER,
        receives INTEGER NOT NULL DEFAULT 0,
        received_here INTEGER NOT NULL DEFAULT 0,
        came_from TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages(queue_id, visible_at_ms, seq);
    CREATE INDEX IF NOT EXISTS messages_by_age ON messages(queue_id, sent_ms);
    CREATE TABLE IF NOT EXISTS moves (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL,
        entry TEXT NOT NULL
    ) STRICT;
";

/// One queue's row.
pub(super) struct Queue {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) settings: Settings,
    pub(super) created_ms: i64,
    pub(super) modified_ms: i64,
}

const COLUMNS: &str = "SELECT id, name, settings, created_ms, modified_ms FROM queues";

impl Queue {
    /// The queue that a URL names by its last part.
    pub(super) fn at(tx: &Transaction<'_>, url: &str) -> Result<Self, SqsError> {
        Self::named(tx, url.rsplit('/').next().unwrap_or_default())
    }

    pub(super) fn named(tx: &Transaction<'_>, name: &str) -> Result<Self, SqsError> {
        Self::find(tx, name)?.ok_or(SqsError::QueueDoesNotExist)
    }

    pub(super) fn find(tx: &Transaction<'_>, name: &str) -> Result<Option<Self>, SqsError> {
        let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE name = ?"))?;
        let row = statement.query_row([name], Self::from_row).optional()?;
        row.transpose().map_err(SqsError::from)
    }

    /// Every queue, by name.
    pub(super) fn all(tx: &Transaction<'_>) -> Result<Vec<Self>, SqsError> {
        let mut statement = tx.prepare_cached(&format!("{COLUMNS} ORDER BY name"))?;
        let rows = statement.query_map([], Self::from_row)?;
        rows.map(|row| Ok(row??)).collect()
    }

    pub(super) fn insert(
        tx: &Transaction<'_>,
        name: &str,
        settings: &Settings,
        now_ms: i64,
    ) -> Result<(), SqsError> {
        let settings = serde_json::to_string(settings).map_err(StorageError::from)?;
        let mut statement = tx.prepare_cached(
            "INSERT INTO queues (name, settings, created_ms, modified_ms) VALUES (?1, ?2, ?3, ?3)",
        )?;
        statement.execute(params![name, settings, now_ms])?;
        Ok(())
    }

    pub(super) fn save(
        &self,
        tx: &Transaction<'_>,
        settings: &Settings,
        now_ms: i64,
    ) -> Result<(), SqsError> {
        let settings = serde_json::to_string(settings).map_err(StorageError::from)?;
        tx.execute(
            "UPDATE queues SET settings = ?, modified_ms = ? WHERE id = ?",
            params![settings, now_ms, self.id],
        )?;
        Ok(())
    }

    pub(super) fn url(&self, base_url: &str) -> String {
        url(base_url, &self.name)
    }

    /// Deletes what has outlived the retention period, which counts from the first send, in a
    /// dead-letter queue too.
    pub(super) fn expire(&self, tx: &Transaction<'_>, now_ms: i64) -> Result<(), SqsError> {
        let oldest_ms = now_ms - self.settings.message_retention_period * 1000;
        tx.prepare_cached("DELETE FROM messages WHERE queue_id = ? AND sent_ms <= ?")?
            .execute([self.id, oldest_ms])?;
        Ok(())
    }

    pub(super) fn counts(&self, tx: &Transaction<'_>, now_ms: i64) -> Result<Counts, SqsError> {
        self.expire(tx, now_ms)?;
        let mut statement = tx.prepare_cached(
            "SELECT count(*) FILTER (WHERE visible_at_ms <= ?2),
                    count(*) FILTER (WHERE visible_at_ms > ?2 AND received_here > 0),
                    count(*) FILTER (WHERE visible_at_ms > ?2 AND received_here = 0)
             FROM messages WHERE queue_id = ?1",
        )?;
        let counts = statement.query_row([self.id, now_ms], |row| {
            Ok(Counts {
                visible: row.get(0)?,
                in_flight: row.get(1)?,
                delayed: row.get(2)?,
            })
        })?;
        Ok(counts)
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Result<Self, StorageError>> {
        let (id, name, settings): (_, _, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (created_ms, modified_ms) = (row.get(3)?, row.get(4)?);
        Ok(serde_json::from_str(&settings)
            .map(|settings| Self {
                id,
                name,
                settings,
                created_ms,
                modified_ms,
            })
            .map_err(StorageError::from))
    }
}

/// The URL by which clients know the queue `name`.
pub(super) fn url(base_url: &str, name: &str) -> String {
    format!("{base_url}/{ACCOUNT}/{name}")
}
