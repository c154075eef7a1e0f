//! A ticket as each kind of answer shows it.

use serde_json::{Map, Value, json};

use super::{people::Workspace, ticket::Ticket};

/// The fields of a list's row.
const ROW: [&str; 16] = [
    "ticket_number",
    "title",
    "status",
    "priority",
    "category",
    "customer_name",
    "customer_email",
    "customer_phone",
    "created_by",
    "assigned_to",
    "source",
    "created_at",
    "updated_at",
    "first_response_at",
    "resolved_at",
    "version",
];
/// What a customer sees on the tracker, beside notes and timeline.
const TRACKED: [&str; 11] = [
    "ticket_number",
    "title",
    "description",
    "status",
    "priority",
    "category",
    "customer_name",
    "created_at",
    "updated_at",
    "first_response_at",
    "resolved_at",
];
/// What a card shows of a ticket.
const CARD: [&str; 7] = [
    "ticket_number",
    "title",
    "status",
    "priority",
    "category",
    "customer_name",
    "created_at",
];

/// What a card says in place of a ticket.
const NOT_SHOWN: &str = "We could not show this ticket here. If it is yours, check that you chat with the e-mail that you used for it.";

impl Ticket {
    /// The ticket with its timeline.
    pub(super) fn whole(&self) -> Value {
        let mut whole = self.fields.clone();
        whole["timeline"] = json!(self.events);
        whole["earlier_events"] = json!(false);
        whole
    }

    /// A row of a list.
    pub(super) fn row(&self) -> Value {
        self.only(&ROW).into()
    }

    /// The tracker's answer.
    pub(super) fn tracked(&self) -> Value {
        let mut tracked = self.only(&TRACKED);
        let notes = &self.fields["resolution_notes"];
        let notes = if self.shows_notes() {
            notes
        } else {
            &Value::Null
        };
        tracked.insert("resolution_notes".to_owned(), notes.clone());
        let mut answers = 0;
        let entries = self.events.iter().filter_map(|event| {
            let resolves =
                |change: &Value| change["field"] == "status" && change["to"] == "resolved";
            let changes = event["changes"].as_array();
            let kind = match event["kind"].as_str()? {
                "created" => "created",
                "answered" => {
                    answers += 1;
                    if answers == 1 {
                        "first_response"
                    } else {
                        "answered"
                    }
                }
                "changed" if changes?.iter().any(resolves) => "resolved",
                _ => return None,
            };
            Some(json!({ "kind": kind, "at": event["at"], "body": event["body"] }))
        });
        tracked.insert("timeline".to_owned(), entries.collect());
        tracked.into()
    }

    /// A card for its customer.
    pub(super) fn card(&self) -> Value {
        let mut card = self.only(&CARD);
        let more = [
            ("kind", "ticket".to_owned()),
            ("next_step", next_step(self.text("status")).to_owned()),
            ("url", tracker(self.workspace, self.number())),
        ];
        for (field, value) in more {
            card.insert(field.to_owned(), value.into());
        }
        card.into()
    }

    fn only(&self, fields: &[&str]) -> Map<String, Value> {
        let shown = fields.iter();
        shown
            .map(|field| ((*field).to_owned(), self.fields[field].clone()))
            .collect()
    }
}

/// The card for a number whose ticket is not shown.
pub(super) fn error_card(number: &str) -> Value {
    json!({ "kind": "error", "ticket_number": number, "message": NOT_SHOWN })
}

fn next_step(status: &str) -> &'static str {
    match status {
        "open" => "We have your ticket and will look at it soon.",
        "in_progress" => "Your ticket is being worked on. We will write to you when there is news.",
        "pending" => "We are waiting for something, perhaps an answer from you.",
        "resolved" => "Your ticket is resolved. If the issue persists, reply to our e-mail.",
        _ => "Your ticket is closed.",
    }
}

fn tracker(workspace: Workspace, number: &str) -> String {
    match workspace {
        Workspace::Demo => format!("/track-ticket?ticket={number}"),
        Workspace::Other => format!("/track-ticket?ticket={number}&w=other"),
    }
}
