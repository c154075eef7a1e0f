//! Keeps this copy to its share of the sending rate.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// The longest wait inside an invocation. With the five seconds that SES may take it stays under
/// the function's ten.
const LONGEST_WAIT: Duration = Duration::from_secs(4);

/// Hands out turns at a steady rate.
#[derive(Debug)]
pub struct Pacer {
    interval: Duration,
    next: Mutex<Option<Instant>>,
}

/// When a mail may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// At this moment, soon.
    At(Instant),
    /// Not in this invocation: after this many seconds.
    Later {
        /// Whole seconds from now.
        seconds: i32,
    },
}

impl Pacer {
    /// A pacer for one of `copies` that together send to `rate` recipients a second.
    pub fn new(rate: f64, copies: u32) -> Self {
        let interval = f64::from(copies.max(1)) / rate.max(0.01);
        Self {
            interval: Duration::from_secs_f64(interval),
            next: Mutex::default(),
        }
    }

    /// The turns of `count` mails. Those that would have to wait too long get no turn, and take
    /// none away from later mails.
    pub(crate) fn turns(&self, count: usize) -> Vec<Turn> {
        let now = Instant::now();
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let mut slot = next.map_or(now, |next| next.max(now));
        let mut turns = Vec::with_capacity(count);
        for _ in 0..count {
            let wait = slot - now;
            if wait <= LONGEST_WAIT {
                turns.push(Turn::At(slot));
                *next = Some(slot + self.interval);
            } else {
                let seconds = i32::try_from(wait.as_secs() + 1).unwrap_or(i32::MAX);
                turns.push(Turn::Later { seconds });
            }
            slot += self.interval;
        }
        turns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn turns_keep_the_rate_over_batches() {
        let pacer = Pacer::new(14.0, 2);
        let start = Instant::now();
        let turns: Vec<_> = (0..3).flat_map(|_| pacer.turns(10)).collect();
        let Turn::At(last) = turns[27] else {
            panic!("the 28th leaves before 4 s have passed")
        };
        assert_eq!((last - start).as_millis(), 3_857);
        assert_eq!(turns[29], Turn::Later { seconds: 5 });
    }

    #[tokio::test(start_paused = true)]
    async fn an_idle_pacer_does_not_save_turns_up() {
        let pacer = Pacer::new(2.0, 2);
        pacer.turns(1);
        tokio::time::advance(Duration::from_secs(60)).await;
        let now = Instant::now();
        assert_eq!(
            pacer.turns(2),
            [Turn::At(now), Turn::At(now + Duration::from_secs(1))]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn in_the_sandbox_the_rest_of_a_batch_comes_later_and_spread() {
        let pacer = Pacer::new(1.0, 2);
        let turns = pacer.turns(6);
        assert!(matches!(turns[2], Turn::At(_)));
        assert_eq!(
            turns[3..],
            [7, 9, 11].map(|seconds| Turn::Later { seconds })
        );
        // The next batch begins where the last turn ended, not where the last delay did.
        tokio::time::advance(Duration::from_secs(6)).await;
        assert_eq!(pacer.turns(1), [Turn::At(Instant::now())]);
    }
}
