//! What the items mean: tickets with their parts, counters, owners, records of keys.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use crate::history::{Allowed, Found};

/// How many confirmations an address gets in a day unless its workspace says otherwise.
const CONFIRMATIONS: u64 = 5;

/// The attribute that makes a head a tombstone.
pub(super) const DELETED_AT: &str = "deleted_at";

/// A ticket's number in its workspace.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TicketId {
    /// The workspace.
    pub workspace: String,
    /// The number.
    pub number: String,
}

/// All that lies in a ticket's partition.
#[derive(Debug, Clone, Default)]
pub(super) struct Ticket<'a> {
    pub(super) head: Option<&'a Value>,
    pub(super) text: Option<&'a Value>,
    pub(super) events: BTreeMap<u64, &'a Value>,
    /// By version and `<role>#<id>`.
    pub(super) marks: BTreeMap<(u64, String), &'a Value>,
}

/// All that lies in a conversation's partition.
#[derive(Debug, Clone, Default)]
pub(super) struct Conversation<'a> {
    pub(super) head: Option<&'a Value>,
    pub(super) messages: BTreeMap<u64, &'a Value>,
}

/// Somebody who gets mail for the workspace's new tickets.
#[derive(Debug, Clone)]
pub(super) struct Owner<'a> {
    pub(super) workspace: String,
    pub(super) id: &'a str,
    pub(super) email: &'a str,
    pub(super) since: &'a str,
}

/// A table, read.
#[derive(Debug, Clone, Default)]
pub(super) struct State<'a> {
    pub(super) tickets: BTreeMap<TicketId, Ticket<'a>>,
    /// By workspace and id.
    pub(super) conversations: BTreeMap<(String, String), Conversation<'a>>,
    /// By workspace and sequence.
    pub(super) counters: BTreeMap<(String, String), u64>,
    pub(super) owners: Vec<Owner<'a>>,
    /// The answers that keys' records hold, by the ticket that they name.
    pub(super) records: BTreeMap<TicketId, Vec<Value>>,
    settings: BTreeMap<String, &'a Value>,
}

impl TicketId {
    /// A ticket of a workspace.
    pub fn new(workspace: &str, number: &str) -> Self {
        Self {
            workspace: workspace.to_owned(),
            number: number.to_owned(),
        }
    }
}

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.workspace, self.number)
    }
}

impl<'a> State<'a> {
    /// Reads the items but those that the test put there itself.
    pub(super) fn of(found: &'a Found, allowed: &Allowed) -> Self {
        let mut state = Self::default();
        for ((pk, sk), item) in &found.items {
            let path = format!("{pk}/{sk}");
            if !allowed.ignored.iter().any(|part| path.contains(part)) {
                state.add(pk, sk, item);
            }
        }
        state
    }

    /// How many confirmations an address gets in a day.
    pub(super) fn confirmations(&self, workspace: &str) -> u64 {
        let settings = self.settings.get(workspace);
        settings
            .and_then(|item| {
                item.pointer("/limits/confirmations_per_recipient")?
                    .as_u64()
            })
            .unwrap_or(CONFIRMATIONS)
    }

    fn add(&mut self, pk: &'a str, sk: &'a str, item: &'a Value) {
        let Some(path) = pk.strip_prefix("W#") else {
            return;
        };
        match path.split_once('#') {
            None => self.add_workspace_item(path, sk, item),
            Some((workspace, "N")) => {
                let counter = (workspace.to_owned(), sk.to_owned());
                self.counters
                    .insert(counter, item["count"].as_u64().unwrap_or_default());
            }
            Some((workspace, rest)) => {
                if let Some(number) = rest.strip_prefix("T#") {
                    let id = TicketId::new(workspace, number);
                    self.tickets.entry(id).or_default().add(sk, item);
                } else if let Some(id) = rest.strip_prefix("C#") {
                    let id = (workspace.to_owned(), id.to_owned());
                    self.conversations.entry(id).or_default().add(sk, item);
                } else if rest.starts_with("K#") {
                    self.add_record(workspace, item);
                }
            }
        }
    }

    fn add_workspace_item(&mut self, workspace: &str, sk: &str, item: &'a Value) {
        if sk == "SETTINGS" {
            self.settings.insert(workspace.to_owned(), item);
        } else if sk.starts_with("AGENT#") && item["role"] == "owner" {
            self.owners.push(Owner {
                workspace: workspace.to_owned(),
                id: text(item, "/id"),
                email: text(item, "/email"),
                since: text(item, "/since"),
            });
        }
    }

    fn add_record(&mut self, workspace: &str, item: &Value) {
        let answer: Value = serde_json::from_str(text(item, "/answer")).unwrap_or_default();
        let number = answer.get("ticket_number").or(answer.get("ticket_id"));
        // The record of a message's key names no ticket.
        if let Some(number) = number.and_then(Value::as_str) {
            let id = TicketId::new(workspace, number);
            self.records.entry(id).or_default().push(answer);
        }
    }
}

impl<'a> Ticket<'a> {
    /// The head of a ticket that is not deleted.
    pub(super) fn live(&self) -> Option<&'a Value> {
        self.head.filter(|head| head.get(DELETED_AT).is_none())
    }

    /// What is left of a ticket that was deleted.
    pub(super) fn tombstone(&self) -> Option<&'a Value> {
        self.head.filter(|head| head.get(DELETED_AT).is_some())
    }

    fn add(&mut self, sk: &str, item: &'a Value) {
        match sk.split_once('#') {
            None if sk == "META" => self.head = Some(item),
            None if sk == "TEXT" => self.text = Some(item),
            // A version that is no number counts as 0, which no event may have.
            Some(("E", version)) => {
                self.events
                    .insert(version.parse().unwrap_or_default(), item);
            }
            Some(("X", mark)) => {
                let (version, recipient) = mark.split_once('#').unwrap_or((mark, ""));
                let version = version.parse().unwrap_or_default();
                self.marks.insert((version, recipient.to_owned()), item);
            }
            _ => {}
        }
    }
}

impl<'a> Conversation<'a> {
    fn add(&mut self, sk: &str, item: &'a Value) {
        match sk.split_once('#') {
            None if sk == "META" => self.head = Some(item),
            // A number that is none counts as 0, which no message may have.
            Some(("M", seq)) => {
                self.messages.insert(seq.parse().unwrap_or_default(), item);
            }
            _ => {}
        }
    }
}

/// Compares RFC 3339 times in UTC. Their fractions differ in length, so the text alone does not do.
pub(super) fn is_before(a: &str, b: &str) -> bool {
    let split = |time: &str| {
        let time = time.trim_end_matches('Z');
        let (seconds, fraction) = time.split_once('.').unwrap_or((time, ""));
        (seconds.to_owned(), format!("{fraction:0<9}"))
    };
    split(a) < split(b)
}

/// The version that a head is at.
pub(super) fn version(head: &Value) -> u64 {
    head["version"].as_u64().unwrap_or_default()
}

/// The text at a JSON pointer, empty when there is none.
pub(super) fn text<'a>(item: &'a Value, pointer: &str) -> &'a str {
    item.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_before;

    #[test]
    fn times_are_compared_whatever_their_fractions() {
        assert!(is_before("2024-01-15T09:30:00Z", "2024-01-15T09:30:00.5Z"));
        assert!(is_before(
            "2024-01-15T09:30:00.123Z",
            "2024-01-15T09:30:00.1234Z"
        ));
        assert!(!is_before(
            "2024-01-15T09:30:00.5Z",
            "2024-01-15T09:30:00.500Z"
        ));
    }
}
