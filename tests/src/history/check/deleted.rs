//! 11: a deleted ticket leaves a tombstone, the event that says who deleted it and when, and nothing
//! else.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::history::{
    Act, Violation,
    check::{
        Case,
        changes::{of_ticket, went_back},
        deeds::Deed,
    },
    state::{DELETED_AT, Ticket, TicketId, text, version},
};

/// All that a tombstone may hold beside its key.
const TOMBSTONE: [&str; 2] = ["version", DELETED_AT];
/// All that the last event may hold beside its key.
const EVENT: [&str; 3] = ["kind", "at", "by"];

/// What is wrong with deleted tickets.
pub(super) fn check(case: &Case<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (id, ticket) in &case.state.tickets {
        let Some(tombstone) = ticket.tombstone() else {
            continue;
        };
        violations.extend(said_too_much(id, tombstone));
        violations.extend(
            leftovers(ticket)
                .into_iter()
                .map(|part| Violation::LeftBehind {
                    ticket: id.clone(),
                    part,
                }),
        );
        violations.extend(event(id, ticket, tombstone));
        let before = case.baseline.tickets.get(id);
        if before.is_none_or(|before| before.live().is_some()) {
            violations.extend(deeds(case, id, ticket, tombstone));
        }
    }
    violations
}

/// Whether some deleted ticket is still to be cleared.
pub(super) fn uncleared(case: &Case<'_>) -> bool {
    let mut tickets = case.state.tickets.values();
    tickets.any(|ticket| ticket.tombstone().is_some() && !leftovers(ticket).is_empty())
}

fn said_too_much(id: &TicketId, tombstone: &Value) -> Vec<Violation> {
    let held = tombstone.as_object().into_iter().flatten();
    let more = held.filter(|(name, _)| !TOMBSTONE.contains(&name.as_str()));
    more.map(|(name, _)| Violation::TombstoneHolds {
        ticket: id.clone(),
        field: name.clone(),
    })
    .collect()
}

/// What should have been cleared, by the end of its key.
fn leftovers(ticket: &Ticket<'_>) -> Vec<String> {
    let last = ticket.tombstone().map(version);
    let events = ticket
        .events
        .keys()
        .filter(|version| Some(**version) != last);
    let marks = ticket.marks.keys();
    let text = ticket.text.map(|_| "TEXT".to_owned());
    text.into_iter()
        .chain(events.map(|version| format!("E#{version}")))
        .chain(marks.map(|(version, role)| format!("X#{version}#{role}")))
        .collect()
}

fn event(id: &TicketId, ticket: &Ticket<'_>, tombstone: &Value) -> Vec<Violation> {
    let head = version(tombstone);
    let Some(event) = ticket.events.get(&head) else {
        return vec![Violation::MissingEvent {
            ticket: id.clone(),
            version: head,
            head,
        }];
    };
    let wrong = |field, expected: &Value, found: &Value| Violation::EventDisagrees {
        ticket: id.clone(),
        version: head,
        field,
        expected: expected.to_string(),
        found: found.to_string(),
    };
    let (deleted, nothing) = (Value::from("deleted"), Value::Null);
    let fields = [
        ("kind", &deleted, &event["kind"]),
        ("at", &tombstone[DELETED_AT], &event["at"]),
    ];
    let fields = fields
        .into_iter()
        .filter(|(_, expected, found)| expected != found);
    let held = event.as_object().into_iter().flatten();
    let more = held.filter(|(name, value)| !EVENT.contains(&name.as_str()) && !value.is_null());
    fields
        .map(|(field, expected, found)| wrong(field, expected, found))
        .chain(more.map(|(_, value)| wrong("more than who and when", &nothing, value)))
        .collect()
}

/// The events are gone, so that what was done to the ticket can only be counted.
fn deeds(case: &Case<'_>, id: &TicketId, ticket: &Ticket<'_>, tombstone: &Value) -> Vec<Violation> {
    let (last, all) = (version(tombstone), of_ticket(case, id));
    let (deletions, changes): (Vec<&Deed<'_>>, Vec<&Deed<'_>>) =
        all.iter().partition(|deed| is_deletion(deed));
    let mut violations = went_back(id, &all);
    violations.extend(deletion(id, ticket, last, &deletions));
    violations.extend(counted(case, id, last, &changes));
    violations
}

fn is_deletion(deed: &Deed<'_>) -> bool {
    deed.possible().any(|action| action.act == Act::Delete)
}

/// One call deleted it, and after that none was answered.
fn deletion(
    id: &TicketId,
    ticket: &Ticket<'_>,
    last: u64,
    deletions: &[&Deed<'_>],
) -> Vec<Violation> {
    let by = ticket
        .events
        .get(&last)
        .map_or("", |event| text(event, "/by"));
    let acknowledged = deletions.iter().filter(|deed| !deed.is_open());
    let times = acknowledged.clone().count();
    let may_be = |deed: &&&Deed<'_>| {
        let mut possible = deed.possible();
        deed.by == by && possible.any(|action| action.if_match.is_none_or(|seen| seen + 1 == last))
    };
    let asked = match times {
        0 => deletions.iter().any(|deed| may_be(&deed)),
        _ => acknowledged.clone().any(|deed| may_be(&deed)),
    };
    let unasked = (!asked).then(|| Violation::UnaskedChange {
        ticket: id.clone(),
        version: last,
        kind: "deleted".to_owned(),
    });
    let twice = (times > 1).then(|| Violation::VersionGivenTwice {
        ticket: id.clone(),
        version: last,
        times,
    });
    unasked.into_iter().chain(twice).collect()
}

/// Each acknowledged change has a version before the last, and what else came before it was made by
/// calls of unknown end.
fn counted(case: &Case<'_>, id: &TicketId, last: u64, changes: &[&Deed<'_>]) -> Vec<Violation> {
    let before = case
        .baseline
        .tickets
        .get(id)
        .and_then(|ticket| ticket.live());
    let from = before.map_or(1, version);
    let mut taken = BTreeSet::new();
    let mut violations = Vec::new();
    for deed in changes {
        let Some((action, answer)) = deed.answers().next() else {
            continue;
        };
        let found = version(answer);
        // An edit that names no version, or the one that it was answered with, may have changed
        // nothing.
        let is_edit = matches!(action.act, Act::Edit(_));
        let changed = !is_edit || action.if_match.is_some_and(|seen| seen != found);
        if found < from || found >= last || (changed && found == from) {
            violations.push(Violation::LostChange {
                ticket: id.clone(),
                version: found,
                kind: action.act.kind(),
            });
        } else if !taken.insert(found) && changed {
            violations.push(Violation::VersionGivenTwice {
                ticket: id.clone(),
                version: found,
                times: 2,
            });
        }
    }
    let open = changes.iter().filter(|deed| deed.is_open()).count();
    let untold = (from + 1..last).filter(|version| !taken.contains(version));
    violations.extend(untold.skip(open).map(|version| Violation::UnaskedChange {
        ticket: id.clone(),
        version,
        kind: "unknown".to_owned(),
    }));
    violations
}
