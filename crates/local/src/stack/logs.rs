use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

/// Why there is no log.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The file cannot be opened.
    #[error("the log file cannot be opened")]
    File(#[from] io::Error),
    /// A log is kept already.
    #[error("a log is kept already")]
    Twice(#[from] TryInitError),
}

/// Keeps this process's log in `<data>/logs/local.jsonl`, and shows warnings and errors.
pub fn keep_logs(data: &Path) -> Result<(), LogError> {
    let folder = data.join("logs");
    fs::create_dir_all(&folder)?;
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("local.jsonl"))?;
    let kept = layer()
        .json()
        .with_writer(Mutex::new(file))
        .with_filter(from(LevelFilter::INFO));
    let shown = layer()
        .compact()
        .with_ansi(false)
        .without_time()
        .with_target(false)
        .with_writer(io::stderr)
        .with_filter(from(LevelFilter::WARN));
    tracing_subscriber::registry()
        .with(kept)
        .with(shown)
        .try_init()?;
    Ok(())
}

/// The database engine warns of every failed condition, and those are our daily business.
fn from(level: LevelFilter) -> Targets {
    Targets::new()
        .with_default(level)
        .with_target("dynoxide", LevelFilter::ERROR)
}
