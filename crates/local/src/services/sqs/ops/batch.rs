//! What the three batch operations share: the checks of the whole, and an answer that fails entry by entry.

use std::collections::BTreeSet;

use serde::Serialize;

use super::SqsError;

const MOST_ENTRIES: usize = 10;

/// The answer to a batch.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Outcome<T> {
    successful: Vec<T>,
    failed: Vec<Failure>,
}

/// An entry that was refused, while others may have been taken.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Failure {
    id: String,
    sender_fault: bool,
    code: &'static str,
    message: String,
}

/// An entry that was taken, of an operation that has no more to say.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Done {
    pub(super) id: String,
}

/// Refuses the whole batch when its entries cannot be told apart or are too few or too many.
pub(super) fn check_ids<'a>(ids: impl ExactSizeIterator<Item = &'a str>) -> Result<(), SqsError> {
    match ids.len() {
        0 => return Err(SqsError::EmptyBatchRequest),
        1..=MOST_ENTRIES => {}
        more => return Err(SqsError::TooManyEntriesInBatchRequest(more)),
    }
    let mut seen = BTreeSet::new();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    for id in ids {
        if id.is_empty() || id.len() > 80 || !id.chars().all(plain) {
            return Err(SqsError::InvalidBatchEntryId);
        }
        if !seen.insert(id) {
            return Err(SqsError::BatchEntryIdsNotDistinct(id.to_owned()));
        }
    }
    Ok(())
}

/// Does `work` for each entry. A refusal fails its entry; a failure of the database fails the request.
pub(super) fn each<'a, E, T>(
    entries: impl Iterator<Item = (&'a str, E)>,
    mut work: impl FnMut(&str, E) -> Result<T, SqsError>,
) -> Result<Outcome<T>, SqsError> {
    let mut outcome = Outcome {
        successful: Vec::new(),
        failed: Vec::new(),
    };
    for (id, entry) in entries {
        match work(id, entry) {
            Ok(done) => outcome.successful.push(done),
            Err(error) if !error.is_senders_fault() => return Err(error),
            Err(error) => outcome.failed.push(Failure {
                id: id.to_owned(),
                sender_fault: true,
                code: error.code(),
                message: error.to_string(),
            }),
        }
    }
    Ok(outcome)
}
