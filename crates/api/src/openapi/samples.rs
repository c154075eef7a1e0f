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
