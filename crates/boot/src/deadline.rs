//! How much of an invocation's time is left.

use std::time::{Duration, SystemTime};

/// The time until Lambda ends an invocation, less what is kept for its end.
pub fn left(deadline: SystemTime, kept: Duration) -> Duration {
    let left = deadline.duration_since(SystemTime::now());
    left.unwrap_or_default().saturating_sub(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_not_left_and_a_passed_deadline_leaves_nothing() {
        let (minute, second) = (Duration::from_secs(60), Duration::from_secs(1));
        let now = SystemTime::now();
        assert!(left(now + minute, second) <= minute - second);
        assert!(left(now + minute, second) > minute - 30 * second);
        assert_eq!(left(now + second, minute), Duration::ZERO);
        assert_eq!(left(now - second, Duration::ZERO), Duration::ZERO);
    }
}
