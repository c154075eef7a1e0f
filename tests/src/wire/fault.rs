//! Spoiling calls by rate, from a seed.

use std::collections::BTreeMap;

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use fastrand::Rng;
use serde_json::{Value, json};

use super::{Call, Service};

/// What can befall a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Another transaction is at the same items. Befalls `TransactWriteItems` alone.
    Conflict,
    /// Too many calls.
    Throttle,
    /// The service carries the call out, and the answer never comes.
    LoseAnswer,
    /// Three seconds of silence before the service hears of the call: as long as the functions wait.
    Hang,
    /// The service fails without doing anything.
    ServerError,
}

/// Which calls suffer what.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The same seed makes the same decisions.
    pub seed: u64,
    /// One call in so many is spoiled.
    pub one_in: u32,
    /// The faults to choose from.
    pub faults: Vec<Fault>,
    /// The operations that suffer; none means all.
    pub operations: Vec<&'static str>,
    /// The SDK's attempts from this one on are spared, if any are.
    pub spared: Option<u32>,
}

/// A plan at work. Each operation has its own row of decisions, so that a row repeats whatever
/// the other operations do meanwhile.
#[derive(Debug)]
pub(super) struct Injector {
    plan: Plan,
    rows: BTreeMap<String, Rng>,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 5] = [
        Self::Conflict,
        Self::Throttle,
        Self::LoseAnswer,
        Self::Hang,
        Self::ServerError,
    ];

    /// Its name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Throttle => "throttle",
            Self::LoseAnswer => "lost answer",
            Self::Hang => "hang",
            Self::ServerError => "server error",
        }
    }

    fn befalls(self, operation: &str) -> bool {
        self != Self::Conflict || operation == "TransactWriteItems"
    }

    /// The service's answer, for those faults that are one.
    pub(super) fn answer(self, service: Service, call: &Call) -> Option<Response> {
        let (status, kind, message) = match (self, service) {
            (Self::LoseAnswer | Self::Hang, _) => return None,
            (Self::Conflict, _) => return Some(conflict(call)),
            (Self::Throttle, Service::DynamoDb) => (
                StatusCode::BAD_REQUEST,
                "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded.",
            ),
            (Self::Throttle, Service::Sqs) => (
                StatusCode::BAD_REQUEST,
                "com.amazon.coral.availability#ThrottlingException",
                "Rate exceeded",
            ),
            (Self::Throttle, Service::Ses) => (
                StatusCode::TOO_MANY_REQUESTS,
                "TooManyRequestsException",
                "Maximum sending rate exceeded.",
            ),
            (Self::ServerError, Service::DynamoDb) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "com.amazonaws.dynamodb.v20120810#InternalServerError",
                "Internal server error",
            ),
            (Self::ServerError, _) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "InternalFailure",
                "The request failed because of an unknown error.",
            ),
        };
        let body = json!({ "__type": kind, "message": message });
        Some(answer(status, kind, &body))
    }
}

impl Plan {
    /// Every fault, for every operation.
    pub fn new(seed: u64, one_in: u32) -> Self {
        Self {
            seed,
            one_in,
            faults: Fault::ALL.to_vec(),
            operations: Vec::new(),
            spared: None,
        }
    }

    fn concerns(&self, call: &Call) -> bool {
        let operations = &self.operations;
        (operations.is_empty() || operations.contains(&call.operation.as_str()))
            && self.spared.is_none_or(|spared| call.attempt < spared)
    }
}

impl Injector {
    pub(super) fn new(plan: Plan) -> Self {
        Self {
            plan,
            rows: BTreeMap::new(),
        }
    }

    /// What befalls this call.
    pub(super) fn decide(&mut self, call: &Call) -> Option<Fault> {
        let (plan, operation) = (&self.plan, &call.operation);
        if !plan.concerns(call) {
            return None;
        }
        let faults = plan.faults.iter().copied();
        let faults: Vec<Fault> = faults.filter(|fault| fault.befalls(operation)).collect();
        let row = self
            .rows
            .entry(operation.clone())
            .or_insert_with(|| Rng::with_seed(plan.seed ^ mixed(operation)));
        // Both are drawn each time, so that a row does not depend on what was chosen before.
        let (spoiled, choice) = (row.u32(..plan.one_in.max(1)) == 0, row.usize(..));
        let choice = choice.checked_rem(faults.len())?;
        spoiled.then(|| faults[choice])
    }
}

/// Every action met another transaction.
fn conflict(call: &Call) -> Response {
    let actions = call.body["TransactItems"].as_array().map_or(0, Vec::len);
    let reason = json!({
        "Code": "TransactionConflict",
        "Message": "Transaction is ongoing for the item",
    });
    let codes = vec!["TransactionConflict"; actions].join(", ");
    let kind = "com.amazonaws.dynamodb.v20120810#TransactionCanceledException";
    let body = json!({
        "__type": kind,
        "Message": format!(
            "Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
        ),
        "CancellationReasons": vec![reason; actions],
    });
    answer(StatusCode::BAD_REQUEST, kind, &body)
}

fn answer(status: StatusCode, kind: &'static str, body: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE.as_str(), "application/x-amz-json-1.0"),
        ("x-amzn-errortype", kind),
    ];
    (status, headers, body.to_string()).into_response()
}

/// FNV-1a.
fn mixed(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
