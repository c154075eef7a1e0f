//! 2: numbers are unique in their workspace and format, and follow each other but for what calls
//! burnt that made no ticket.

use std::collections::{BTreeMap, BTreeSet};

use crate::history::{
    Violation,
    check::{Case, Claimed},
    number::Number,
    state::{DELETED_AT, State, text},
};

/// Workspace and sequence.
type Sequence = (String, String);

/// What is wrong with the numbers.
pub(super) fn check(case: &Case<'_>, claimed: &Claimed) -> Vec<Violation> {
    let mut violations = malformed(&case.state);
    let taken = counts(&case.state, &mut violations);
    let before = counts(&case.baseline, &mut Vec::new());
    let mut excused = excuses(case, claimed);
    let sequences: BTreeSet<&Sequence> = taken.keys().chain(case.state.counters.keys()).collect();
    for sequence in sequences {
        let none = BTreeSet::new();
        let present = taken.get(sequence).unwrap_or(&none);
        let counter = case.state.counters.get(sequence).copied().unwrap_or(0);
        let highest = present.last().copied().unwrap_or(0);
        let (workspace, name) = sequence.clone();
        if counter < highest {
            violations.push(Violation::CounterBehind {
                workspace: workspace.clone(),
                sequence: name.clone(),
                counter,
                highest,
            });
        }
        let start = case.baseline.counters.get(sequence).copied().unwrap_or(0);
        let old = before.get(sequence).unwrap_or(&none);
        let is_missing = |n: &u64| !present.contains(n) && (*n > start || old.contains(n));
        let missing: Vec<u64> = (1..=counter.max(highest)).filter(is_missing).collect();
        let budget = excused
            .entry(workspace.clone())
            .or_insert(case.allowed.gaps);
        let count = missing.len() as u64;
        if count > *budget {
            violations.push(Violation::UnexplainedGap {
                workspace,
                sequence: name,
                missing,
                excused: *budget,
            });
        }
        *budget = budget.saturating_sub(count);
    }
    violations
}

fn malformed(state: &State<'_>) -> Vec<Violation> {
    let with_head = state
        .tickets
        .iter()
        .filter_map(|(id, ticket)| Some((id, ticket.head?)));
    with_head
        .filter(|(id, head)| {
            // A tombstone says nothing but what its key says.
            let is_deleted = head.get(DELETED_AT).is_some();
            let says = is_deleted || text(head, "/number") == id.number;
            Number::parse(&id.number).is_none() || !says
        })
        .map(|(id, head)| Violation::MalformedNumber {
            ticket: id.clone(),
            head: text(head, "/number").to_owned(),
        })
        .collect()
}

/// The counts that tickets bear. One count under two prefixes was given twice.
fn counts(state: &State<'_>, violations: &mut Vec<Violation>) -> BTreeMap<Sequence, BTreeSet<u64>> {
    let mut counts: BTreeMap<Sequence, BTreeSet<u64>> = BTreeMap::new();
    for (id, ticket) in &state.tickets {
        let Some(number) = ticket.head.and_then(|_| Number::parse(&id.number)) else {
            continue;
        };
        let sequence = (id.workspace.clone(), number.sequence.to_owned());
        if !counts.entry(sequence).or_default().insert(number.count) {
            violations.push(Violation::NumberGivenTwice {
                ticket: id.clone(),
                times: 2,
            });
        }
    }
    counts
}

/// How many numbers of each workspace may be missing.
fn excuses(case: &Case<'_>, claimed: &Claimed) -> BTreeMap<String, u64> {
    let mut excuses = BTreeMap::new();
    for (intent, ticket) in case.intents.iter().zip(claimed) {
        *excuses
            .entry(intent.workspace.to_owned())
            .or_insert(case.allowed.gaps) += intent.burnt(ticket.is_some());
    }
    excuses
}
