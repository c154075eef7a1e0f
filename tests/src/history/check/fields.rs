//! What a ticket says of itself: the fields of its head and its text, as creations and changes set
//! them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::history::{
    Source, Violation,
    call::Creation,
    state::{Ticket, TicketId},
};

/// Where the fields lie in the head. What other pages check is not among them: number, version, and
/// the time of a new ticket's creation.
const HEAD: [&str; 17] = [
    "/title",
    "/status",
    "/priority",
    "/category",
    "/customer/name",
    "/customer/email",
    "/customer/phone",
    "/conversation_id",
    "/user_id",
    "/session_id",
    "/created_by",
    "/assigned_to",
    "/source",
    "/visitors_title",
    "/updated_at",
    "/first_response_at",
    "/resolved_at",
];
const TEXT: [&str; 2] = ["/description", "/resolution_notes"];
/// What edits, events and answers call by its name here.
const EDITABLE: [&str; 7] = [
    "/title",
    "/description",
    "/status",
    "/priority",
    "/category",
    "/assigned_to",
    "/resolution_notes",
];

/// Fields by their place. One that is missing may have any value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Fields(BTreeMap<&'static str, Value>);

/// The place of a field that an edit may set.
pub(super) fn place(field: &str) -> Option<&'static str> {
    EDITABLE.into_iter().find(|place| place[1..] == *field)
}

/// What an edit's body asks for, as it is stored. Null clears what may be empty, and is nothing
/// elsewhere.
pub(super) fn wanted(body: &Value) -> Vec<(&'static str, Value)> {
    let fields = body.as_object().into_iter().flatten();
    fields
        .filter_map(|(name, value)| Some((place(name)?, value)))
        .filter(|(place, value)| {
            !value.is_null() || matches!(*place, "/assigned_to" | "/resolution_notes")
        })
        .map(|(place, value)| (place, stored(place, value)))
        .collect()
}

fn stored(place: &str, value: &Value) -> Value {
    match value.as_str() {
        Some(text) if TEXT.contains(&place) => long(text).into(),
        Some(text) => text.trim().into(),
        None => value.clone(),
    }
}

/// A text of several lines, as it is stored.
pub(super) fn long(text: &str) -> String {
    text.replace("\r\n", "\n")
}

impl Fields {
    /// The fields of a ticket as they are found.
    pub(super) fn of(ticket: &Ticket<'_>) -> Self {
        let places = HEAD.into_iter().chain(TEXT);
        Self(places.map(|place| (place, found(ticket, place))).collect())
    }

    /// The fields right after a creation.
    pub(super) fn created(creation: &Creation, ticket: &Ticket<'_>) -> Self {
        let optional = |field| optional(creation, field);
        let [name, email, phone, issue] = names(creation.source);
        let priority = match optional("priority") {
            Value::Null => "medium".into(),
            priority => priority,
        };
        let created_at = ticket.head.map(|head| head["created_at"].clone());
        let mut fields = Self(BTreeMap::from([
            ("/title", title(creation)),
            ("/status", "open".into()),
            ("/priority", priority),
            ("/customer/name", optional(name)),
            ("/customer/email", optional(email)),
            ("/customer/phone", optional(phone)),
            ("/conversation_id", conversation(creation, ticket)),
            ("/user_id", optional("user_id")),
            ("/session_id", optional("session_id")),
            ("/created_by", json!(creation.by)),
            ("/assigned_to", optional("assigned_to")),
            ("/source", creation.source.name().into()),
            (
                "/visitors_title",
                (creation.source == Source::Widget).into(),
            ),
            ("/updated_at", created_at.unwrap_or_default()),
            ("/first_response_at", Value::Null),
            ("/resolved_at", Value::Null),
            ("/description", long(creation.text(issue)).into()),
            ("/resolution_notes", Value::Null),
        ]));
        if let Some(category) = category(creation, ticket) {
            fields.set("/category", category);
        }
        if creation.source == Source::Chat {
            // What was not typed is the visitor's.
            let visitors = [("/customer/name", name), ("/customer/email", email)];
            let absent = visitors
                .iter()
                .filter(|(_, field)| optional(field).is_null());
            let absent: Vec<_> = absent.map(|(place, _)| *place).collect();
            fields.0.retain(|place, _| !absent.contains(place));
        }
        fields
    }

    /// What the field is, if that is known.
    pub(super) fn get(&self, place: &str) -> Option<&Value> {
        self.0.get(place)
    }

    /// Whether the field may be this.
    pub(super) fn may_be(&self, place: &str, value: &Value) -> bool {
        self.get(place).is_none_or(|known| known == value)
    }

    pub(super) fn set(&mut self, place: &'static str, value: Value) {
        self.0.insert(place, value);
    }

    /// Where the ticket is another. An item that is lost is reported as that.
    pub(super) fn differences(&self, id: &TicketId, ticket: &Ticket<'_>) -> Vec<Violation> {
        let is_there = |place: &str| match TEXT.contains(&place) {
            true => ticket.text.is_some(),
            false => ticket.head.is_some(),
        };
        let wrong = self
            .0
            .iter()
            .filter(|(place, expected)| is_there(place) && found(ticket, place) != **expected);
        wrong
            .map(|(place, expected)| Violation::HeadDisagrees {
                ticket: id.clone(),
                field: place,
                expected: expected.to_string(),
                found: found(ticket, place).to_string(),
            })
            .collect()
    }
}

/// A field of the body that need not be there.
fn optional(creation: &Creation, field: &str) -> Value {
    match creation.text(field).trim() {
        "" => Value::Null,
        text => text.into(),
    }
}

/// How a body names the customer's name, e-mail and phone, and what it is about.
fn names(source: Source) -> [&'static str; 4] {
    match source {
        Source::Widget => ["visitor_name", "visitor_email", "visitor_phone", "issue"],
        Source::Agent | Source::Chat => [
            "customer_name",
            "customer_email",
            "customer_phone",
            "description",
        ],
    }
}

/// The conversation that an agent named. A visitor's is the session, if the request bore its token,
/// which the call does not tell.
fn conversation(creation: &Creation, ticket: &Ticket<'_>) -> Value {
    let session = optional(creation, "session_id");
    match creation.source {
        Source::Widget if found(ticket, "/conversation_id") == session => session,
        _ => optional(creation, "conversation_id"),
    }
}

fn title(creation: &Creation) -> Value {
    match creation.source {
        Source::Widget => {
            let name = creation.text("visitor_name").trim();
            format!("Support Issue from {name}").into()
        }
        Source::Agent | Source::Chat => optional(creation, "title"),
    }
}

/// The category that was asked for. Without one the workspace's own choice stands, which the first
/// event tells.
fn category(creation: &Creation, ticket: &Ticket<'_>) -> Option<Value> {
    match optional(creation, "category") {
        Value::Null => {
            let first = ticket.events.get(&1)?;
            first.pointer("/snapshot/category").cloned()
        }
        category => Some(category),
    }
}

fn found(ticket: &Ticket<'_>, place: &str) -> Value {
    let item = match TEXT.contains(&place) {
        true => ticket.text,
        false => ticket.head,
    };
    let value = item.and_then(|item| item.pointer(place));
    value.cloned().unwrap_or_default()
}
