//! A Lambda host: starts the real function binaries and speaks the Runtime API to them.

mod copy;
mod environment;
mod error;
mod function;
mod log;
mod pool;
mod runtime_api;

use std::collections::BTreeMap;
use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::template::Function;
pub use environment::Endpoints;
pub use error::{HostError, InvokeError};
use function::FunctionHost;

/// The largest payload that Lambda takes or gives.
pub const PAYLOAD_LIMIT: usize = 6 * 1024 * 1024;

/// What a host needs to know beside the functions.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of the function binaries.
    pub bin_dir: PathBuf,
    /// The folder for `<function>.jsonl`.
    pub log_dir: PathBuf,
    /// Where the functions find the services.
    pub endpoints: Endpoints,
    /// Copies of one function at once.
    pub maximum_copies: usize,
    /// How long a copy without work is kept.
    pub idle: Duration,
    /// How long a copy may take until it asks for its first event.
    pub init: Duration,
}

impl Settings {
    /// Lambda's own limits, and few enough copies for a laptop.
    pub fn new(bin_dir: PathBuf, log_dir: PathBuf, endpoints: Endpoints) -> Self {
        Self {
            bin_dir,
            log_dir,
            endpoints,
            maximum_copies: 10,
            idle: Duration::from_secs(300),
            init: Duration::from_secs(10),
        }
    }
}

/// What one function has done so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FunctionReport {
    /// The function's name.
    pub name: String,
    /// Its running copies.
    pub pids: Vec<u32>,
    /// Events that were handed to a copy.
    pub invocations: u64,
    /// Events that ended in an error, a crash or a time-out.
    pub errors: u64,
}

/// Runs the functions. Clones share the same copies.
#[derive(Clone)]
pub struct Host {
    functions: Arc<BTreeMap<String, Arc<FunctionHost>>>,
    server: Arc<JoinHandle<()>>,
}

impl Host {
    /// Opens the Runtime API. Copies start with the first event.
    pub async fn start(functions: &[Function], settings: &Settings) -> Result<Self, HostError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .map_err(HostError::Io)?;
        let runtime_api = listener.local_addr().map_err(HostError::Io)?;
        let mut hosted = BTreeMap::new();
        for function in functions {
            let host = FunctionHost::new(function, settings, runtime_api)?;
            hosted.insert(function.name.clone(), Arc::new(host));
        }
        let functions = Arc::new(hosted);
        let router = runtime_api::router(Arc::clone(&functions));
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the Runtime API stopped");
            }
        });
        Ok(Self {
            functions,
            server: Arc::new(server),
        })
    }

    /// Hands an event to a function and waits for its answer; at most `wait` for a free copy.
    pub async fn invoke(
        &self,
        function: &str,
        payload: Bytes,
        wait: Duration,
    ) -> Result<Bytes, InvokeError> {
        let Some(host) = self.functions.get(function) else {
            return Err(InvokeError::UnknownFunction(function.to_owned()));
        };
        host.invoke(payload, wait).await
    }

    /// What each function has done so far.
    pub fn report(&self) -> Vec<FunctionReport> {
        self.functions
            .values()
            .map(|function| function.report())
            .collect()
    }

    /// Ends every copy and closes the Runtime API.
    pub async fn stop(&self) {
        for function in self.functions.values() {
            function.stop().await;
        }
        self.server.abort();
    }
}

/// Creates the log folder, so that the first line has somewhere to go.
fn prepare_logs(settings: &Settings) -> io::Result<()> {
    std::fs::create_dir_all(&settings.log_dir)
}
