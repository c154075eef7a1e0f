//! What must hold while something fails: each scenario a function of a seed, for a test with a
//! fixed seed and for the long run with many.

#![allow(
    clippy::expect_used,
    reason = "a scenario that cannot go on fails with the reason"
)]

mod desk;
pub mod faulty_database;
pub mod kill_by_luck;
pub mod kill_points;
pub mod poison;
pub mod publish_off;
pub mod ses_failing;
pub mod ses_outage;

use std::{collections::BTreeMap, fmt, ops::AddAssign};

use futures_util::future::BoxFuture;

use crate::wire::Wires;

/// Every scenario.
pub const ALL: &[Scenario] = &[
    Scenario {
        name: "faulty_database",
        run: |seed| Box::pin(faulty_database::run(seed)),
    },
    Scenario {
        name: "kill_points",
        run: |seed| Box::pin(kill_points::run(seed)),
    },
    Scenario {
        name: "kill_by_luck",
        run: |seed| Box::pin(kill_by_luck::run(seed)),
    },
    Scenario {
        name: "ses_failing",
        run: |seed| Box::pin(ses_failing::run(seed)),
    },
    Scenario {
        name: "ses_outage",
        run: |seed| Box::pin(ses_outage::run(seed)),
    },
    Scenario {
        name: "poison",
        run: |seed| Box::pin(poison::run(seed)),
    },
    Scenario {
        name: "publish_off",
        run: |seed| Box::pin(publish_off::run(seed)),
    },
];

/// A way of failing, and what must hold all the same.
#[derive(Debug, Clone, Copy)]
pub struct Scenario {
    /// Its name in a report.
    pub name: &'static str,
    /// Runs it. Panics when a promise is broken.
    pub run: fn(u64) -> BoxFuture<'static, Tally>,
}

/// What happened in a scenario, for a report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// Tickets that were acknowledged.
    pub tickets: usize,
    /// Requests that were sent.
    pub attempts: usize,
    /// Faults, by name.
    pub faults: BTreeMap<String, usize>,
    /// Processes that were killed.
    pub kills: usize,
    /// Mails that the mail service accepted.
    pub mails: usize,
    /// Of these, mails that went out a second time.
    pub second_copies: usize,
    /// How long it took.
    pub seconds: f64,
}

impl Tally {
    /// Counts what the wires did.
    pub fn count_faults(&mut self, wires: &Wires) {
        for wire in [&wires.dynamodb, &wires.sqs, &wires.ses] {
            for ((operation, fault), count) in wire.done() {
                let name = format!("{operation}: {}", fault.name());
                *self.faults.entry(name).or_default() += count;
            }
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.tickets += other.tickets;
        self.attempts += other.attempts;
        for (name, count) in other.faults {
            *self.faults.entry(name).or_default() += count;
        }
        self.kills += other.kills;
        self.mails += other.mails;
        self.second_copies += other.second_copies;
        self.seconds += other.seconds;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            tickets,
            attempts,
            faults,
            kills,
            mails,
            second_copies,
            seconds,
        } = self;
        let spoiled: usize = faults.values().sum();
        write!(
            f,
            "{tickets} tickets by {attempts} requests, {spoiled} faults, {kills} kills, \
             {mails} mails, {second_copies} of them second copies, {seconds:.0} s"
        )
    }
}
