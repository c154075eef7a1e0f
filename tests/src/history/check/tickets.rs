//! 1: every acknowledged ticket exists, once, and no other does.

use std::collections::BTreeMap;

use crate::history::{
    Violation,
    check::{Case, Claimed, heads, intents::Intent},
    state::{Ticket, TicketId, text},
};

/// Which ticket came of which intent, and what does not fit.
pub(super) fn check(case: &Case<'_>) -> (Claimed, Vec<Violation>) {
    let mut claimed: Claimed = case.intents.iter().map(Intent::acknowledged).collect();
    let mut violations = lost(case, &claimed);
    violations.extend(given_twice(case, &claimed));
    // A ticket that is just as a call asked for it must not lose that call to one that only bears
    // the same marker.
    let left = unclaimed(case, &claimed);
    let left = claim(case, &mut claimed, left, heads::fits);
    let left = claim(case, &mut claimed, left, heads::has_marker);
    let left = without_the_gone(case, &claimed, left);
    violations.extend(left.iter().map(|id| unexpected(case, &claimed, id)));
    violations.extend(orphans(case, &claimed));
    (claimed, violations)
}

/// Tickets that were there at the start, or were acknowledged, and lack a part.
fn lost(case: &Case<'_>, claimed: &Claimed) -> Vec<Violation> {
    let mut expected: Vec<_> = claimed.iter().flatten().collect();
    expected.extend(case.baseline.tickets.keys());
    expected.sort();
    expected.dedup();
    let none = Ticket::default();
    let mut violations = Vec::new();
    for id in expected {
        let ticket = case.state.tickets.get(id).unwrap_or(&none);
        let deleted = ticket.tombstone().is_some();
        let parts = [
            ("head", ticket.head.is_some()),
            ("description", ticket.text.is_some() || deleted),
            ("first event", ticket.events.contains_key(&1) || deleted),
        ];
        let missing = parts.into_iter().filter(|(_, there)| !there);
        violations.extend(missing.map(|(part, _)| Violation::LostTicket {
            ticket: id.clone(),
            part,
        }));
    }
    violations
}

fn given_twice(case: &Case<'_>, claimed: &Claimed) -> Vec<Violation> {
    let mut times: BTreeMap<&TicketId, usize> = BTreeMap::new();
    for id in claimed.iter().flatten() {
        *times.entry(id).or_insert(usize::from(!case.is_new(id))) += 1;
    }
    let twice = times.into_iter().filter(|(_, times)| *times > 1);
    twice
        .map(|(id, times)| Violation::NumberGivenTwice {
            ticket: id.clone(),
            times,
        })
        .collect()
}

fn unclaimed(case: &Case<'_>, claimed: &Claimed) -> Vec<TicketId> {
    let tickets = case.state.tickets.iter();
    tickets
        .filter(|(id, ticket)| {
            ticket.head.is_some() && case.is_new(id) && !claimed.contains(&Some((*id).clone()))
        })
        .map(|(id, _)| id.clone())
        .collect()
}

/// Gives each ticket to an intent of unknown end that it `suits`. Returns those that are left.
fn claim(
    case: &Case<'_>,
    claimed: &mut Claimed,
    tickets: Vec<TicketId>,
    suits: fn(&Intent<'_>, &TicketId, &Ticket<'_>) -> bool,
) -> Vec<TicketId> {
    let mut left = Vec::new();
    for id in tickets {
        let ticket = &case.state.tickets[&id];
        let open = case.intents.iter().enumerate();
        let mut open = open.filter(|(index, intent)| {
            claimed[*index].is_none() && intent.may_exist() && suits(intent, &id, ticket)
        });
        match open.next() {
            Some((index, _)) => claimed[index] = Some(id),
            None => left.push(id),
        }
    }
    left
}

/// A tombstone does not say whose ticket it was, so that those of a workspace can only be counted.
fn without_the_gone(case: &Case<'_>, claimed: &Claimed, tickets: Vec<TicketId>) -> Vec<TicketId> {
    let mut open: Vec<_> = case
        .intents
        .iter()
        .zip(claimed)
        .filter(|(intent, claimed)| claimed.is_none() && intent.may_exist())
        .map(|(intent, _)| intent.workspace)
        .collect();
    let mut left = Vec::new();
    for id in tickets {
        let is_gone = case.state.tickets[&id].tombstone().is_some();
        let owner = open.iter().position(|workspace| *workspace == id.workspace);
        match owner.filter(|_| is_gone) {
            Some(index) => drop(open.remove(index)),
            None => left.push(id),
        }
    }
    left
}

fn unexpected(case: &Case<'_>, claimed: &Claimed, id: &TicketId) -> Violation {
    let ticket = &case.state.tickets[id];
    let marker = ticket.head.map(|head| text(head, "/customer/email"));
    let marker = marker.unwrap_or_default().to_ascii_lowercase();
    let first = case
        .intents
        .iter()
        .zip(claimed)
        .find_map(|(intent, first)| {
            let first = first.as_ref()?;
            heads::has_marker(intent, id, ticket).then_some(first)
        });
    match first {
        Some(first) => Violation::DoubledTicket {
            ticket: id.clone(),
            first: first.clone(),
            marker,
        },
        None => Violation::UnexpectedTicket {
            ticket: id.clone(),
            marker,
        },
    }
}

/// Parts without a head, but for those of tickets that are reported as lost, and tickets that
/// nobody was told of and that are there in part.
fn orphans(case: &Case<'_>, claimed: &Claimed) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (id, ticket) in &case.state.tickets {
        let acknowledged = case
            .intents
            .iter()
            .any(|i| i.acknowledged().as_ref() == Some(id));
        if acknowledged || !case.is_new(id) {
            continue;
        }
        if ticket.head.is_some() {
            let whole = ticket.text.is_some() || ticket.tombstone().is_some();
            if claimed.contains(&Some(id.clone())) && !whole {
                violations.push(Violation::LostTicket {
                    ticket: id.clone(),
                    part: "description",
                });
            }
            continue;
        }
        let parts = [
            ("description", ticket.text.is_some()),
            ("event", !ticket.events.is_empty()),
            ("mark", !ticket.marks.is_empty()),
        ];
        let there = parts.into_iter().filter(|(_, there)| *there);
        violations.extend(there.map(|(part, _)| Violation::OrphanedPart {
            ticket: id.clone(),
            part,
        }));
    }
    violations
}
