//! 4: no lost update. A ticket's events, replayed from its creation, say what it is now.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::history::{
    Violation,
    check::{
        Case, Claimed,
        fields::{Fields, place},
        intents::Intent,
    },
    state::{Ticket, TicketId, is_before, text, version},
};

/// A ticket after each of its changes, as the events tell.
pub(super) struct Life {
    /// The version of which the checker knows the fields by other means.
    pub(super) from: u64,
    states: BTreeMap<u64, Fields>,
    /// Where events contradict each other.
    pub(super) violations: Vec<Violation>,
}

/// The lives of the tickets that are there and whose beginning is known.
pub(super) type Lives = BTreeMap<TicketId, Life>;

/// Replays every ticket from its creation, or from what it was at the start.
pub(super) fn lives(case: &Case<'_>, claimed: &Claimed) -> Lives {
    let mut lives = Lives::new();
    for (intent, id) in case.intents.iter().zip(claimed) {
        let new = id.as_ref().filter(|id| case.is_new(id));
        if let Some((id, ticket)) = new.and_then(|id| alive(case, id)) {
            lives.insert(id.clone(), Life::of_intent(intent, id, ticket));
        }
    }
    for (id, before) in &case.baseline.tickets {
        if let (Some(head), Some((_, ticket))) = (before.live(), alive(case, id)) {
            let life = Life::of(id, ticket, version(head), Fields::of(before));
            lives.insert(id.clone(), life);
        }
    }
    lives
}

fn alive<'a>(case: &'a Case<'_>, id: &TicketId) -> Option<(&'a TicketId, &'a Ticket<'a>)> {
    let found = case.state.tickets.get_key_value(id)?;
    found.1.live().map(|_| found)
}

impl Life {
    /// Replays the events after version `from`, at which the ticket was as `start`.
    pub(super) fn of(id: &TicketId, ticket: &Ticket<'_>, from: u64, start: Fields) -> Self {
        let mut violations = Vec::new();
        let born = ticket.events.get(&from).filter(|_| from == 1);
        violations.extend(born.and_then(|event| snapshot(id, 1, event, &start)));
        let mut now = start.clone();
        let mut states = BTreeMap::from([(from, start)]);
        let last = ticket.head.map_or(0, version);
        for (version, event) in ticket.events.iter() {
            if !(from + 1..=last).contains(version) {
                continue;
            }
            violations.extend(step(id, *version, event, &mut now));
            states.insert(*version, now.clone());
        }
        Self {
            from,
            states,
            violations,
        }
    }

    /// The life that comes closest: with one key, calls of two bodies may compete.
    fn of_intent(intent: &Intent<'_>, id: &TicketId, ticket: &Ticket<'_>) -> Self {
        let answered = intent.answers().map(|(creation, _)| creation).next();
        let candidates = match answered {
            Some(creation) => vec![creation],
            None => intent.creations().collect(),
        };
        let lives = candidates
            .into_iter()
            .map(|creation| Self::of(id, ticket, 1, Fields::created(creation, ticket)));
        let closest = lives.min_by_key(|life| life.differences(id, ticket).len());
        closest.unwrap_or_else(|| Self::of(id, ticket, 1, Fields::default()))
    }

    /// The versions that changes made.
    pub(super) fn changes(&self) -> impl Iterator<Item = u64> {
        let later = self.states.range(self.from + 1..);
        later.map(|(version, _)| *version)
    }

    /// The fields at a version. Where its event is missing, those before it.
    pub(super) fn at(&self, version: u64) -> Option<&Fields> {
        self.states
            .range(..=version)
            .next_back()
            .map(|(_, fields)| fields)
    }

    /// Where the ticket is not what its events make it.
    pub(super) fn differences(&self, id: &TicketId, ticket: &Ticket<'_>) -> Vec<Violation> {
        let last = self.states.values().next_back();
        last.map(|last| last.differences(id, ticket))
            .unwrap_or_default()
    }
}

/// Lays one event over the fields. Returns what does not fit.
fn step(id: &TicketId, version: u64, event: &Value, now: &mut Fields) -> Vec<Violation> {
    let wrong = |field, expected: &Value, found: &Value| Violation::EventDisagrees {
        ticket: id.clone(),
        version,
        field,
        expected: expected.to_string(),
        found: found.to_string(),
    };
    let mut violations = Vec::new();
    let before = now.get("/updated_at").cloned().unwrap_or_default();
    if is_before(text(event, "/at"), before.as_str().unwrap_or_default()) {
        violations.push(wrong("at", &before, &event["at"]));
    }
    now.set("/updated_at", event["at"].clone());
    match text(event, "/kind") {
        "changed" => {
            let changes = event["changes"].as_array().map_or(&[][..], Vec::as_slice);
            if changes.is_empty() {
                violations.push(wrong("changes", &"one at least".into(), &event["changes"]));
            }
            for change in changes {
                if let Some(expected) = refused(change, now) {
                    violations.push(wrong("changes", &expected, change));
                }
                lay_over(change, &event["at"], now);
            }
        }
        "answered" if now.may_be("/first_response_at", &Value::Null) => {
            now.set("/first_response_at", event["at"].clone());
        }
        "answered" | "noted" => {}
        _ => violations.push(wrong("kind", &"a change".into(), &event["kind"])),
    }
    violations.extend(snapshot(id, version, event, now));
    violations
}

/// What a change should begin with, if it begins or ends with something else.
fn refused(change: &Value, now: &Fields) -> Option<Value> {
    let Some(place) = place(text(change, "/field")) else {
        return Some("a field".into());
    };
    let from = now.get(place).cloned().unwrap_or_default();
    let is_change = now.may_be(place, &change["from"]) && change["from"] != change["to"];
    (!is_change).then(|| json!({ "from": from }))
}

fn lay_over(change: &Value, at: &Value, now: &mut Fields) {
    let Some(place) = place(text(change, "/field")) else {
        return;
    };
    now.set(place, change["to"].clone());
    match (place, change["to"].as_str().unwrap_or_default()) {
        ("/title", _) => now.set("/visitors_title", false.into()),
        ("/status", "resolved") => now.set("/resolved_at", at.clone()),
        ("/status", "closed") => {}
        ("/status", _) => now.set("/resolved_at", Value::Null),
        _ => {}
    }
}

/// What an event's mails will say is what the ticket was then; an event without mails says nothing.
fn snapshot(id: &TicketId, version: u64, event: &Value, then: &Fields) -> Option<Violation> {
    let found = &event["snapshot"];
    let kind = text(event, "/kind");
    let same = |name: &str| then.may_be(&format!("/{name}"), &found[name]);
    let fields = [
        "title",
        "status",
        "priority",
        "category",
        "source",
        "visitors_title",
    ];
    let shows_notes = kind == "changed" && matches!(text(found, "/status"), "resolved" | "closed");
    let notes = match shows_notes {
        true => same("resolution_notes"),
        false => found["resolution_notes"].is_null(),
    };
    let (fits, expected) = match kind {
        "created" | "changed" | "answered" => (
            fields.into_iter().all(same) && notes,
            format!("that of {then:?}"),
        ),
        _ => (found.is_null(), "none".to_owned()),
    };
    (!fits).then(|| Violation::EventDisagrees {
        ticket: id.clone(),
        version,
        field: "snapshot",
        expected,
        found: found.to_string(),
    })
}
