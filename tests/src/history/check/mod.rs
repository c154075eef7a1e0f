//! The invariants, each in a page of its own.

mod answers;
mod bygone;
mod changes;
mod conversations;
mod deeds;
mod deleted;
mod events;
mod fields;
mod heads;
mod intents;
mod life;
mod mails;
mod numbers;
mod owed;
mod people;
mod rest;
mod tickets;

use crate::history::{
    Allowed, Found, Violation,
    record::Recorded,
    state::{State, TicketId, version},
};

use deeds::{Deed, deeds};
use intents::{Intent, intents};

/// What the checks look at.
struct Case<'a> {
    baseline: State<'a>,
    baseline_mails: &'a [serde_json::Value],
    state: State<'a>,
    found: &'a Found,
    allowed: &'a Allowed,
    intents: Vec<Intent<'a>>,
    deeds: Vec<Deed<'a>>,
}

/// Which ticket came of which intent, in the order of the intents.
type Claimed = Vec<Option<TicketId>>;

/// Every promise that is not kept.
pub(super) fn violations(recorded: &Recorded, found: &Found, allowed: &Allowed) -> Vec<Violation> {
    let case = Case::new(recorded, found, allowed);
    let (claimed, mut violations) = tickets::check(&case);
    violations.extend(numbers::check(&case, &claimed));
    let lives = life::lives(&case, &claimed);
    violations.extend(events::check(&case));
    violations.extend(changes::check(&case, &lives));
    violations.extend(heads::check(&case, &lives));
    violations.extend(deleted::check(&case));
    violations.extend(mails::check(&case));
    violations.extend(answers::check(&case, &claimed));
    violations.extend(conversations::check(&case));
    violations.extend(rest::check(&case));
    if allowed.unrecorded {
        violations.retain(|violation| !violation.is_about_calls());
    }
    violations
}

/// Whether the stack still has something to do.
pub(super) fn open_work(recorded: &Recorded, found: &Found, allowed: &Allowed) -> bool {
    let case = Case::new(recorded, found, allowed);
    found.queues.jobs.total() > 0 || rest::undone(&case) || deleted::uncleared(&case)
}

/// How many mails went out a second time.
pub(super) fn second_copies(recorded: &Recorded, found: &Found) -> u64 {
    mails::second_copies(&Case::new(recorded, found, &Allowed::default()))
}

impl<'a> Case<'a> {
    fn new(recorded: &'a Recorded, found: &'a Found, allowed: &'a Allowed) -> Self {
        Self {
            baseline: State::of(&recorded.baseline, allowed),
            baseline_mails: &recorded.baseline.mails,
            state: State::of(found, allowed),
            found,
            allowed,
            intents: intents(&recorded.calls),
            deeds: deeds(&recorded.calls),
        }
    }

    fn is_new(&self, id: &TicketId) -> bool {
        !self.baseline.tickets.contains_key(id)
    }

    /// The version that a ticket had at the start; none if it is new.
    fn version_before(&self, id: &TicketId) -> u64 {
        let head = self.baseline.tickets.get(id).and_then(|ticket| ticket.head);
        head.map_or(0, version)
    }
}
