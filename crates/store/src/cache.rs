//! A small cache for what changes seldom and is read by every request.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long a value may be used without asking the table again.
const LIFETIME: Duration = Duration::from_secs(60);
/// How many values are kept. Strangers choose some of the keys, so there must be a bound.
const CAPACITY: usize = 1_000;

/// Values by key, each for at most [`LIFETIME`].
#[derive(Debug)]
pub(crate) struct Cache<K, V>(Mutex<HashMap<K, (Instant, V)>>);

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// The value under `key`, unless it is too old.
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, value) = entries.get(key)?;
        (since.elapsed() < LIFETIME).then(|| value.clone())
    }

    /// Keeps `value` from now on.
    pub(crate) fn put(&self, key: K, value: V) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= CAPACITY {
            entries.clear();
        }
        entries.insert(key, (Instant::now(), value));
    }
}
