use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::StartError;

/// The data folder, held by this process alone for as long as this value lives.
pub(super) struct DataFolder {
    path: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Creates the folder where it is missing and locks it. The kernel frees the lock when the process
    /// ends, however it ends.
    pub(super) fn open(path: &Path) -> Result<Self, StartError> {
        let failed = |error| StartError::Folder(path.to_owned(), error);
        fs::create_dir_all(path.join("logs")).map_err(failed)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("lock"))
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(StartError::FolderInUse(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    pub(super) fn logs(&self) -> PathBuf {
        self.path.join("logs")
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Whether no start on this folder has got past its seeding.
    pub(super) fn is_new(&self) -> Result<bool, StartError> {
        let marker = self.file("filled").try_exists();
        marker
            .map(|filled| !filled)
            .map_err(|error| self.failed(error))
    }

    pub(super) fn mark_filled(&self) -> Result<(), StartError> {
        fs::write(self.file("filled"), b"").map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> StartError {
        StartError::Folder(self.path.clone(), error)
    }
}
