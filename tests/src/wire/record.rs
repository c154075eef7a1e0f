//! What a wire remembers of each call.

use std::collections::BTreeMap;

use super::{Call, Fault, Use, usage::uses};

/// A call and what became of it.
#[derive(Debug, Clone)]
pub struct Record {
    /// The operation.
    pub operation: String,
    /// The SDK's name for the call. Every attempt has the same.
    pub invocation: String,
    /// Which attempt it was.
    pub attempt: u32,
    /// `ClientRequestToken`, which outlives an SDK call where the function itself tries again.
    pub token: Option<String>,
    /// `<pk>/<sk>` of the one item that a call is about, if it is.
    pub item: Option<String>,
    /// Whose call it is: the key that it is signed with, which is the function's name in letters only.
    pub signer: String,
    /// What it needs rights for, where it goes to DynamoDB.
    pub uses: Vec<Use>,
    /// What befell it.
    pub fault: Option<Fault>,
    /// What the service answered, if it was asked and has answered.
    pub status: Option<u16>,
}

#[derive(Debug, Default)]
pub(super) struct Records(Vec<Record>);

impl Records {
    /// Notes a call that has arrived. Returns where it stands.
    pub(super) fn add(&mut self, call: &Call, fault: Option<Fault>) -> usize {
        let token = call.body["ClientRequestToken"].as_str();
        let key = |name: &str| call.body["Key"][name]["S"].as_str();
        self.0.push(Record {
            operation: call.operation.clone(),
            invocation: call.invocation.clone(),
            attempt: call.attempt,
            token: token.map(str::to_owned),
            item: key("pk")
                .zip(key("sk"))
                .map(|(pk, sk)| format!("{pk}/{sk}")),
            signer: call.signer.clone(),
            uses: uses(&call.operation, &call.body),
            fault,
            status: None,
        });
        self.0.len() - 1
    }

    pub(super) fn answered(&mut self, index: usize, status: u16) {
        self.0[index].status = Some(status);
    }

    pub(super) fn all(&self) -> Vec<Record> {
        self.0.clone()
    }
}

pub(super) fn counts(records: &[Record]) -> BTreeMap<(String, Fault), usize> {
    let mut counts = BTreeMap::new();
    for record in records {
        if let Some(fault) = record.fault {
            *counts.entry((record.operation.clone(), fault)).or_default() += 1;
        }
    }
    counts
}
