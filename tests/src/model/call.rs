//! A request, and what is said when its answer is another than the model's.

use std::{fmt, net::Ipv4Addr};

use serde_json::Value;

use super::people::Agent;
use crate::Answer;

/// A request, as it can be sent again.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) by: Option<Agent>,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Option<Value>,
    pub(super) from: Ipv4Addr,
}

/// An answer that the model did not expect, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch(pub(super) Vec<String>);

pub(super) type Checked = Result<(), Mismatch>;

/// A request that the rules refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    /// The field that is named.
    pub(super) field: Option<&'static str>,
}

impl Call {
    pub(super) fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            by: None,
            headers: Vec::new(),
            body: None,
            from: Ipv4Addr::LOCALHOST,
        }
    }

    pub(super) fn by(mut self, agent: Agent) -> Self {
        self.by = Some(agent);
        self
    }

    pub(super) fn json(mut self, body: &Value) -> Self {
        self.body = Some(body.clone());
        self
    }

    pub(super) fn header(mut self, name: &'static str, value: Option<String>) -> Self {
        self.headers.extend(value.map(|value| (name, value)));
        self
    }

    pub(super) fn from(mut self, address: Ipv4Addr) -> Self {
        self.from = address;
        self
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        if let Some(agent) = self.by {
            write!(f, " as {}", agent.email())?;
        }
        for (name, value) in &self.headers {
            write!(f, " {name}: {value}")?;
        }
        match &self.body {
            Some(body) => write!(f, " {body}"),
            None => Ok(()),
        }
    }
}

impl Refusal {
    pub(super) const NO_TICKET: Self = Self::new(404, "not-found");
    pub(super) const STALE: Self = Self::new(412, "stale");
    pub(super) const MALFORMED: Self = Self::new(400, "malformed-request");
    pub(super) const TOO_MANY: Self = Self::new(429, "too-many-requests");
    pub(super) const KEY_REUSED: Self = Self::new(422, "idempotency-key-reused");

    const fn new(status: u16, kind: &'static str) -> Self {
        Self {
            status,
            kind,
            field: None,
        }
    }

    /// A field is wrong.
    pub(super) const fn of_field(field: &'static str) -> Self {
        Self {
            field: Some(field),
            ..Self::new(422, "invalid-fields")
        }
    }

    /// Holds an answer against it.
    pub(super) fn check(&self, answer: &Answer) -> Checked {
        let body = &answer.body;
        let kind = format!("urn:tkt:problem:{}", self.kind);
        let pointer = self.field.map(|field| format!("/{field}"));
        let pointers = body["errors"].as_array().into_iter().flatten();
        let named = pointers.map(|error| error["pointer"].as_str().map(str::to_owned));
        let is_named = pointer.is_none() || named.into_iter().any(|named| named == pointer);
        if answer.status == self.status && body["type"] == kind && is_named {
            return Ok(());
        }
        Err(Mismatch(vec![
            format!(
                "expected: {} {kind} {}",
                self.status,
                pointer.unwrap_or_default()
            ),
            format!("answered: {} {body}", answer.status),
        ]))
    }
}

/// Holds a status against the one that is expected.
pub(super) fn check_status(answer: &Answer, expected: u16) -> Checked {
    if answer.status == expected {
        return Ok(());
    }
    Err(Mismatch(vec![
        format!("expected: {expected}"),
        format!("answered: {} {}", answer.status, answer.body),
    ]))
}

/// Holds a header against the one that is expected.
pub(super) fn check_header(answer: &Answer, name: &str, expected: &str) -> Checked {
    let found = answer.header(name);
    if found == expected {
        return Ok(());
    }
    Err(Mismatch(vec![format!(
        "{name}: expected {expected:?}, answered {found:?}"
    )]))
}

/// Holds JSON against what is expected: every field, at every depth.
pub(super) fn check_json(found: &Value, expected: &Value) -> Checked {
    let mut lines = Vec::new();
    compare("", found, expected, &mut lines);
    match lines.is_empty() {
        true => Ok(()),
        false => Err(Mismatch(lines)),
    }
}

fn compare(at: &str, found: &Value, expected: &Value, lines: &mut Vec<String>) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            for (name, expected) in expected {
                match found.get(name) {
                    Some(found) => compare(&format!("{at}/{name}"), found, expected, lines),
                    None => lines.push(format!("{at}/{name}: expected {expected}, is missing")),
                }
            }
            let unknown = found
                .iter()
                .filter(|(name, _)| !expected.contains_key(*name));
            lines
                .extend(unknown.map(|(name, found)| format!("{at}/{name}: not expected: {found}")));
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
                compare(&format!("{at}/{place}"), found, expected, lines);
            }
        }
        _ if found == expected => {}
        _ => lines.push(format!("{at}: expected {expected}, answered {found}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_difference_is_told_with_its_place() {
        let found = json!({ "a": 1, "b": [{ "c": null }], "e": [1] });
        let expected = json!({ "a": 1, "b": [{ "c": 2 }], "d": 3, "e": [1, 2] });
        assert_eq!(check_json(&found, &found), Ok(()));
        let Err(Mismatch(mut lines)) = check_json(&found, &expected) else {
            panic!("they are different");
        };
        lines.sort();
        assert_eq!(
            lines,
            [
                "/b/0/c: expected 2, answered null",
                "/d: expected 3, is missing",
                "/e: expected [1,2], answered [1]",
            ]
        );
        let unknown = check_json(&json!({ "a": 1 }), &json!({}));
        assert_eq!(
            unknown,
            Err(Mismatch(vec!["/a: not expected: 1".to_owned()]))
        );
    }
}
