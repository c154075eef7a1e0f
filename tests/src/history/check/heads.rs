//! 4: no lost update. A ticket is as its creation and its changes made it, and the indexes show it
//! as it is.

use jiff::Timestamp;
use serde_json::Value;

use crate::history::{
    Violation,
    check::{
        Case,
        fields::Fields,
        intents::Intent,
        life::{Life, Lives},
    },
    state::{Ticket, TicketId, text},
};

/// What is not as it was asked for.
pub(super) fn check(case: &Case<'_>, lives: &Lives) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (id, ticket) in &case.state.tickets {
        let Some(head) = ticket.live() else { continue };
        if let Some(life) = lives.get(id) {
            violations.extend(life.violations.iter().cloned());
            violations.extend(life.differences(id, ticket));
        }
        violations.extend(indexes(id, head));
    }
    violations
}

/// Whether the ticket is just as one of the intent's calls asked for it, its changes included.
pub(super) fn fits(intent: &Intent<'_>, id: &TicketId, ticket: &Ticket<'_>) -> bool {
    intent.workspace == id.workspace
        && ticket.live().is_some()
        && intent.creations().any(|creation| {
            let life = Life::of(id, ticket, 1, Fields::created(creation, ticket));
            life.differences(id, ticket).is_empty()
        })
}

/// Whether the ticket bears the intent's marker.
pub(super) fn has_marker(intent: &Intent<'_>, id: &TicketId, ticket: &Ticket<'_>) -> bool {
    let marker = ticket.live().map(|head| text(head, "/customer/email"));
    let marker = marker.unwrap_or_default().to_ascii_lowercase();
    intent.workspace == id.workspace
        && intent
            .creations()
            .any(|creation| creation.marker() == marker)
}

/// The attributes under which the indexes list a ticket.
fn indexes(id: &TicketId, head: &Value) -> Vec<Violation> {
    let workspace = &id.workspace;
    let key = |part: &str| format!("{workspace}#{part}");
    let address = |pointer: &str| text(head, pointer).to_ascii_lowercase();
    let assignee = match address("/assigned_to") {
        nobody if nobody.is_empty() => "-".to_owned(),
        agent => agent,
    };
    let status = text(head, "/status");
    let is_active = matches!(status, "open" | "in_progress" | "pending");
    let priority = is_active.then(|| key(text(head, "/priority")));
    let expected = [
        ("/ws", Some(workspace.clone())),
        ("/ws_status", Some(key(status))),
        ("/ws_assignee", Some(key(&assignee))),
        ("/ws_priority", priority),
        ("/ws_customer", Some(key(&address("/customer/email")))),
        ("/created_key", Some(moment(head, "/created_at", id))),
        ("/updated_key", Some(moment(head, "/updated_at", id))),
    ];
    let wrong = expected
        .into_iter()
        .map(|(place, expected)| (place, Value::from(expected), head.pointer(place)))
        .filter(|(_, expected, found)| found.unwrap_or(&Value::Null) != expected);
    wrong
        .map(|(field, expected, found)| Violation::HeadDisagrees {
            ticket: id.clone(),
            field,
            expected: expected.to_string(),
            found: found.unwrap_or(&Value::Null).to_string(),
        })
        .collect()
}

/// Milliseconds and number, so that text sorts as time does and no two tickets share a place.
fn moment(head: &Value, pointer: &str, id: &TicketId) -> String {
    let at: Option<Timestamp> = text(head, pointer).parse().ok();
    let millis = at.map(Timestamp::as_millisecond).unwrap_or_default();
    format!("{millis:013}#{}", id.number)
}
