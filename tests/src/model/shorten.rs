//! The shortest failing list of steps that can be found in a while.

use std::time::{Duration, Instant};

/// What is left of `steps` when everything is taken out that the failure does not need. `fails` says
/// whether a shorter list still does. Gives up when `patience` is over.
pub(super) async fn shorten<T: Clone>(
    mut steps: Vec<T>,
    patience: Duration,
    mut fails: impl AsyncFnMut(&[T]) -> bool,
) -> Vec<T> {
    let began = Instant::now();
    let mut size = steps.len().div_ceil(2);
    while size > 0 {
        let mut start = 0;
        while start < steps.len() {
            if began.elapsed() > patience {
                return steps;
            }
            let end = (start + size).min(steps.len());
            let rest: Vec<_> = [&steps[..start], &steps[end..]].concat();
            if fails(&rest).await {
                steps = rest;
            } else {
                start = end;
            }
        }
        size /= 2;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_the_failure_does_not_need_is_taken_out() {
        let steps: Vec<u32> = (0..100).collect();
        let needs = [3, 40, 77];
        let fails = async |steps: &[u32]| needs.iter().all(|need| steps.contains(need));
        let short = shorten(steps, Duration::from_secs(60), fails).await;
        assert_eq!(short, needs);
    }

    #[tokio::test]
    async fn without_time_all_steps_stay() {
        let fails = async |_: &[u32]| true;
        let short = shorten(vec![1, 2, 3], Duration::ZERO, fails).await;
        assert_eq!(short, [1, 2, 3]);
    }
}
