//! DynamoDB by dynoxide on an SQLite file, with the guards that it needs for a long life.

mod guards;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use dynoxide::Database;
use tokio::sync::{oneshot, watch};

pub(crate) use guards::KEPT_SECONDS;
pub use guards::{GuardError, Guards};

/// Why DynamoDB could not start.
#[derive(Debug, thiserror::Error)]
pub enum DynamoDbError {
    /// The file could not be opened, or is not a database.
    #[error("{path} cannot be opened as a database: {reason}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the engine says.
        reason: String,
    },
    /// The socket or the thread.
    #[error("DynamoDB could not open its socket or its thread")]
    Io(#[from] io::Error),
    /// The thread ended before it served.
    #[error("DynamoDB's thread ended at its start")]
    Died,
}

/// A running DynamoDB.
pub struct DynamoDb {
    address: SocketAddr,
    database: Database,
    path: PathBuf,
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl DynamoDb {
    /// Opens the file and serves it on a free port.
    pub async fn start(path: &Path) -> Result<Self, DynamoDbError> {
        Self::start_on(path, 0).await
    }

    /// The same on this port. Its handlers block their thread while they use SQLite, so it has a
    /// runtime of its own and cannot hold up the gateway or the pollers.
    pub async fn start_on(path: &Path, port: u16) -> Result<Self, DynamoDbError> {
        let database =
            Database::new(&path.to_string_lossy()).map_err(|error| DynamoDbError::Open {
                path: path.to_owned(),
                reason: error.to_string(),
            })?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("dynamodb")
            .enable_all()
            .build()?;
        let (bound, address) = oneshot::channel();
        let stop = watch::Sender::new(false);
        let mut stopped = stop.subscribe();
        let served = database.clone();
        let thread = thread::Builder::new()
            .name("dynamodb".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    let listener =
                        match tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
                            Ok(listener) => listener,
                            Err(error) => {
                                let _ = bound.send(Err(error));
                                return;
                            }
                        };
                    let _ = bound.send(listener.local_addr());
                    let serving = dynoxide::server::serve_with_shutdown(
                        listener,
                        served,
                        std::future::pending(),
                    );
                    // A graceful end would wait for idle keep-alive connections; each write is already
                    // synced when it is answered, so ending at once loses nothing.
                    tokio::select! {
                        _ = serving => {}
                        _ = stopped.changed() => {}
                    }
                });
            })?;
        let address = address.await.map_err(|_| DynamoDbError::Died)??;
        Ok(Self {
            address,
            database,
            path: path.to_owned(),
            stop,
            thread,
        })
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The guards of this database: call them when the tables exist, and then now and then.
    pub fn guards(&self) -> Guards {
        Guards::new(self.path.clone(), self.database.clone())
    }

    /// Stops serving and closes the file.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        let Self {
            thread, database, ..
        } = self;
        let closed = tokio::task::spawn_blocking(move || {
            let ended = thread.join();
            drop(database);
            ended
        });
        if !matches!(closed.await, Ok(Ok(()))) {
            tracing::warn!("DynamoDB's thread did not end cleanly");
        }
    }
}
