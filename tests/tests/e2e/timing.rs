//! Whether two kinds of requests can be told apart by their time.
//!
//! A round asks once for each kind, in random order, so that whatever else the machine does meets
//! all kinds alike. Two kinds are compared by the ratios of their times, round by round: the
//! Wilcoxon signed-rank test says whether one is slower at all, the median ratio by how much. They
//! are separable when z is over 4 (p < 0.0001) and the median ratio is off by more than 6 %. One
//! call to the database is about a tenth of the whole; that the database finds an item or finds none
//! is about a hundredth.
//!
//! A control shows that a test would find a single call to the database: a kind that costs one
//! more. There are 300 rounds at least, and then as many as it takes to tell the control from its
//! like: how busy the machine is decides how long this takes, not what is found.

pub(crate) const LEAST_ROUNDS: usize = 300;
pub(crate) const MOST_ROUNDS: usize = 1_500;

/// Whether there is enough to judge by: the control is found, after the least rounds.
pub(crate) fn is_enough<const KINDS: usize>(rounds: &[[f64; KINDS]], control: [usize; 2]) -> bool {
    let [control, like] = control;
    rounds.len() >= MOST_ROUNDS
        || (rounds.len() >= LEAST_ROUNDS && Comparison::of(rounds, control, like).is_separable())
}

/// Fails when one of the pairs can be told apart, or the control cannot.
#[track_caller]
pub(crate) fn judge<const KINDS: usize>(
    rounds: &[[f64; KINDS]],
    alike: &[[usize; 2]],
    control: [usize; 2],
) {
    let told = summary(rounds, alike, control);
    println!("{told}");
    let found = |[a, b]: [usize; 2]| Comparison::of(rounds, a, b).is_separable();
    assert!(found(control), "one call more is not found:\n{told}");
    for pair in alike {
        assert!(!found(*pair), "{pair:?} can be told apart:\n{told}");
    }
}

fn summary<const KINDS: usize>(
    rounds: &[[f64; KINDS]],
    alike: &[[usize; 2]],
    control: [usize; 2],
) -> String {
    let mut told = format!("{} rounds\n", rounds.len());
    for kind in 0..KINDS {
        let times = rounds.iter().map(|round| round[kind]).collect();
        told += &format!("kind {kind}: median {:.2} ms\n", median(times));
    }
    for [a, b] in alike.iter().copied().chain([control]) {
        told += &format!("{a} to {b}: {:?}\n", Comparison::of(rounds, a, b));
    }
    told
}

/// One kind's times beside another's.
#[derive(Debug, Clone, Copy)]
struct Comparison {
    /// The signed-rank statistic: how many standard deviations it is off where there is no
    /// difference.
    z: f64,
    /// The median of the rounds' ratios.
    ratio: f64,
}

impl Comparison {
    /// Kind `a` beside kind `b`.
    fn of<const KINDS: usize>(rounds: &[[f64; KINDS]], a: usize, b: usize) -> Self {
        let ratios = rounds.iter().map(|round| (round[a] / round[b]).ln());
        let mut ratios: Vec<f64> = ratios.collect();
        ratios.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
        let ranked = ratios.iter().zip(1_u32..);
        let sum: f64 = ranked
            .map(|(ratio, rank)| f64::from(rank).copysign(*ratio))
            .sum();
        let squares: f64 = (1_u32..)
            .take(ratios.len())
            .map(|rank| f64::from(rank).powi(2))
            .sum();
        Self {
            z: sum / squares.sqrt(),
            ratio: median(ratios).exp(),
        }
    }

    fn is_separable(self) -> bool {
        self.z.abs() > 4.0 && self.ratio.ln().abs() > 1.06_f64.ln()
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Times as of a busy machine: a few take many times as long as most.
#[test]
fn a_difference_of_a_tenth_is_found_and_one_of_a_hundredth_is_not() {
    let mut random = fastrand::Rng::with_seed(7);
    let mut busy = || 10.0 + 6.0 * random.f64() + 20.0 * random.f64().powi(8);
    let rounds: Vec<[f64; 4]> = (0..MOST_ROUNDS)
        .map(|_| [busy(), busy(), 1.01 * busy(), 1.1 * busy()])
        .collect();
    for kind in [0, 1, 2] {
        assert!(Comparison::of(&rounds, 3, kind).is_separable());
        assert!(Comparison::of(&rounds, kind, 3).is_separable());
        assert!(!Comparison::of(&rounds, kind, 0).is_separable());
    }
}
