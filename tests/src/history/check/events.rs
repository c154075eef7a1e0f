//! 3: versions 1 to n without a hole.

use serde_json::Value;

use crate::history::{
    Violation,
    check::Case,
    state::{Ticket, TicketId, version},
};

/// What is wrong with the events of the tickets that are there.
pub(super) fn check(case: &Case<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (id, ticket) in &case.state.tickets {
        let Some(head) = ticket.live() else { continue };
        violations.extend(holes(id, ticket, version(head)));
        violations.extend(birth(id, ticket, head));
    }
    violations
}

fn holes(id: &TicketId, ticket: &Ticket<'_>, head: u64) -> Vec<Violation> {
    let missing = (1..=head).filter(|version| !ticket.events.contains_key(version));
    let missing = missing.map(|version| Violation::MissingEvent {
        ticket: id.clone(),
        version,
        head,
    });
    let versions = ticket.events.keys().copied();
    let beyond = versions.filter(|version| *version == 0 || *version > head);
    let beyond = beyond.map(|version| Violation::EventWithoutChange {
        ticket: id.clone(),
        version,
        head,
    });
    missing.chain(beyond).collect()
}

/// The first event tells of the creation as the head has it.
fn birth(id: &TicketId, ticket: &Ticket<'_>, head: &Value) -> Vec<Violation> {
    let Some(event) = ticket.events.get(&1) else {
        return Vec::new();
    };
    let created = Value::from("created");
    let fields = [
        ("kind", &created, &event["kind"]),
        ("at", &head["created_at"], &event["at"]),
        ("by", &head["created_by"], &event["by"]),
        ("source", &head["source"], &event["snapshot"]["source"]),
    ];
    let wrong = fields
        .into_iter()
        .filter(|(_, expected, found)| expected != found);
    wrong
        .map(|(field, expected, found)| Violation::EventDisagrees {
            ticket: id.clone(),
            version: 1,
            field,
            expected: expected.to_string(),
            found: found.to_string(),
        })
        .collect()
}
