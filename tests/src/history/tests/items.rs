//! The items of the model's tickets, as the contract has them.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::history::{Creation, Source};

/// When everything was created.
pub(super) const AT: &str = "2024-01-15T09:30:00.25Z";

/// Head, description and first event.
pub(super) fn items(creation: &Creation, number: &str) -> (Value, Value, Value) {
    let (title, priority, name, issue) = match creation.source {
        Source::Agent | Source::Chat => ("Wrong invoice", "high", "Ann", "One\nTwo"),
        Source::Widget => ("Support Issue from Vic", "medium", "Vic", "It broke."),
    };
    let body = &creation.body;
    let email = body.get("customer_email").or(body.get("visitor_email"));
    let by_widget = creation.source == Source::Widget;
    let mut head = json!({
        "number": number,
        "version": 1,
        "title": title,
        "status": "open",
        "priority": priority,
        "category": "general",
        "customer": {"name": name, "email": email, "phone": null},
        "conversation_id": creation.body["conversation_id"],
        "created_by": creation.by,
        "assigned_to": null,
        "source": creation.source.name(),
        "visitors_title": by_widget,
        "created_at": AT,
        "updated_at": AT,
        "first_response_at": null,
        "resolved_at": null,
    });
    indexed(&mut head);
    let event = json!({
        "kind": "created",
        "at": AT,
        "by": creation.by,
        "snapshot": snapshot(&head),
    });
    let text = json!({"description": issue, "resolution_notes": null});
    (head, text, event)
}

/// What mails say of a ticket.
pub(super) fn snapshot(head: &Value) -> Value {
    json!({
        "title": head["title"],
        "status": head["status"],
        "priority": head["priority"],
        "category": head["category"],
        "source": head["source"],
        "visitors_title": head["visitors_title"],
        "resolution_notes": null,
    })
}

/// Gives a head the attributes that the indexes are made of.
pub(super) fn indexed(head: &mut Value) {
    let text = |pointer: &str| {
        let text = head.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or("-").to_lowercase()
    };
    let millis = |field| {
        let at: Timestamp = text(field).to_uppercase().parse().unwrap();
        format!(
            "{:013}#{}",
            at.as_millisecond(),
            head["number"].as_str().unwrap()
        )
    };
    let is_active = !matches!(text("/status").as_str(), "resolved" | "closed");
    let keys = [
        ("ws", "demo".to_owned()),
        ("ws_status", format!("demo#{}", text("/status"))),
        ("ws_assignee", format!("demo#{}", text("/assigned_to"))),
        ("ws_customer", format!("demo#{}", text("/customer/email"))),
        ("created_key", millis("/created_at")),
        ("updated_key", millis("/updated_at")),
        ("ws_priority", format!("demo#{}", text("/priority"))),
    ];
    let head = head.as_object_mut().unwrap();
    head.extend(keys.map(|(name, key)| (name.to_owned(), json!(key))));
    if !is_active {
        head.remove("ws_priority");
    }
}
