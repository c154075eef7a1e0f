//! A conversation's messages are numbered without a hole, and the tickets that are made of it and
//! the conversation know each other.

use serde_json::Value;

use crate::history::{
    Violation,
    check::Case,
    state::{Conversation, TicketId, text},
};

/// What is lost or disagrees.
pub(super) fn check(case: &Case<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for ((workspace, id), conversation) in &case.state.conversations {
        violations.extend(missing(id, conversation));
        violations.extend(miscounted(id, conversation));
        violations.extend(linked_to_nothing(case, workspace, id, conversation));
    }
    violations.extend(unlinked(case));
    violations
}

fn missing(id: &str, conversation: &Conversation<'_>) -> Vec<Violation> {
    let last = conversation.messages.keys().next_back().copied();
    let last = last
        .max(Some(count(conversation, "seq")))
        .unwrap_or_default();
    let missing = (1..=last).filter(|seq| !conversation.messages.contains_key(seq));
    missing
        .map(|seq| Violation::MissingMessage {
            conversation: id.to_owned(),
            seq,
        })
        .collect()
}

/// What the head counts, against the messages.
fn miscounted(id: &str, conversation: &Conversation<'_>) -> Vec<Violation> {
    let messages = &conversation.messages;
    let visitors = messages.values().filter(|it| it["from"] == "visitor");
    let expected = [
        (
            "seq",
            messages.keys().next_back().copied().unwrap_or_default(),
        ),
        ("visitor_messages", visitors.map(|_| 1).sum()),
    ];
    let counted = expected.map(|(field, expected)| (field, expected, count(conversation, field)));
    let wrong = counted
        .into_iter()
        .filter(|(_, expected, found)| expected != found);
    wrong
        .map(
            |(field, expected, found)| Violation::ConversationDisagrees {
                conversation: id.to_owned(),
                field,
                expected,
                found,
            },
        )
        .collect()
}

/// Numbers of a conversation whose ticket is not there, or is of another.
fn linked_to_nothing(
    case: &Case<'_>,
    workspace: &str,
    id: &str,
    conversation: &Conversation<'_>,
) -> Vec<Violation> {
    let tickets = tickets(conversation).map(|number| TicketId::new(workspace, number));
    let knows = |ticket: &TicketId| {
        case.state.tickets.get(ticket).is_some_and(|ticket| {
            // A tombstone says of no conversation.
            let head = ticket.live();
            head.map_or(ticket.tombstone().is_some(), |head| {
                text(head, "/conversation_id") == id
            })
        })
    };
    tickets
        .filter(|ticket| !knows(ticket))
        .map(|ticket| Violation::LinkedToNothing {
            conversation: id.to_owned(),
            ticket,
        })
        .collect()
}

/// Tickets whose conversation does not know them, or was told of them more than once.
fn unlinked(case: &Case<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let none = Conversation::default();
    for (ticket, parts) in &case.state.tickets {
        let id = parts.live().map(|head| text(head, "/conversation_id"));
        let Some(id) = id.filter(|id| !id.is_empty()) else {
            continue;
        };
        let key = (ticket.workspace.clone(), id.to_owned());
        let conversation = case.state.conversations.get(&key).unwrap_or(&none);
        let listed = tickets(conversation).filter(|number| *number == ticket.number);
        let listed = listed.count();
        let told = conversation.messages.values().filter(|message| {
            message["from"] == "system" && message["numbers"][0] == ticket.number.as_str()
        });
        let told = told.count();
        if (listed, told) != (1, 1) {
            violations.push(Violation::UnlinkedTicket {
                ticket: ticket.clone(),
                conversation: id.to_owned(),
                listed,
                told,
            });
        }
    }
    violations
}

fn tickets<'a>(conversation: &Conversation<'a>) -> impl Iterator<Item = &'a str> {
    let tickets = conversation
        .head
        .and_then(|head| head["tickets"].as_array());
    tickets.into_iter().flatten().filter_map(Value::as_str)
}

fn count(conversation: &Conversation<'_>, field: &str) -> u64 {
    let head = conversation.head.and_then(|head| head[field].as_u64());
    head.unwrap_or_default()
}
