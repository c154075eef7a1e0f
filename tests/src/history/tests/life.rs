//! What agents do to the tickets of the model, as the contract has it.

use serde_json::{Map, Value, json};

use crate::history::{
    Act, Action,
    tests::{
        items::{indexed, snapshot},
        model::{Model, pk},
    },
};

impl Model {
    /// Does something to a ticket and sends the mails that it owes. Returns the answer.
    pub(super) fn change(&mut self, by: &str, action: &Action) -> Value {
        let count = action.number[4..].parse().unwrap();
        match &action.act {
            Act::Edit(body) => self.edit(count, by, body),
            Act::Answer(body) => {
                let (version, at) = self.touch(count);
                let head = self.item(count, "META");
                if head["first_response_at"].is_null() {
                    head["first_response_at"] = json!(at);
                }
                let body = body.replace("\r\n", "\n");
                let kind = json!({"kind": "answered", "body": body});
                let snapshot = snapshot(head);
                self.event(count, by, kind, &snapshot);
                self.tell(count, version, "Support Ticket Answer: ");
                json!({"version": version, "kind": "answered", "body": body})
            }
            Act::Note(body) => {
                let (version, _) = self.touch(count);
                let kind = json!({"kind": "noted", "body": body});
                self.event(count, by, kind, &Value::Null);
                json!({"version": version, "kind": "noted", "body": body})
            }
            Act::Delete => {
                let (version, at) = self.touch(count);
                self.found.items.retain(|(other, _), _| *other != pk(count));
                let tombstone = json!({"version": version, "updated_at": at});
                self.put(&pk(count), "META", tombstone);
                self.event(count, by, json!({"kind": "deleted"}), &Value::Null);
                let tombstone = json!({"version": version, "deleted_at": at});
                self.put(&pk(count), "META", tombstone);
                Value::Null
            }
        }
    }

    fn edit(&mut self, count: u64, by: &str, body: &Value) -> Value {
        let mut changes = Vec::new();
        for (field, to) in body.as_object().unwrap() {
            let from = &self.place_of(count, field)[field];
            if from != to {
                changes.push(json!({"field": field, "from": from, "to": to}));
            }
        }
        if changes.is_empty() {
            return self.ticket(count);
        }
        let (version, at) = self.touch(count);
        for (field, to) in body.as_object().unwrap() {
            self.place_of(count, field)[field] = to.clone();
        }
        let changed = |field: &str| changes.iter().any(|change| change["field"] == field);
        let notes = self.item(count, "TEXT")["resolution_notes"].clone();
        let head = self.item(count, "META");
        if changed("title") {
            head["visitors_title"] = json!(false);
        }
        let status = head["status"].as_str().unwrap().to_owned();
        match status.as_str() {
            "resolved" if changed("status") => head["resolved_at"] = json!(at),
            "resolved" | "closed" => {}
            _ => head["resolved_at"] = Value::Null,
        }
        indexed(head);
        let mut snapshot = snapshot(head);
        if shows_notes(&status) {
            snapshot["resolution_notes"] = notes;
        }
        if changed("status") && status == "resolved" {
            self.tell(count, version, "Support Ticket Resolved: ");
        } else if !changes.iter().all(|change| is_internal(change, &status)) {
            self.tell(count, version, "Support Ticket Update: ");
        }
        let kind = json!({"kind": "changed", "changes": changes});
        self.event(count, by, kind, &snapshot);
        self.ticket(count)
    }

    /// Counts a change. Returns the version and the time.
    fn touch(&mut self, count: u64) -> (u64, String) {
        let head = self.item(count, "META");
        let version = head["version"].as_u64().unwrap() + 1;
        let at = format!("2024-01-15T10:{version:02}:00Z");
        head["version"] = json!(version);
        head["updated_at"] = json!(at);
        indexed(head);
        (version, at)
    }

    fn event(&mut self, count: u64, by: &str, kind: Value, snapshot: &Value) {
        let head = self.item(count, "META");
        let sk = format!("E#{:010}", head["version"].as_u64().unwrap());
        let mut event = json!({"at": head["updated_at"], "by": by, "snapshot": snapshot});
        let kind: Map<String, Value> = serde_json::from_value(kind).unwrap();
        event.as_object_mut().unwrap().extend(kind);
        self.put(&pk(count), &sk, event);
    }

    fn place_of(&mut self, count: u64, field: &str) -> &mut Value {
        let sk = match field {
            "description" | "resolution_notes" => "TEXT",
            _ => "META",
        };
        self.item(count, sk)
    }

    /// A ticket as an edit is answered.
    fn ticket(&mut self, count: u64) -> Value {
        let mut ticket = self.item(count, "META").clone();
        for field in ["description", "resolution_notes"] {
            ticket[field] = self.item(count, "TEXT")[field].clone();
        }
        ticket
    }
}

/// Whether the customer hears nothing of a change.
fn is_internal(change: &Value, status: &str) -> bool {
    match change["field"].as_str().unwrap() {
        "assigned_to" => change["to"].is_null(),
        "resolution_notes" => !shows_notes(status),
        _ => false,
    }
}

fn shows_notes(status: &str) -> bool {
    matches!(status, "resolved" | "closed")
}
