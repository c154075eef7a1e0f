//! What agents did to tickets, or may have done: all calls with one key are one deed, a call
//! without a key is one of its own.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::history::{
    Act, Action, Operation, Outcome,
    call::Call,
    check::fields::{Fields, long, wanted},
    state::{TicketId, text},
};

/// One deed, and the calls that asked for it.
pub(super) struct Deed<'a> {
    pub(super) ticket: TicketId,
    pub(super) by: &'a str,
    pub(super) key: Option<&'a str>,
    calls: Vec<(&'a Call, &'a Action)>,
}

/// The deeds, in the order of their first calls.
pub(super) fn deeds(calls: &[Call]) -> Vec<Deed<'_>> {
    let mut deeds: Vec<Deed<'_>> = Vec::new();
    let mut of_keys = BTreeMap::new();
    for call in calls {
        let request = &call.request;
        let Operation::Change(action) = &request.operation else {
            continue;
        };
        let ticket = TicketId::new(&request.workspace, &action.number);
        let key = request.key.as_deref();
        let known = key.map(|key| {
            let key = (ticket.clone(), request.credential.as_str(), key);
            *of_keys.entry(key).or_insert(deeds.len())
        });
        match known.and_then(|index| deeds.get_mut(index)) {
            Some(deed) => deed.calls.push((call, action)),
            None => deeds.push(Deed {
                ticket,
                by: &request.credential,
                key,
                calls: vec![(call, action)],
            }),
        }
    }
    deeds
}

impl<'a> Deed<'a> {
    /// The answers to calls that were carried out, with what they had asked for.
    pub(super) fn answers(&self) -> impl Iterator<Item = (&'a Action, &'a Value)> {
        let calls = self.calls.iter();
        calls.filter_map(|(call, action)| match &call.outcome {
            Outcome::Ok(answer) => Some((*action, answer)),
            _ => None,
        })
    }

    /// What it asked for, as far as that may have been done.
    pub(super) fn possible(&self) -> impl Iterator<Item = &'a Action> {
        let calls = self.calls.iter();
        let possible = calls.filter(|(call, _)| !matches!(call.outcome, Outcome::Failed(_)));
        possible.map(|(_, action)| *action)
    }

    /// Whether nobody knows if it was done.
    pub(super) fn is_open(&self) -> bool {
        self.answers().next().is_none() && self.possible().next().is_some()
    }

    /// When the first call began.
    pub(super) fn began(&self) -> u64 {
        self.calls
            .iter()
            .map(|(call, _)| call.began)
            .min()
            .unwrap_or(0)
    }

    /// When the first answer was there.
    pub(super) fn ended(&self) -> Option<u64> {
        let calls = self.calls.iter().map(|(call, _)| call);
        let answered = calls.filter(|call| matches!(call.outcome, Outcome::Ok(_)));
        answered.filter_map(|call| call.ended).min()
    }
}

/// Whether an event tells just what this action asked for, on a ticket that was as `before`.
pub(super) fn tells(
    event: &Value,
    version: u64,
    before: &Fields,
    by: &str,
    action: &Action,
) -> bool {
    let expected = action.if_match.is_none_or(|seen| seen + 1 == version);
    let told = match &action.act {
        Act::Edit(body) => changes(body, before) == told_changes(event),
        Act::Answer(body) | Act::Note(body) => text(event, "/body") == long(body),
        Act::Delete => true,
    };
    expected && told && text(event, "/kind") == action.act.kind() && text(event, "/by") == by
}

/// Whether nothing is left to do for an edit of a ticket that is as `now`.
pub(super) fn is_done(body: &Value, now: &Fields) -> bool {
    changes(body, now).is_empty()
}

/// What an edit changes, by field.
fn changes(body: &Value, before: &Fields) -> BTreeMap<String, [Value; 2]> {
    let wanted = wanted(body).into_iter();
    wanted
        .filter(|(place, to)| before.get(place) != Some(to))
        .map(|(place, to)| {
            let from = before.get(place).cloned().unwrap_or_default();
            (place[1..].to_owned(), [from, to])
        })
        .collect()
}

fn told_changes(event: &Value) -> BTreeMap<String, [Value; 2]> {
    let changes = event["changes"].as_array().into_iter().flatten();
    changes
        .map(|change| {
            let ends = [change["from"].clone(), change["to"].clone()];
            (text(change, "/field").to_owned(), ends)
        })
        .collect()
}
