//! What the calls meant that ask for tickets: all calls with one key mean one ticket, a call
//! without a key means one of its own.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::history::{
    Operation, Outcome,
    call::{Call, Creation},
    state::TicketId,
};

/// A ticket that a test meant to create, and the calls that asked for it.
pub(super) struct Intent<'a> {
    pub(super) workspace: &'a str,
    pub(super) key: Option<&'a str>,
    pub(super) calls: Vec<(&'a Call, &'a Creation)>,
}

/// The intents, in the order of their first calls.
pub(super) fn intents(calls: &[Call]) -> Vec<Intent<'_>> {
    let mut intents: Vec<Intent<'_>> = Vec::new();
    let mut of_keys: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for call in calls {
        let request = &call.request;
        let Operation::Create(creation) = &request.operation else {
            continue;
        };
        let key = request.key.as_deref();
        let known = key.map(|key| {
            let key = (request.workspace.as_str(), request.credential.as_str(), key);
            *of_keys.entry(key).or_insert(intents.len())
        });
        match known.and_then(|index| intents.get_mut(index)) {
            Some(intent) => intent.calls.push((call, creation)),
            None => intents.push(Intent {
                workspace: &request.workspace,
                key,
                calls: vec![(call, creation)],
            }),
        }
    }
    intents
}

impl<'a> Intent<'a> {
    /// The ticket that the first answered call names.
    pub(super) fn acknowledged(&self) -> Option<TicketId> {
        let number = self.calls.iter().find_map(|(call, _)| call.number())?;
        Some(TicketId::new(self.workspace, number))
    }

    /// Whether a ticket may exist though no call was answered.
    pub(super) fn may_exist(&self) -> bool {
        let mut calls = self.calls.iter();
        calls.any(|(call, _)| call.outcome == Outcome::Unknown)
    }

    /// What was asked for by calls that may have been carried out.
    pub(super) fn creations(&self) -> impl Iterator<Item = &'a Creation> {
        let possible = self
            .calls
            .iter()
            .filter(|(call, _)| !matches!(call.outcome, Outcome::Failed(_)));
        possible.map(|(_, creation)| *creation)
    }

    /// The answers to calls that were carried out, with what they had asked for.
    pub(super) fn answers(&self) -> impl Iterator<Item = (&'a Creation, &'a Value)> {
        let calls = self.calls.iter();
        calls.filter_map(|(call, creation)| match &call.outcome {
            Outcome::Ok(answer) => Some((*creation, answer)),
            _ => None,
        })
    }

    /// How many numbers its calls may have burnt: each call one, but for the one that made the
    /// ticket and for repeats that began when an answer was known. Those are answered from the
    /// key's record.
    pub(super) fn burnt(&self, made: bool) -> u64 {
        let calls = self.calls.iter().map(|(call, _)| call);
        let answered = calls.clone().filter(|call| call.number().is_some());
        let known_since = answered.filter_map(|call| call.ended).min();
        let took_a_number = calls.filter(|call| known_since.is_none_or(|since| call.began < since));
        (took_a_number.count() as u64).saturating_sub(u64::from(made))
    }
}
