//! What the document's examples show: one ticket, on every route the same.

use serde_json::{Value, json};

/// A ticket's number.
pub const NUMBER: &str = "TKT-00003";

/// A whole ticket, just created by an agent.
pub fn ticket() -> Value {
    json!({
        "ticket_number": NUMBER,
        "title": "Wrong invoice",
        "description": "The invoice of January shows two amounts.",
        "status": "open",
        "priority": "high",
        "category": "billing",
        "customer_name": "Maria Rossi",
        "customer_email": "maria@example.com",
        "customer_phone": null,
        "conversation_id": null,
        "user_id": null,
        "session_id": null,
        "created_by": "agent@example.com",
        "assigned_to": null,
        "resolution_notes": null,
        "source": "agent",
        "created_at": "2024-01-15T09:30:00.000Z",
        "updated_at": "2024-01-15T09:30:00.000Z",
        "first_response_at": null,
        "resolved_at": null,
        "version": 1,
    })
}

/// The same ticket after an agent took it on.
pub fn edited_ticket() -> Value {
    let mut ticket = ticket();
    ticket["status"] = json!("in_progress");
    ticket["assigned_to"] = json!("agent@example.com");
    ticket["updated_at"] = json!("2024-01-15T09:42:00.000Z");
    ticket["version"] = json!(2);
    ticket
}

/// An agent's public answer.
pub fn answered() -> Value {
    json!({
        "version": 3,
        "at": "2024-01-15T10:05:00.000Z",
        "by": "agent@example.com",
        "kind": "answered",
        "changes": [],
        "body": "We have sent you a new invoice.",
        "mails": [{ "to": "customer", "state": "queued" }],
    })
}

/// The card of the ticket.
pub fn card() -> Value {
    json!({
        "kind": "ticket",
        "ticket_number": NUMBER,
        "title": "Wrong invoice",
        "status": "in_progress",
        "priority": "high",
        "category": "billing",
        "customer_name": "Maria Rossi",
        "created_at": "2024-01-15T09:30:00.000Z",
        "next_step": domain::card::next_step(domain::ticket::Status::InProgress),
        "url": "/track-ticket?ticket=TKT-00003",
    })
}

/// The card of a ticket that does not exist, or is somebody else's.
pub fn error_card() -> Value {
    json!({
        "kind": "error",
        "ticket_number": "TKT-00009",
        "message": domain::card::NOT_SHOWN,
    })
}

/// The ticket as lists show it.
pub fn row() -> Value {
    let mut row = edited_ticket();
    if let Value::Object(fields) = &mut row {
        let left_out = [
            "description",
            "resolution_notes",
            "conversation_id",
            "user_id",
            "session_id",
        ];
        fields.retain(|name, _| !left_out.contains(&name.as_str()));
    }
    row
}

/// The ticket with all that happened to it.
pub fn ticket_with_timeline() -> Value {
    let mut ticket = edited_ticket();
    ticket["updated_at"] = answered()["at"].clone();
    ticket["first_response_at"] = answered()["at"].clone();
    ticket["version"] = json!(3);
    ticket["timeline"] = json!([
        event(1, "created", "2024-01-15T09:30:00.000Z", &json!([])),
        event(
            2,
            "changed",
            "2024-01-15T09:42:00.000Z",
            &json!([
                { "field": "status", "from": "open", "to": "in_progress" },
                { "field": "assigned_to", "from": null, "to": "agent@example.com" },
            ]),
        ),
        answered(),
    ]);
    ticket["earlier_events"] = json!(false);
    ticket
}

fn event(version: u64, kind: &str, at: &str, changes: &Value) -> Value {
    json!({
        "version": version,
        "at": at,
        "by": "agent@example.com",
        "kind": kind,
        "changes": changes,
        "body": null,
        "mails": [{ "to": "customer", "state": "sent" }],
    })
}

/// The ticket as its customer sees it.
pub fn tracked_ticket() -> Value {
    json!({
        "ticket_number": NUMBER,
        "title": "Wrong invoice",
        "description": "The invoice of January shows two amounts.",
        "status": "in_progress",
        "priority": "high",
        "category": "billing",
        "customer_name": "Maria Rossi",
        "created_at": "2024-01-15T09:30:00.000Z",
        "updated_at": "2024-01-15T10:05:00.000Z",
        "first_response_at": "2024-01-15T10:05:00.000Z",
        "resolved_at": null,
        "resolution_notes": null,
        "timeline": [
            { "kind": "created", "at": "2024-01-15T09:30:00.000Z", "body": null },
            {
                "kind": "first_response",
                "at": "2024-01-15T10:05:00.000Z",
                "body": "We have sent you a new invoice.",
            },
        ],
    })
}
