use serde::{Deserialize, Serialize};

/// How far a clock was moved ahead of the machine's, and when, in whole seconds. Oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Moves(Vec<Move>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Move {
    /// The machine's time at which it happened.
    at: i64,
    seconds: i64,
}

impl Moves {
    pub(super) fn push(&mut self, at: i64, seconds: i64) {
        self.0.push(Move { at, seconds });
    }

    /// How far the clock is ahead now.
    pub(super) fn ahead(&self) -> i64 {
        self.0.iter().map(|one| one.seconds).sum()
    }

    /// What the clock showed when the machine's showed `machine`.
    pub(super) fn shown_at(&self, machine: i64) -> i64 {
        let before = self.0.iter().take_while(|one| one.at <= machine);
        machine.saturating_add(before.map(|one| one.seconds).sum())
    }

    /// The machine's first second at which the clock showed `shown` or more.
    pub(super) fn machine_at(&self, shown: i64) -> i64 {
        let mut ahead = 0;
        let mut since = i64::MIN;
        for one in &self.0 {
            let machine = since.max(shown.saturating_sub(ahead));
            if machine < one.at {
                return machine;
            }
            (since, ahead) = (one.at, ahead + one.seconds);
        }
        since.max(shown.saturating_sub(ahead))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn moves() -> Moves {
        let mut moves = Moves::default();
        moves.push(100, 50);
        moves.push(200, 1000);
        moves
    }

    #[rstest]
    #[case::before_any_move(99, 99)]
    #[case::from_the_first_move_on(100, 150)]
    #[case::before_the_second(199, 249)]
    #[case::after_it(200, 1250)]
    #[case::never(i64::MAX, i64::MAX)]
    fn a_moment_of_the_machine_has_its_moment_on_the_clock(
        #[case] machine: i64,
        #[case] shown: i64,
    ) {
        assert_eq!(moves().shown_at(machine), shown);
    }

    #[rstest]
    #[case::before_any_move(99, 99)]
    #[case::in_what_was_skipped(120, 100)]
    #[case::between_the_moves(160, 110)]
    #[case::in_what_was_skipped_later(1000, 200)]
    #[case::after_both(1260, 210)]
    fn a_moment_of_the_clock_begins_at_a_moment_of_the_machine(
        #[case] shown: i64,
        #[case] machine: i64,
    ) {
        assert_eq!(moves().machine_at(shown), machine);
    }

    #[test]
    fn a_clock_that_was_not_moved_is_the_machines() {
        let moves = Moves::default();
        let all = (moves.ahead(), moves.shown_at(7), moves.machine_at(7));
        assert_eq!(all, (0, 7, 7));
    }
}
