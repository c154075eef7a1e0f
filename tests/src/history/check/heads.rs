//! 4: no lost update. A ticket is as the calls made it.

use serde_json::{Value, json};

use crate::history::{
    Source, Violation,
    call::Creation,
    check::{Case, Claimed, intents::Intent},
    state::{Ticket, TicketId, text},
};

/// Where a field lies in head or description, and what it must be.
type Field = (&'static str, Value);

/// What is not as it was asked for.
pub(super) fn check(case: &Case<'_>, claimed: &Claimed) -> Vec<Violation> {
    let claims = case.intents.iter().zip(claimed);
    let new = claims.flat_map(|(intent, id)| match id {
        Some(id) => of_intent(case, intent, id),
        None => Vec::new(),
    });
    new.chain(changed(case)).collect()
}

/// Whether the ticket is just as one of the intent's calls asked for it.
pub(super) fn fits(intent: &Intent<'_>, id: &TicketId, ticket: &Ticket<'_>) -> bool {
    intent.workspace == id.workspace
        && intent
            .creations()
            .any(|creation| differences(creation, id, ticket).is_empty())
}

/// Whether the ticket bears the intent's marker.
pub(super) fn has_marker(intent: &Intent<'_>, id: &TicketId, ticket: &Ticket<'_>) -> bool {
    let marker = ticket.head.map(|head| text(head, "/customer/email"));
    let marker = marker.unwrap_or_default().to_ascii_lowercase();
    intent.workspace == id.workspace
        && intent
            .creations()
            .any(|creation| creation.marker() == marker)
}

/// The differences to the call that comes closest: with one key, calls of two bodies may compete.
fn of_intent(case: &Case<'_>, intent: &Intent<'_>, id: &TicketId) -> Vec<Violation> {
    let Some(ticket) = case.state.tickets.get(id) else {
        return Vec::new();
    };
    let answered: Vec<_> = intent.answers().map(|(creation, _)| creation).collect();
    let candidates = match answered.first() {
        Some(creation) => vec![*creation],
        None => intent.creations().collect(),
    };
    let differences = candidates
        .into_iter()
        .map(|creation| differences(creation, id, ticket));
    differences.min_by_key(Vec::len).unwrap_or_default()
}

fn differences(creation: &Creation, id: &TicketId, ticket: &Ticket<'_>) -> Vec<Violation> {
    let head = ticket.head.map(|head| (head, expected_head(creation)));
    let body = ticket.text.map(|text| (text, expected_text(creation)));
    let mut violations = Vec::new();
    for (item, fields) in head.into_iter().chain(body) {
        for (pointer, expected) in fields {
            let found = item.pointer(pointer).cloned().unwrap_or_default();
            if found != expected {
                violations.push(Violation::HeadDisagrees {
                    ticket: id.clone(),
                    field: pointer,
                    expected: expected.to_string(),
                    found: found.to_string(),
                });
            }
        }
    }
    violations
}

fn expected_head(creation: &Creation) -> Vec<Field> {
    let optional = |field: &str| match creation.text(field).trim() {
        "" => Value::Null,
        text => text.into(),
    };
    let mut fields = vec![
        ("/status", "open".into()),
        ("/source", creation.source.name().into()),
        ("/created_by", json!(creation.by)),
        ("/user_id", optional("user_id")),
        ("/session_id", optional("session_id")),
        ("/assigned_to", optional("assigned_to")),
    ];
    let person = match creation.source {
        Source::Widget => {
            let title = format!(
                "Support Issue from {}",
                creation.text("visitor_name").trim()
            );
            fields.push(("/title", title.into()));
            fields.push(("/priority", "medium".into()));
            ["visitor_name", "visitor_email", "visitor_phone"]
        }
        Source::Agent => {
            let priority = optional("priority");
            let priority = if priority.is_null() {
                "medium".into()
            } else {
                priority
            };
            fields.push(("/title", optional("title")));
            fields.push(("/priority", priority));
            let category = optional("category");
            // Without one the workspace's own choice stands.
            fields.extend((!category.is_null()).then_some(("/category", category)));
            ["customer_name", "customer_email", "customer_phone"]
        }
    };
    let places = ["/customer/name", "/customer/email", "/customer/phone"];
    fields.extend(places.into_iter().zip(person.map(optional)));
    fields
}

fn expected_text(creation: &Creation) -> Vec<Field> {
    let field = match creation.source {
        Source::Agent => "description",
        Source::Widget => "issue",
    };
    let text = creation.text(field).replace("\r\n", "\n");
    vec![("/description", text.into())]
}

/// Tickets of the start that are not as they were. Edits, once there are any, are applied here.
fn changed(case: &Case<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (id, before) in &case.baseline.tickets {
        let Some(ticket) = case.state.tickets.get(id) else {
            continue;
        };
        for (field, before, now) in [
            ("head", before.head, ticket.head),
            ("description", before.text, ticket.text),
        ] {
            if let (Some(before), Some(now)) = (before, now)
                && before != now
            {
                violations.push(Violation::HeadDisagrees {
                    ticket: id.clone(),
                    field,
                    expected: before.to_string(),
                    found: now.to_string(),
                });
            }
        }
    }
    violations
}
