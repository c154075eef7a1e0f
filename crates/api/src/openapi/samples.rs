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
