//! 8: the same idempotency key gives the same answer, now and later.

use serde_json::Value;

use crate::history::{
    Source, Violation,
    call::Creation,
    check::{Case, Claimed, intents::Intent},
    state::TicketId,
};

/// What is wrong with the answers and with the records of keys.
pub(super) fn check(case: &Case<'_>, claimed: &Claimed) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (intent, id) in case.intents.iter().zip(claimed) {
        let answers = intent
            .answers()
            .map(|(creation, answer)| (&creation.body, answer));
        violations.extend(changed(intent.workspace, intent.key, answers));
        if let Some(id) = id {
            violations.extend(
                intent
                    .answers()
                    .flat_map(|(creation, answer)| differences(creation, answer, id)),
            );
            violations.extend(forgotten(case, intent, id));
        }
    }
    for deed in &case.deeds {
        let answers = deed.answers().map(|(action, answer)| (&action.act, answer));
        violations.extend(changed(&deed.ticket.workspace, deed.key, answers));
    }
    violations.extend(dangling(case));
    violations
}

/// Answers to calls with one key, with what each had asked for.
fn changed<'a, T: PartialEq + 'a>(
    workspace: &str,
    key: Option<&str>,
    mut answers: impl Iterator<Item = (&'a T, &'a Value)>,
) -> Vec<Violation> {
    let (Some(key), Some((asked, first))) = (key, answers.next()) else {
        return Vec::new();
    };
    let (workspace, key) = (workspace.to_owned(), key.to_owned());
    let wrong = answers.filter_map(|(other, answer)| {
        if other != asked {
            return Some(Violation::KeyReused {
                workspace: workspace.clone(),
                key: key.clone(),
            });
        }
        (answer != first).then(|| Violation::AnswerChanged {
            workspace: workspace.clone(),
            key: key.clone(),
            first: first.to_string(),
            other: answer.to_string(),
        })
    });
    wrong.collect()
}

/// The answer tells of the ticket that was asked for.
fn differences(creation: &Creation, answer: &Value, id: &TicketId) -> Vec<Violation> {
    let open = Value::from("open");
    let mut fields = vec![("status", &open)];
    if creation.source != Source::Widget && !creation.body["customer_email"].is_null() {
        let whole = [("customer_email", &creation.body["customer_email"])];
        fields.extend(whole);
    }
    let wrong = fields
        .into_iter()
        .filter(|(field, expected)| answer[*field] != **expected);
    wrong
        .map(|(field, expected)| Violation::AnswerDisagrees {
            ticket: id.clone(),
            field,
            expected: expected.to_string(),
            found: answer[field].to_string(),
        })
        .collect()
}

/// The record that a later repeat is answered from: one for a ticket that was made with a key.
fn forgotten(case: &Case<'_>, intent: &Intent<'_>, id: &TicketId) -> Option<Violation> {
    let key = intent.key?;
    case.state.tickets.get(id)?;
    let records = case.state.records.get(id).map_or(&[][..], Vec::as_slice);
    let answer = intent.answers().next().map(|(_, answer)| answer);
    let same = |record: &Value| answer.is_none_or(|answer| answer == record);
    (records.len() != 1 || !records.iter().all(same)).then(|| Violation::KeyForgotten {
        ticket: id.clone(),
        key: key.to_owned(),
        records: records.iter().filter(|record| same(record)).count(),
    })
}

fn dangling(case: &Case<'_>) -> Vec<Violation> {
    let has_head = |id: &TicketId| {
        let ticket = case.state.tickets.get(id);
        ticket.is_some_and(|ticket| ticket.head.is_some())
    };
    let named = case.state.records.keys();
    named
        .filter(|id| !has_head(id))
        .map(|id| Violation::RecordWithoutTicket { ticket: id.clone() })
        .collect()
}
