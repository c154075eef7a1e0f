//! SES v2's SendEmail: checks a request as SES does, keeps it whole instead of sending it, and fails when told to.

mod faults;
mod http;
mod raw;
mod request;

use std::collections::BTreeMap;
use std::path::Path;

use axum::Router;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

pub use faults::{Fault, FaultKind, Faults};

use super::clock::Clock;
use super::sqlite::{Database, StorageError};
use request::SendEmail;

/// Every e-mail that was accepted. Clones are the same mailbox.
#[derive(Clone, Debug)]
pub struct Mailbox {
    database: Database,
    clock: Clock,
    faults: Faults,
}

/// One accepted e-mail, as `GET /_local/mailbox` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the fields are an e-mail's own")]
pub struct StoredMail {
    /// The message id that SES answered.
    pub id: String,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bcc: Vec<String>,
    pub from: String,
    pub reply_to: Vec<String>,
    pub subject: String,
    pub text: Option<String>,
    pub html: Option<String>,
    /// The headers that the sender added.
    pub headers: BTreeMap<String, String>,
    pub sent_at: Timestamp,
}

/// A line of a list of e-mails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the fields are an e-mail's own")]
pub struct MailSummary {
    pub id: String,
    pub to: Vec<String>,
    pub subject: String,
    pub sent_at: Timestamp,
}

/// The newest lines, newest first, and how many e-mails there are in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the fields are told above")]
pub struct Newest {
    pub total: u64,
    pub mails: Vec<MailSummary>,
}

impl Mailbox {
    /// Opens the file at `path`, or creates it.
    pub fn open(path: &Path, clock: Clock) -> Result<Self, StorageError> {
        Ok(Self {
            database: Database::open(path, SCHEMA)?,
            clock,
            faults: Faults::default(),
        })
    }

    /// The faults that the next requests run into.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Every e-mail, newest last.
    pub async fn list(&self) -> Result<Vec<StoredMail>, StorageError> {
        self.database
            .run(|tx| {
                let mut statement =
                    tx.prepare_cached("SELECT id, sent_ms, request FROM mails ORDER BY seq")?;
                let rows = statement.query_map([], read_mail)?;
                rows.map(|row| row?).collect()
            })
            .await
    }

    /// The e-mail with this message id.
    pub async fn find(&self, id: &str) -> Result<Option<StoredMail>, StorageError> {
        let id = id.to_owned();
        self.database
            .run(move |tx| {
                let mut statement =
                    tx.prepare_cached("SELECT id, sent_ms, request FROM mails WHERE id = ?")?;
                statement.query_row([id], read_mail).optional()?.transpose()
            })
            .await
    }

    /// At most `most` lines, newest first; cheap however large the mailbox is.
    pub async fn newest(&self, most: u32) -> Result<Newest, StorageError> {
        self.database
            .run(move |tx| {
                let total = tx.query_row("SELECT count(*) FROM mails", [], |row| row.get(0))?;
                let mut statement = tx.prepare_cached(
                    "SELECT id, sent_ms, recipients, subject FROM mails ORDER BY seq DESC LIMIT ?",
                )?;
                let rows = statement.query_map([most], read_summary)?;
                let mails = rows.map(|row| row?).collect::<Result<_, StorageError>>()?;
                Ok(Newest { total, mails })
            })
            .await
    }

    /// Keeps an accepted request and answers with its message id.
    async fn keep(&self, request: SendEmail, whole: String) -> Result<String, StorageError> {
        let now_ms = self.clock.now_ms();
        let id = uuid::Uuid::new_v4().to_string();
        let mail = request.into_mail(id.clone(), Timestamp::UNIX_EPOCH);
        self.database
            .run(move |tx| {
                tx.prepare_cached(
                    "INSERT INTO mails (id, sent_ms, recipients, subject, request)
                     VALUES (?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    mail.id,
                    now_ms,
                    serde_json::to_string(&mail.to)?,
                    mail.subject,
                    whole
                ])?;
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(id)
    }
}

/// The HTTP side, where the SDK posts an e-mail.
pub fn router(mailbox: Mailbox) -> Router {
    http::router(mailbox)
}

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS mails (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        sent_ms INTEGER NOT NULL,
        recipients TEXT NOT NULL,
        subject TEXT NOT NULL,
        request TEXT NOT NULL
    ) STRICT;
";

type Read<T> = rusqlite::Result<Result<T, StorageError>>;

fn read_mail(row: &Row<'_>) -> Read<StoredMail> {
    let (id, sent_ms, request): (_, _, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(serde_json::from_str::<SendEmail>(&request)
        .map(|request| request.into_mail(id, at(sent_ms)))
        .map_err(StorageError::from))
}

fn read_summary(row: &Row<'_>) -> Read<MailSummary> {
    let (id, sent_ms, to, subject): (_, _, String, _) =
        (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
    Ok(serde_json::from_str(&to)
        .map(|to| MailSummary {
            id,
            to,
            subject,
            sent_at: at(sent_ms),
        })
        .map_err(StorageError::from))
}

fn at(sent_ms: i64) -> Timestamp {
    Timestamp::from_millisecond(sent_ms).unwrap_or(Timestamp::UNIX_EPOCH)
}
