//! A small cache for what changes seldom and is read by every request.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long a value may be used without asking the table again.
const LIFETIME: Duration = Duration::from_secs(60);

/// Values by key, each for at most [`LIFETIME`].
#[derive(Debug)]
pub(crate) struct Cache<K, V>(Mutex<HashMap<K, (Instant, Arc<V>)>>);

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Cache<K, V> {
    /// The value under `key`, unless it is too old.
    pub(crate) fn get(&self, key: &K) -> Option<Arc<V>> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, value) = entries.get(key)?;
        (since.elapsed() < LIFETIME).then(|| Arc::clone(value))
    }

    /// Keeps `value` from now on.
    pub(crate) fn put(&self, key: K, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.insert(key, (Instant::now(), Arc::clone(&value)));
        value
    }
}
