//! What the model knows of a ticket, and how the rules change it.

use serde_json::{Value, json};

use super::people::{Workspace, same_address};

/// A ticket that was created once.
#[derive(Debug, Clone)]
pub(super) struct Ticket {
    pub(super) workspace: Workspace,
    /// The whole ticket, as agents are answered it.
    pub(super) fields: Value,
    /// Its events, oldest first, as agents are answered them; but of each mail only to whom it is owed,
    /// in the order of the alphabet.
    pub(super) events: Vec<Value>,
    pub(super) deleted: bool,
}

/// The fields that an edit may set, in the order in which their changes are told.
const EDITABLE: [&str; 7] = [
    "title",
    "description",
    "status",
    "priority",
    "category",
    "assigned_to",
    "resolution_notes",
];

impl Ticket {
    /// As an agent created it.
    pub(super) fn created(by: (Workspace, &str), body: &Value, number: &str, at: &str) -> Self {
        let or = |field: &str, default: Value| match &body[field] {
            Value::Null => default,
            value => value.clone(),
        };
        let fields = json!({
            "title": line(&body["title"]),
            "description": lines(&body["description"]),
            "priority": or("priority", json!("medium")),
            "category": or("category", json!("general")),
            "customer_name": body["customer_name"],
            "customer_email": body["customer_email"],
            "customer_phone": body["customer_phone"],
            "user_id": null,
            "session_id": null,
            "created_by": by.1,
            "assigned_to": body["assigned_to"],
            "source": "agent",
        });
        Self::new(by.0, fields, number, at, &["customer"])
    }

    /// As a visitor raised it.
    pub(super) fn raised(workspace: Workspace, body: &Value, number: &str, at: &str) -> Self {
        let name = body["visitor_name"].as_str().unwrap_or_default();
        let fields = json!({
            "title": format!("Support Issue from {name}"),
            "description": lines(&body["issue"]),
            "priority": "medium",
            "category": "general",
            "customer_name": name,
            "customer_email": body["visitor_email"],
            "customer_phone": body["visitor_phone"],
            "user_id": body["user_id"],
            "session_id": body["session_id"],
            "created_by": null,
            "assigned_to": null,
            "source": "widget",
        });
        Self::new(workspace, fields, number, at, &["owner", "visitor"])
    }

    fn new(workspace: Workspace, fields: Value, number: &str, at: &str, to: &[&str]) -> Self {
        let mut ticket = Self {
            workspace,
            fields,
            events: Vec::new(),
            deleted: false,
        };
        ticket.set("ticket_number", json!(number));
        ticket.set("status", json!("open"));
        for field in [
            "conversation_id",
            "resolution_notes",
            "first_response_at",
            "resolved_at",
        ] {
            ticket.set(field, Value::Null);
        }
        ticket.set("version", json!(0));
        ticket.set("created_at", json!(at));
        let by = ticket.fields["created_by"].clone();
        ticket.happen(at, &json!({ "kind": "created", "by": by, "mails": to }));
        ticket
    }

    pub(super) fn text(&self, field: &str) -> &str {
        self.fields[field].as_str().unwrap_or_default()
    }

    pub(super) fn number(&self) -> &str {
        self.text("ticket_number")
    }

    pub(super) fn version(&self) -> u64 {
        self.fields["version"].as_u64().unwrap_or_default()
    }

    pub(super) fn belongs_to(&self, email: &str) -> bool {
        same_address(self.text("customer_email"), email)
    }

    /// What an edit with these valid fields would change: from what, to what.
    pub(super) fn changes(&self, fields: &Value) -> Vec<Value> {
        let sent = EDITABLE
            .into_iter()
            .filter_map(|field| Some((field, fields.get(field)?)));
        sent.filter_map(|(field, to)| {
            let from = &self.fields[field];
            let to = match field {
                "title" => line(to),
                "description" | "resolution_notes" => lines(to),
                _ => to.clone(),
            };
            let is_same = match (field, from.as_str(), to.as_str()) {
                ("assigned_to", Some(from), Some(to)) => same_address(from, to),
                _ => *from == to,
            };
            (!is_same).then(|| json!({ "field": field, "from": from, "to": to }))
        })
        .collect()
    }

    /// Changes the fields.
    pub(super) fn edit(&mut self, changes: &[Value], by: &str, at: &str) {
        let before = self.text("status").to_owned();
        for change in changes {
            let field = change["field"].as_str().unwrap_or_default();
            self.set(field, change["to"].clone());
        }
        match self.text("status") {
            "resolved" if before != "resolved" => self.set("resolved_at", json!(at)),
            "resolved" | "closed" => {}
            _ => self.set("resolved_at", Value::Null),
        }
        let shows_notes = self.shows_notes();
        let is_told = changes.iter().any(|change| match change["field"].as_str() {
            Some("assigned_to") => !change["to"].is_null(),
            Some("resolution_notes") => shows_notes,
            _ => true,
        });
        let to = self.customer();
        let to = if is_told { &[to][..] } else { &[] };
        self.happen(
            at,
            &json!({ "kind": "changed", "by": by, "changes": changes, "mails": to }),
        );
    }

    /// Adds an answer or a note.
    pub(super) fn write(&mut self, message: &Value, by: &str, at: &str) {
        let body = lines(&message["body"]);
        let to = self.customer();
        if message["visibility"] == "public" {
            if self.fields["first_response_at"].is_null() {
                self.set("first_response_at", json!(at));
            }
            self.happen(
                at,
                &json!({ "kind": "answered", "by": by, "body": body, "mails": [to] }),
            );
        } else {
            self.happen(
                at,
                &json!({ "kind": "noted", "by": by, "body": body, "mails": [] }),
            );
        }
    }

    /// Whether its customer sees the resolution notes.
    pub(super) fn shows_notes(&self) -> bool {
        ["resolved", "closed"].contains(&self.text("status"))
    }

    /// What a customer is called in mails' states.
    fn customer(&self) -> &'static str {
        match self.text("source") {
            "widget" => "visitor",
            _ => "customer",
        }
    }

    /// Adds an event that says by whom, what and to whom.
    fn happen(&mut self, at: &str, event: &Value) {
        let version = self.version() + 1;
        self.set("version", json!(version));
        self.set("updated_at", json!(at));
        let mut whole = json!({ "version": version, "at": at, "changes": [], "body": null });
        for (field, value) in event.as_object().into_iter().flatten() {
            whole[field] = value.clone();
        }
        self.events.push(whole);
    }

    fn set(&mut self, field: &str, value: Value) {
        self.fields[field] = value;
    }
}

/// One line of text as it is kept.
fn line(text: &Value) -> Value {
    text.as_str().map_or(Value::Null, |text| json!(text.trim()))
}

/// A long text as it is kept.
fn lines(text: &Value) -> Value {
    text.as_str()
        .map_or(Value::Null, |text| json!(text.replace("\r\n", "\n")))
}
