//! The provider's keys, as they were last fetched.

use std::time::Duration;

use tokio::{sync::Mutex, time::Instant};

use super::{
    NotIdentified,
    issuer::IssuerError,
    keys::{Key, KeySet, WantedKey},
    refusal::Refusal,
};

/// How long keys are used without asking again.
const LIFETIME: Duration = Duration::from_secs(60 * 60);
/// How often an unknown key may make us ask at most: a forger must not choose our calls.
const UNKNOWN_KEY_PAUSE: Duration = Duration::from_secs(60);
/// How long a provider that failed is left alone.
const FAILURE_PAUSE: Duration = Duration::from_secs(5);

/// Keys for all requests. Who asks while they are fetched waits for that one fetch.
#[derive(Default)]
pub(super) struct KeyCache(Mutex<Known>);

#[derive(Default)]
struct Known {
    keys: KeySet,
    fetched_at: Option<Instant>,
    /// When an unknown key last made us ask. Apart from `fetched_at`: a key that was made right
    /// after a planned fetch must count at once.
    asked_at: Option<Instant>,
    failed_at: Option<Instant>,
}

impl KeyCache {
    /// The key that a token asks for; by `fetch` where what is known is too old, or lacks it.
    pub(super) async fn key(
        &self,
        wanted: &WantedKey,
        fetch: impl AsyncFnOnce() -> Result<KeySet, IssuerError>,
    ) -> Result<Key, NotIdentified> {
        let mut known = self.0.lock().await;
        if !is_within(known.fetched_at, LIFETIME) {
            known.fetch(fetch).await?;
        } else if known.lacks(wanted) && !is_within(known.asked_at, UNKNOWN_KEY_PAUSE) {
            known.asked_at = Some(Instant::now());
            known.fetch(fetch).await?;
        }
        Ok(known.keys.find(wanted)?.clone())
    }
}

impl Known {
    fn lacks(&self, wanted: &WantedKey) -> bool {
        matches!(self.keys.find(wanted), Err(Refusal::UnknownKey))
    }

    async fn fetch(
        &mut self,
        fetch: impl AsyncFnOnce() -> Result<KeySet, IssuerError>,
    ) -> Result<(), NotIdentified> {
        if let Some(failed_at) = self.failed_at {
            let rest = FAILURE_PAUSE.saturating_sub(failed_at.elapsed());
            if !rest.is_zero() {
                return Err(NotIdentified::Resting(rest));
            }
        }
        match fetch().await {
            Ok(keys) => {
                self.keys = keys;
                self.fetched_at = Some(Instant::now());
                self.failed_at = None;
                Ok(())
            }
            Err(error) => {
                self.failed_at = Some(Instant::now());
                Err(NotIdentified::Unavailable(error))
            }
        }
    }
}

fn is_within(moment: Option<Instant>, age: Duration) -> bool {
    moment.is_some_and(|moment| moment.elapsed() < age)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use jsonwebtoken::Algorithm;
    use serde_json::json;
    use tokio::time::advance;

    use super::*;

    /// A provider whose keys have the names in `kids`, and how often it was asked.
    #[derive(Default)]
    struct Provider {
        kids: Cell<&'static [&'static str]>,
        asked: Cell<u32>,
        is_down: Cell<bool>,
        cache: KeyCache,
    }

    impl Provider {
        fn with(kids: &'static [&'static str]) -> Self {
            let provider = Self::default();
            provider.kids.set(kids);
            provider
        }

        async fn fetch(&self) -> Result<KeySet, IssuerError> {
            self.asked.set(self.asked.get() + 1);
            tokio::task::yield_now().await;
            if self.is_down.get() {
                return Err(IssuerError::OtherIssuer);
            }
            let key = |kid| json!({ "kty": "RSA", "kid": kid, "n": "AQAB", "e": "AQAB" });
            let keys: Vec<_> = self.kids.get().iter().map(key).collect();
            Ok(KeySet::read(json!({ "keys": keys }).to_string().as_bytes()).unwrap())
        }

        /// `ok`, or what was wrong.
        async fn key(&self, kid: &str) -> &'static str {
            let wanted = WantedKey {
                kid: Some(kid.to_owned()),
                algorithm: Algorithm::RS256,
            };
            match self.cache.key(&wanted, async || self.fetch().await).await {
                Ok(_) => "ok",
                Err(NotIdentified::Refused(Refusal::UnknownKey)) => "unknown",
                Err(NotIdentified::Refused(_)) => "refused",
                Err(NotIdentified::Unavailable(_)) => "unavailable",
                Err(NotIdentified::Resting(_)) => "resting",
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn keys_are_fetched_once_an_hour() {
        let provider = Provider::with(&["a"]);
        assert_eq!(provider.key("a").await, "ok");
        advance(Duration::from_secs(59 * 60 + 59)).await;
        assert_eq!(provider.key("a").await, "ok");
        assert_eq!(provider.asked.get(), 1);
        provider.kids.set(&["b"]);
        advance(Duration::from_secs(1)).await;
        assert_eq!(provider.key("a").await, "unknown", "it was withdrawn");
        assert_eq!(provider.asked.get(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_key_counts_at_once_and_a_forger_cannot_make_us_ask_on_and_on() {
        let provider = Provider::with(&["a"]);
        assert_eq!(provider.key("a").await, "ok");
        provider.kids.set(&["b", "a"]);
        assert_eq!(provider.key("b").await, "ok");
        assert_eq!(provider.asked.get(), 2);
        for kid in ["c", "d", "e"] {
            assert_eq!(provider.key(kid).await, "unknown");
        }
        assert_eq!(provider.asked.get(), 2);
        assert_eq!(provider.key("a").await, "ok");
        provider.kids.set(&["c", "b", "a"]);
        advance(Duration::from_secs(60)).await;
        assert_eq!(provider.key("c").await, "ok");
        assert_eq!(provider.asked.get(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn requests_at_once_make_one_fetch() {
        let provider = Provider::with(&["a"]);
        let (one, two) = tokio::join!(provider.key("a"), provider.key("a"));
        assert_eq!((one, two, provider.asked.get()), ("ok", "ok", 1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_provider_that_fails_is_left_alone_for_a_moment_and_known_keys_stay_good() {
        let provider = Provider::with(&["a"]);
        provider.is_down.set(true);
        assert_eq!(provider.key("a").await, "unavailable");
        assert_eq!(provider.key("a").await, "resting");
        assert_eq!(provider.asked.get(), 1);
        provider.is_down.set(false);
        advance(FAILURE_PAUSE).await;
        assert_eq!(provider.key("a").await, "ok");
        provider.is_down.set(true);
        assert_eq!(provider.key("b").await, "unavailable");
        assert_eq!(provider.key("a").await, "ok");
        advance(LIFETIME).await;
        assert_eq!(provider.key("a").await, "unavailable");
    }
}
