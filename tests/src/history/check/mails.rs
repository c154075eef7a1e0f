//! 5: each mail that is owed is there, once unless it is allowed twice. 6: no other is. 7: none to a
//! suppressed recipient.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::history::{
    Violation,
    check::{
        Case,
        bygone::bygone,
        owed::{MailKey, Owed, owed},
        people,
    },
    state::{Owner, Ticket, TicketId, text},
};

/// What is wrong with mails and marks.
pub(super) fn check(case: &Case<'_>) -> Vec<Violation> {
    let owed = owed(case);
    let sent = sent(case);
    let mut by_key: BTreeMap<&MailKey, Vec<&Owed<'_>>> = BTreeMap::new();
    for one in &owed {
        by_key.entry(&one.mail).or_default().push(one);
    }
    let mut violations = Vec::new();
    let mut copies = 0;
    for (key, owed) in &by_key {
        let count = sent.get(*key).copied().unwrap_or(0);
        copies += compare(case, owed, count, &mut violations);
    }
    let unowed: BTreeMap<_, _> = sent
        .iter()
        .filter(|(key, _)| !by_key.contains_key(key))
        .collect();
    copies += about_the_gone(case, &unowed, &mut violations);
    let allowed = case.allowed.any_second_copies;
    if copies > allowed {
        violations.push(Violation::TooManySecondCopies { copies, allowed });
    }
    violations.extend(unowed_marks(case, &owed));
    violations.extend(confirmations(case, &owed));
    violations
}

/// How many mails went out beside those that are owed.
pub(super) fn second_copies(case: &Case<'_>) -> u64 {
    let mut sent = sent(case);
    for one in owed(case) {
        let count = sent.entry(one.mail).or_default();
        *count = count.saturating_sub(1);
    }
    for (key, most) in bygone(case).into_iter().chain(people::possible(case)) {
        let count = sent.entry(key).or_default();
        *count = count.saturating_sub(most);
    }
    sent.values().sum()
}

/// How many mails of each key were sent since the start.
fn sent(case: &Case<'_>) -> BTreeMap<MailKey, u64> {
    let old: BTreeSet<&str> = ids(case.baseline_mails).collect();
    let mut sent = BTreeMap::new();
    let new = case.found.mails.iter();
    for mail in new.filter(|mail| !old.contains(text(mail, "/id"))) {
        for field in ["to", "cc", "bcc"] {
            for to in mail[field].as_array().into_iter().flatten() {
                let key = MailKey::new(to.as_str().unwrap_or_default(), text(mail, "/subject"));
                *sent.entry(key).or_default() += 1;
            }
        }
    }
    sent
}

fn ids(mails: &[Value]) -> impl Iterator<Item = &str> {
    mails.iter().map(|mail| text(mail, "/id"))
}

/// Mails that no ticket's event owes: those to people, and of deleted tickets those that may have gone
/// out before. Returns how many of them the allowance for all must cover.
fn about_the_gone(
    case: &Case<'_>,
    unowed: &BTreeMap<&MailKey, &u64>,
    violations: &mut Vec<Violation>,
) -> u64 {
    let mut possible = bygone(case);
    possible.extend(people::possible(case));
    let mut copies = 0;
    for (key, count) in unowed {
        match possible.get(*key) {
            Some(most) => copies += count.saturating_sub(*most),
            None if case.allowed.unrecorded && may_be_of_the_past(case, key) => {}
            None => violations.push(Violation::MailWithoutEvent {
                recipient: key.to.clone(),
                subject: key.subject.clone(),
            }),
        }
    }
    copies
}

/// Whether a mail may be about what was, where nobody wrote the calls down: about a ticket that is
/// deleted, or to an owner who is none any more.
fn may_be_of_the_past(case: &Case<'_>, key: &MailKey) -> bool {
    let tickets = case.state.tickets.iter();
    let named = |(id, _): &(&TicketId, &Ticket<'_>)| key.subject.ends_with(&id.number);
    let mut named = tickets.filter(named);
    let is_owners = former_owners(case).any(|owner| owner.email.eq_ignore_ascii_case(&key.to));
    named.any(|(_, ticket)| is_owners || ticket.tombstone().is_some())
}

/// Owners at the start who are none at the end.
fn former_owners<'c, 'a>(case: &'c Case<'a>) -> impl Iterator<Item = &'c Owner<'a>> {
    let is_still = |id: &str| case.state.owners.iter().any(|owner| owner.id == id);
    let before = case.baseline.owners.iter();
    before.filter(move |owner| !is_still(owner.id))
}

/// Holds the mails of one key against what is owed. Returns how many of them the allowance for all
/// must cover.
fn compare(
    case: &Case<'_>,
    owed: &[&Owed<'_>],
    count: u64,
    violations: &mut Vec<Violation>,
) -> u64 {
    let Some(first) = owed.first() else { return 0 };
    let (withheld, rest): (Vec<&Owed<'_>>, Vec<&Owed<'_>>) =
        owed.iter().partition(|one| one.is_withheld());
    let due = rest.iter().filter(|one| !one.dead);
    let missing = (due.clone().count() as u64).saturating_sub(count);
    let lost_ones = due
        .rev()
        .take(usize::try_from(missing).unwrap_or(usize::MAX));
    violations.extend(lost_ones.map(|one| lost(one)));
    let for_no_reason = |one: &&&Owed<'_>| match one.state() {
        "undeliverable" => !case.allowed.rejected.contains(&one.mail.to),
        _ => !one.is_confirmation(),
    };
    violations.extend(
        withheld
            .iter()
            .filter(for_no_reason)
            .map(|one| withheld_for_no_reason(one)),
    );
    // Nothing is sent without a claim, so no fault whatever explains more mails than claims.
    let claims = owed.iter().map(|one| one.claims()).sum();
    if count > claims {
        violations.push(Violation::UnclaimedMail {
            ticket: first.ticket.clone(),
            recipient: first.mail.to.clone(),
            count,
            claims,
        });
    }
    let copies = count.saturating_sub(rest.len() as u64);
    let named = named_copies(case, first);
    let beyond = copies.saturating_sub(named);
    if let Some(one) = withheld.first().filter(|_| copies > 0) {
        // Of an undeliverable mail a copy may have been accepted first, and the answer lost.
        let suppressed = withheld.iter().any(|one| one.state() == "suppressed");
        if suppressed || (beyond > 0 && case.allowed.any_second_copies == 0) {
            violations.push(Violation::MailToSuppressed {
                ticket: one.ticket.clone(),
                recipient: one.mail.to.clone(),
                mark: one.state().to_owned(),
            });
            return 0;
        }
    } else if beyond > 0 && case.allowed.any_second_copies == 0 {
        violations.push(Violation::DoubledMail {
            ticket: first.ticket.clone(),
            recipient: first.mail.to.clone(),
            count,
            owed: rest.len() as u64,
            allowed: named,
        });
        return 0;
    }
    beyond
}

fn named_copies(case: &Case<'_>, one: &Owed<'_>) -> u64 {
    let delivery = (one.ticket.number.clone(), one.mail.to.clone());
    case.allowed
        .second_copies
        .get(&delivery)
        .copied()
        .unwrap_or(0)
}

fn lost(one: &Owed<'_>) -> Violation {
    Violation::LostMail {
        ticket: one.ticket.clone(),
        version: one.version,
        role: one.role.clone(),
        recipient: one.mail.to.clone(),
        mark: one.state().to_owned(),
    }
}

fn withheld_for_no_reason(one: &Owed<'_>) -> Violation {
    Violation::MailWithheld {
        ticket: one.ticket.clone(),
        version: one.version,
        recipient: one.mail.to.clone(),
        mark: one.state().to_owned(),
    }
}

/// Marks of mails that nobody owed.
fn unowed_marks(case: &Case<'_>, owed: &[Owed<'_>]) -> Vec<Violation> {
    let known: BTreeSet<_> = owed
        .iter()
        .map(|one| (one.ticket, one.version, one.role.as_str()))
        .collect();
    let alive = case.state.tickets.iter();
    let alive = alive.filter(|(_, ticket)| ticket.live().is_some());
    let marks = alive.flat_map(|(id, ticket)| ticket.marks.keys().map(move |mark| (id, mark)));
    marks
        .filter(|(id, (version, _))| *version > case.version_before(id))
        .filter(|(id, (version, role))| !known.contains(&(*id, *version, role.as_str())))
        .filter(|(_, (_, role))| {
            let is_former = |owner: &Owner<'_>| *role == format!("owner#{}", owner.id);
            !case.allowed.unrecorded || !former_owners(case).any(is_former)
        })
        .map(|(id, (version, role))| Violation::MarkWithoutEvent {
            ticket: id.clone(),
            version: *version,
            role: role.clone(),
        })
        .collect()
}

/// So many confirmations a day to one address, and none withheld before that.
fn confirmations(case: &Case<'_>, owed: &[Owed<'_>]) -> Vec<Violation> {
    let mut by_address: BTreeMap<(&str, &str), Vec<&Owed<'_>>> = BTreeMap::new();
    for one in owed.iter().filter(|one| one.is_confirmation()) {
        let address = (one.ticket.workspace.as_str(), one.mail.to.as_str());
        by_address.entry(address).or_default().push(one);
    }
    let mut violations = Vec::new();
    for ((workspace, recipient), all) in by_address {
        let limit = case.state.confirmations(workspace);
        let sent = all.iter().filter(|one| one.state() == "sent");
        let days: BTreeSet<&str> = sent.clone().map(|one| day(one)).collect();
        let (count, days) = (sent.count() as u64, days.len() as u64);
        if count > limit * days {
            violations.push(Violation::TooManyConfirmations {
                workspace: workspace.to_owned(),
                recipient: recipient.to_owned(),
                count,
                days,
                limit,
            });
        }
        let suppressed = all.iter().filter(|one| one.state() == "suppressed");
        if (all.len() as u64) <= limit {
            violations.extend(suppressed.map(|one| withheld_for_no_reason(one)));
        }
    }
    violations
}

/// The day on which a mail was settled, by the notifier's clock.
fn day<'a>(one: &Owed<'a>) -> &'a str {
    let settled = one.mark.map_or("", |mark| text(mark, "/settled_at"));
    settled.get(..10).unwrap_or_default()
}
