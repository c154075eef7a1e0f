//! What a stack sends, and when it is done with it.

use std::{
    panic::Location,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::time::sleep;

use super::{PATIENCE, TestApp};
use crate::Mail;

const PAUSE: Duration = Duration::from_millis(20);

impl TestApp {
    /// Every mail that was sent so far, oldest first.
    pub async fn mailbox(&self) -> Vec<Mail> {
        let Value::Array(mails) = self.get("/_local/mailbox").await else {
            panic!("the mailbox is a list");
        };
        mails.into_iter().map(Mail::new).collect()
    }

    /// Waits until `count` mails were sent, and returns them.
    #[track_caller]
    pub fn mails(&self, count: usize) -> impl Future<Output = Vec<Mail>> {
        let place = Location::caller();
        async move {
            let mails = self.mails_when(|mails| mails.len() >= count).await;
            assert_eq!(mails.len(), count, "too many mails at {place}: {mails:#?}");
            mails
        }
    }

    /// Waits until the mails are as `expected`, and returns them.
    #[track_caller]
    pub fn mails_when(
        &self,
        expected: impl Fn(&[Mail]) -> bool,
    ) -> impl Future<Output = Vec<Mail>> {
        let place = Location::caller();
        async move {
            let started = Instant::now();
            loop {
                let mails = self.mailbox().await;
                if expected(&mails) {
                    return mails;
                }
                let waited = started.elapsed();
                assert!(
                    waited < PATIENCE,
                    "not the mails that {place} waits for: {mails:#?}"
                );
                sleep(PAUSE).await;
            }
        }
    }

    /// Waits until nothing waits in the queue, and returns how many jobs are dead.
    pub async fn rest(&self) -> u64 {
        let started = Instant::now();
        loop {
            let jobs = self.jobs().await;
            if jobs["visible"] == json!(0) && jobs["in_flight"] == json!(0) {
                return jobs["dead"].as_u64().expect("a number of dead jobs");
            }
            assert!(
                started.elapsed() < PATIENCE,
                "the queue does not come to rest: {jobs}"
            );
            sleep(PAUSE).await;
        }
    }

    /// How many jobs are `visible`, `in_flight` and `dead`.
    pub async fn jobs(&self) -> Value {
        self.get("/_local/queues").await["jobs"].clone()
    }
}
