use std::io;
use std::path::PathBuf;

use crate::lambda::HostError;
use crate::pages::BadHeader;
use crate::pollers::stream::PositionError;
use crate::seed::SeedError;
use crate::services::clock::ClockError;
use crate::services::dynamodb::{DynamoDbError, GuardError};
use crate::services::queues::QueueError;
use crate::services::sqlite::StorageError;
use crate::services::tables::TableError;
use crate::template::TemplateError;

/// Why the system could not start. Each text is one line with the remedy where there is one.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program listens on the port.
    #[error("port {0} is taken: stop what listens on it, or choose another with --port")]
    PortTaken(u16),
    /// A socket could not be opened.
    #[error("a socket could not be opened")]
    Socket(#[source] io::Error),
    /// Another stack uses the folder.
    #[error("{0} is in use by another stack: stop that one, or choose another folder with --data")]
    FolderInUse(PathBuf),
    /// The folder cannot be used.
    #[error("{0} cannot be used as the data folder")]
    Folder(PathBuf, #[source] io::Error),
    /// The template cannot be read.
    #[error("{0} cannot be read")]
    TemplateFile(PathBuf, #[source] io::Error),
    /// The template cannot be understood.
    #[error("the template cannot be used")]
    Template(#[from] TemplateError),
    /// The template lacks something that this stack is built around.
    #[error("the template has no {0}")]
    Lacks(String),
    /// The template has a header of the pages that cannot be sent.
    #[error(transparent)]
    Header(#[from] BadHeader),
    /// An option names a parameter that is not there.
    #[error("the template has no parameter {0}: choose another with --parameter")]
    UnknownParameter(String),
    /// An option names a function that is not there.
    #[error("the template has no function {0}: choose another with --without")]
    UnknownFunction(String),
    /// The clock's file.
    #[error(transparent)]
    Clock(#[from] ClockError),
    /// DynamoDB.
    #[error(transparent)]
    DynamoDb(#[from] DynamoDbError),
    /// DynamoDB's housekeeping.
    #[error(transparent)]
    Guard(#[from] GuardError),
    /// The file of the queues or of the mailbox.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A queue.
    #[error(transparent)]
    Queue(#[from] QueueError),
    /// The functions.
    #[error(transparent)]
    Host(#[from] HostError),
    /// A stream's position.
    #[error(transparent)]
    Position(#[from] PositionError),
    /// The demo data.
    #[error("the new data folder could not be filled")]
    Seed(#[from] SeedError),
}
