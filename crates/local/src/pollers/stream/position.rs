use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::lock;

/// Where a mapping stands in its stream, kept in a file that is replaced as a whole.
pub struct Position {
    file: PathBuf,
    state: Mutex<State>,
}

/// Why a position cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PositionError {
    /// The file cannot be read.
    #[error("{0} cannot be read")]
    Read(PathBuf, #[source] io::Error),
    /// The file holds something else.
    #[error("{0} is not a stream position; remove it to read the stream from its start")]
    Malformed(PathBuf, #[source] serde_json::Error),
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct State {
    stream_arn: String,
    shards: BTreeMap<String, Place>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Place {
    after: Option<String>,
    finished: bool,
}

impl Position {
    /// Reads the file. A position in another stream than this one is worth nothing.
    pub fn open(file: PathBuf, stream_arn: &str) -> Result<Self, PositionError> {
        let state = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| PositionError::Malformed(file.clone(), error))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => State::default(),
            Err(error) => return Err(PositionError::Read(file, error)),
        };
        let state = if state.stream_arn == stream_arn {
            state
        } else {
            State {
                stream_arn: stream_arn.to_owned(),
                ..State::default()
            }
        };
        Ok(Self {
            file,
            state: Mutex::new(state),
        })
    }

    /// The last sequence number that is done with in a shard.
    pub fn after(&self, shard: &str) -> Option<String> {
        lock(&self.state)
            .shards
            .get(shard)
            .and_then(|place| place.after.clone())
    }

    /// The last sequence number that is done with, when there is one shard only.
    pub fn consumed(&self) -> Option<String> {
        let state = lock(&self.state);
        let mut places = state.shards.values();
        places
            .next()
            .filter(|_| places.next().is_none())
            .and_then(|place| place.after.clone())
    }

    pub(super) fn is_finished(&self, shard: &str) -> bool {
        lock(&self.state)
            .shards
            .get(shard)
            .is_some_and(|place| place.finished)
    }

    pub(super) fn advance(&self, shard: &str, after: &str) -> io::Result<()> {
        self.change(shard, |place| place.after = Some(after.to_owned()))
    }

    pub(super) fn finish(&self, shard: &str) -> io::Result<()> {
        self.change(shard, |place| place.finished = true)
    }

    /// Forgets a place that the stream does not keep any more.
    pub(super) fn reset(&self, shard: &str) -> io::Result<()> {
        self.change(shard, |place| place.after = None)
    }

    fn change(&self, shard: &str, change: impl FnOnce(&mut Place)) -> io::Result<()> {
        let mut state = lock(&self.state);
        change(state.shards.entry(shard.to_owned()).or_default());
        let text = serde_json::to_vec(&*state).map_err(io::Error::other)?;
        let new = self.file.with_extension("json.new");
        let mut file = fs::File::create(&new)?;
        file.write_all(&text)?;
        fs::rename(&new, &self.file)
    }
}
