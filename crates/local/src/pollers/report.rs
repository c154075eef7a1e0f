use std::collections::BTreeSet;

use serde_json::Value;

/// What a function's answer says about the records of its batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failures {
    /// Every record succeeded.
    None,
    /// These records failed.
    Some(BTreeSet<String>),
    /// The answer cannot be used, which fails the whole batch.
    All,
}

/// Judges an answer of a function that reports its failures, as Lambda does: no answer or an empty
/// list is success; a malformed list or an identifier that is not in the batch fails everything.
pub fn failures(answer: &[u8], batch: &BTreeSet<String>) -> Failures {
    if answer.is_empty() {
        return Failures::None;
    }
    let Ok(answer) = serde_json::from_slice::<Value>(answer) else {
        return Failures::All;
    };
    let Some(fields) = answer.as_object() else {
        return if answer.is_null() {
            Failures::None
        } else {
            Failures::All
        };
    };
    let items = match fields.get("batchItemFailures") {
        None if fields.is_empty() => return Failures::None,
        None => return Failures::All,
        Some(Value::Null) => return Failures::None,
        Some(Value::Array(items)) => items,
        Some(_) => return Failures::All,
    };
    let mut failed = BTreeSet::new();
    for item in items {
        match item.get("itemIdentifier").and_then(Value::as_str) {
            Some(identifier) if batch.contains(identifier) => failed.insert(identifier.to_owned()),
            _ => return Failures::All,
        };
    }
    if failed.is_empty() {
        Failures::None
    } else {
        Failures::Some(failed)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::an_empty_list(r#"{"batchItemFailures":[]}"#, Failures::None)]
    #[case::a_null_list(r#"{"batchItemFailures":null}"#, Failures::None)]
    #[case::an_empty_answer("{}", Failures::None)]
    #[case::null("null", Failures::None)]
    #[case::nothing("", Failures::None)]
    #[case::one(r#"{"batchItemFailures":[{"itemIdentifier":"a"}]}"#, Failures::Some(["a".to_owned()].into()))]
    #[case::an_unknown_one(r#"{"batchItemFailures":[{"itemIdentifier":"z"}]}"#, Failures::All)]
    #[case::an_empty_one(r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, Failures::All)]
    #[case::a_null_one(r#"{"batchItemFailures":[{"itemIdentifier":null}]}"#, Failures::All)]
    #[case::a_wrong_key(r#"{"batchItemFailures":[{"id":"a"}]}"#, Failures::All)]
    #[case::a_wrong_list(r#"{"batchItemFailures":"a"}"#, Failures::All)]
    #[case::a_wrong_answer("[1]", Failures::All)]
    #[case::no_json("{", Failures::All)]
    fn an_answer_is_judged_as_lambda_does(#[case] answer: &str, #[case] expected: Failures) {
        let batch = ["a".to_owned(), "b".to_owned()].into();
        assert_eq!(failures(answer.as_bytes(), &batch), expected);
    }
}
