//! 3: one event for each acknowledged change, and none that nobody asked for.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::history::{
    Act, Action, Violation,
    check::{
        Case,
        deeds::{Deed, is_done, tells},
        fields::place,
        life::{Life, Lives},
    },
    state::{Ticket, TicketId, text, version},
};

/// How an acknowledged deed stands to the events.
enum Trace {
    /// The event of this version is its own.
    Event(u64),
    /// The same, unless it found its work done: it did not say which version it expects.
    PerhapsEvent(u64),
    /// There was nothing to do.
    Nothing,
    /// No event tells of it.
    Lost,
}

/// What is wrong between the deeds and the events of tickets that are there.
pub(super) fn check(case: &Case<'_>, lives: &Lives) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (id, life) in lives {
        let (Some(ticket), deeds) = (case.state.tickets.get(id), of_ticket(case, id)) else {
            continue;
        };
        let owners = owners(id, ticket, life, &deeds, &mut violations);
        violations.extend(unasked(id, ticket, life, &deeds, &owners));
        violations.extend(went_back(id, &deeds));
    }
    violations
}

/// The deeds to one ticket.
pub(super) fn of_ticket<'c, 'a>(case: &'c Case<'a>, id: &TicketId) -> Vec<&'c Deed<'a>> {
    let deeds = case.deeds.iter();
    deeds.filter(|deed| deed.ticket == *id).collect()
}

/// How many acknowledged deeds each version belongs to.
fn owners(
    id: &TicketId,
    ticket: &Ticket<'_>,
    life: &Life,
    deeds: &[&Deed<'_>],
    violations: &mut Vec<Violation>,
) -> BTreeMap<u64, usize> {
    let mut owners = BTreeMap::new();
    for deed in deeds {
        let Some((action, answer)) = deed.answers().next() else {
            continue;
        };
        match trace(ticket, life, deed, action, answer) {
            Trace::Event(version) => *owners.entry(version).or_insert(0) += 1,
            Trace::PerhapsEvent(version) => drop(owners.entry(version).or_insert(0)),
            Trace::Nothing => {}
            Trace::Lost => violations.push(Violation::LostChange {
                ticket: id.clone(),
                version: version(answer),
                kind: action.act.kind(),
            }),
        }
        violations.extend(answered_otherwise(id, life, action, answer));
    }
    let twice = owners.iter().filter(|(_, times)| **times > 1);
    violations.extend(twice.map(|(version, times)| Violation::VersionGivenTwice {
        ticket: id.clone(),
        version: *version,
        times: *times,
    }));
    owners
}

fn trace(
    ticket: &Ticket<'_>,
    life: &Life,
    deed: &Deed<'_>,
    action: &Action,
    answer: &Value,
) -> Trace {
    let version = version(answer);
    let (Some(before), Some(now)) = (life.at(version.saturating_sub(1)), life.at(version)) else {
        return unmoved(life, action, version);
    };
    let event = ticket.events.get(&version);
    if event.is_some_and(|event| tells(event, version, before, deed.by, action)) {
        return match (&action.act, action.if_match) {
            (Act::Edit(_), None) => Trace::PerhapsEvent(version),
            _ => Trace::Event(version),
        };
    }
    let as_seen = action.if_match.is_none_or(|seen| seen == version);
    match &action.act {
        Act::Edit(body) if as_seen && event.is_some() && is_done(body, now) => Trace::Nothing,
        _ => Trace::Lost,
    }
}

/// An edit that was answered with the first version that is known can only have found its work done.
fn unmoved(life: &Life, action: &Action, version: u64) -> Trace {
    match (&action.act, life.at(version)) {
        (Act::Edit(body), Some(now)) if version == life.from && is_done(body, now) => {
            Trace::Nothing
        }
        _ => Trace::Lost,
    }
}

/// An edit is answered with the ticket as it is then.
fn answered_otherwise(
    id: &TicketId,
    life: &Life,
    action: &Action,
    answer: &Value,
) -> Vec<Violation> {
    let (Act::Edit(_), Some(then)) = (&action.act, life.at(version(answer))) else {
        return Vec::new();
    };
    let fields = answer.as_object().into_iter().flatten();
    let named = fields.filter_map(|(name, found)| Some((place(name)?, found)));
    let wrong = named.filter(|(place, found)| !then.may_be(place, found));
    wrong
        .map(|(place, found)| Violation::AnswerDisagrees {
            ticket: id.clone(),
            field: place,
            expected: format!("{:?}", then.get(place)),
            found: found.to_string(),
        })
        .collect()
}

/// Events that belong to no acknowledged deed, and to none of unknown end either. Each of those may
/// have one.
fn unasked(
    id: &TicketId,
    ticket: &Ticket<'_>,
    life: &Life,
    deeds: &[&Deed<'_>],
    owners: &BTreeMap<u64, usize>,
) -> Vec<Violation> {
    let mut open: Vec<_> = deeds.iter().filter(|deed| deed.is_open()).collect();
    // Whoever named a version can have made that change alone, so it chooses first.
    open.sort_by_key(|deed| deed.possible().all(|action| action.if_match.is_none()));
    let mut violations = Vec::new();
    for version in life
        .changes()
        .filter(|version| !owners.contains_key(version))
    {
        let Some(event) = ticket.events.get(&version) else {
            continue;
        };
        let before = life.at(version - 1);
        let of_event = |deed: &&Deed<'_>| {
            let mut possible = deed.possible();
            before.is_some_and(|before| {
                possible.any(|action| tells(event, version, before, deed.by, action))
            })
        };
        match open.iter().position(|deed| of_event(deed)) {
            Some(index) => drop(open.remove(index)),
            None => violations.push(Violation::UnaskedChange {
                ticket: id.clone(),
                version,
                kind: text(event, "/kind").to_owned(),
            }),
        }
    }
    violations
}

/// Whoever asks after an answer was there sees no older version.
pub(super) fn went_back(id: &TicketId, deeds: &[&Deed<'_>]) -> Vec<Violation> {
    let answered = deeds.iter().filter_map(|deed| {
        let (_, answer) = deed.answers().next()?;
        Some((*deed, answer["version"].as_u64()?))
    });
    let answered: Vec<_> = answered.collect();
    let mut violations = Vec::new();
    for (later, version) in &answered {
        let earlier = answered
            .iter()
            .filter(|(deed, _)| deed.ended().is_some_and(|ended| ended < later.began()));
        let seen = earlier.map(|(_, version)| *version).max();
        if let Some(seen) = seen.filter(|seen| seen > version) {
            violations.push(Violation::WentBack {
                ticket: id.clone(),
                version: *version,
                seen,
            });
        }
    }
    violations
}
