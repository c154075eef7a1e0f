use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

use super::Clock;
use super::moves::Moves;
use crate::lock;

/// The farthest that a clock goes ahead. Ten years are more than anything here is kept, and far from
/// the end of what a timestamp can hold.
const FARTHEST: i64 = 10 * 366 * 24 * 60 * 60;

/// The time of the services: delays and visibility, retention, the mails' `sent_at`, the age of stream
/// records. It can be moved ahead, and stays so over a restart, since what was stored goes by it. The
/// functions' own clock is the machine's. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct MovableClock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    file: PathBuf,
    moves: Mutex<Moves>,
    /// One move at a time.
    moving: tokio::sync::Mutex<()>,
}

/// Why a clock's moves cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// The file cannot be read.
    #[error("{0} cannot be read")]
    Read(PathBuf, #[source] io::Error),
    /// The file holds something else.
    #[error("{0} does not tell how far the clock was moved")]
    Malformed(PathBuf, #[source] serde_json::Error),
}

/// The clock was not moved.
#[derive(Debug, thiserror::Error)]
pub enum NotMoved {
    /// The move is none, or leads too far.
    #[error("advance_seconds is 1 or more, and {FARTHEST} in all, of which {left} are left")]
    TooFar {
        /// How far it can still be moved.
        left: i64,
    },
    /// The file cannot be written.
    #[error("the clock's file cannot be written")]
    Write(#[from] io::Error),
}

impl MovableClock {
    /// A clock that is as far ahead as the file says.
    pub fn open(file: PathBuf) -> Result<Self, ClockError> {
        let moves = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| ClockError::Malformed(file.clone(), error))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Moves::default(),
            Err(error) => return Err(ClockError::Read(file, error)),
        };
        Ok(Self(Arc::new(Inner {
            file,
            moves: Mutex::new(moves),
            moving: tokio::sync::Mutex::default(),
        })))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.ahead_seconds());
        let now = Timestamp::now();
        now.checked_add(ahead).unwrap_or(now)
    }

    /// How far it is ahead of the machine's clock.
    pub fn ahead_seconds(&self) -> i64 {
        lock(&self.0.moves).ahead()
    }

    /// This clock as a service takes it.
    pub fn service(&self) -> Clock {
        let clock = self.clone();
        Clock::from_fn(move || clock.now())
    }

    /// What this clock showed at a second of the machine's clock, which stamps stream records.
    pub fn shown_at(&self, machine: i64) -> i64 {
        lock(&self.0.moves).shown_at(machine)
    }

    /// The machine's first second at which this clock showed `shown` or more.
    pub fn machine_at(&self, shown: i64) -> i64 {
        lock(&self.0.moves).machine_at(shown)
    }

    /// Moves the clock ahead. Stamps are in whole seconds, so the move waits for a second to begin:
    /// every stamp is then from before it or from after it.
    pub async fn advance(&self, seconds: u64) -> Result<(), NotMoved> {
        let _one = self.0.moving.lock().await;
        let left = FARTHEST - self.ahead_seconds();
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
        if !(1..=left).contains(&seconds) {
            return Err(NotMoved::TooFar { left });
        }
        let at = beginning_second().await;
        let mut moves = lock(&self.0.moves);
        let mut moved = moves.clone();
        moved.push(at, seconds);
        write(&self.0.file, &moved)?;
        *moves = moved;
        Ok(())
    }
}

async fn beginning_second() -> i64 {
    let next = Timestamp::now().as_second() + 1;
    loop {
        let left = next * 1000 - Timestamp::now().as_millisecond();
        match u64::try_from(left) {
            Ok(left @ 1..) => tokio::time::sleep(std::time::Duration::from_millis(left)).await,
            _ => return next,
        }
    }
}

/// Replaces the file as a whole.
fn write(file: &Path, moves: &Moves) -> io::Result<()> {
    let text = serde_json::to_vec(moves).map_err(io::Error::other)?;
    let new = file.with_extension("json.new");
    fs::write(&new, text)?;
    fs::rename(&new, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The machine's clock was read at the beginning and at the end, so this is exact.
    fn assert_ahead(shown: impl Fn() -> Timestamp, seconds: i64) {
        let ahead = SignedDuration::from_secs(seconds);
        let before = Timestamp::now() + ahead;
        let shown = shown();
        assert!(
            before <= shown && shown <= Timestamp::now() + ahead,
            "{shown}"
        );
    }

    #[tokio::test]
    async fn a_clock_stays_moved_when_it_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock.json");
        let clock = MovableClock::open(file.clone()).unwrap();
        assert_ahead(|| clock.now(), 0);
        clock.advance(3600).await.unwrap();
        clock.advance(60).await.unwrap();
        let again = MovableClock::open(file).unwrap();
        for clock in [clock, again] {
            assert_ahead(|| clock.now(), 3660);
            assert_ahead(|| clock.service().now(), 3660);
        }
    }

    #[tokio::test]
    async fn a_clock_goes_ahead_only_and_not_out_of_sight() {
        let folder = tempfile::tempdir().unwrap();
        let clock = MovableClock::open(folder.path().join("clock.json")).unwrap();
        for seconds in [0, FARTHEST.unsigned_abs() + 1, u64::MAX] {
            let refused = clock.advance(seconds).await.unwrap_err();
            assert!(matches!(refused, NotMoved::TooFar { left: FARTHEST }));
        }
        clock.advance(FARTHEST.unsigned_abs()).await.unwrap();
        let refused = clock.advance(1).await.unwrap_err();
        assert!(matches!(refused, NotMoved::TooFar { left: 0 }));
    }

    #[test]
    fn a_file_that_holds_something_else_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock.json");
        fs::write(&file, "{}").unwrap();
        let error = MovableClock::open(file).unwrap_err().to_string();
        assert!(error.ends_with("clock.json does not tell how far the clock was moved"));
    }
}
