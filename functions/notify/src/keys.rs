//! The keys that codes and links are derived from.

use std::sync::{Arc, Mutex, PoisonError};

use store::{
    StoreError,
    secrets::{KeyKind, SecretKey, Secrets},
};

/// The table of secrets, and what was read of it: a key never changes, so each is read once.
#[derive(Debug)]
pub struct Keys {
    secrets: Secrets,
    known: Mutex<Vec<(KeyKind, Arc<SecretKey>)>>,
}

impl Keys {
    /// The keys that lie in `secrets`.
    pub fn new(secrets: Secrets) -> Self {
        Self {
            secrets,
            known: Mutex::default(),
        }
    }

    /// The key with this id; none when it was removed.
    pub(crate) async fn get(
        &self,
        kind: KeyKind,
        kid: &str,
    ) -> Result<Option<Arc<SecretKey>>, StoreError> {
        if let Some(key) = self.known(kind, kid) {
            return Ok(Some(key));
        }
        let Some(key) = self.secrets.key(kind, kid).await? else {
            return Ok(None);
        };
        let key = Arc::new(key);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.push((kind, key.clone()));
        Ok(Some(key))
    }

    fn known(&self, kind: KeyKind, kid: &str) -> Option<Arc<SecretKey>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known = known.iter();
        let found = known.find(|(of, key)| *of == kind && key.kid == kid);
        found.map(|(_, key)| key.clone())
    }
}
