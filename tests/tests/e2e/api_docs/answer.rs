//! What a block shows, against what was printed.

use serde_json::{Value, json};

use super::{
    json::{compare, falsified, read_json},
    like::is_like,
};

/// A block that shows what commands print.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    Nothing,
    Text(String),
    Json(Value),
    Http(Http),
}

/// What `curl -i` prints. Without a body there is none.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Http {
    status: String,
    headers: Vec<(String, String)>,
    body: Option<Value>,
}

impl Answer {
    /// Reads a block.
    pub(super) fn read(language: &str, text: &str) -> Self {
        match language {
            "text" => Self::Text(text.to_owned()),
            "json" => Self::Json(read_json(text)),
            "http" => {
                let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
                Self::Http(Http::read(head, body, read_json))
            }
            other => panic!("a block is sh, json, http or text, not {other:?}:\n{text}"),
        }
    }

    /// What was printed otherwise, in words.
    pub(super) fn differences(&self, printed: &str) -> Vec<String> {
        match self {
            Self::Nothing => compare_texts("", printed),
            Self::Text(shown) => compare_lines(shown, printed),
            Self::Json(shown) => match serde_json::from_str(printed) {
                Ok(printed) => compare(shown, &printed, ""),
                Err(error) => vec![format!("no JSON was printed ({error}): {printed}")],
            },
            Self::Http(shown) => {
                let (head, body) = printed.split_once("\r\n\r\n").unwrap_or((printed, ""));
                let read = |text: &str| serde_json::from_str(text).unwrap_or_default();
                shown.differences(&Http::read(head, body, read))
            }
        }
    }

    /// The same answer with something wrong, in many ways.
    pub(super) fn falsified(&self) -> Vec<Self> {
        match self {
            Self::Nothing => vec![Self::Text("wrong".to_owned())],
            Self::Text(shown) => vec![Self::Text(format!("{shown}\nwrong")), Self::Nothing],
            Self::Json(shown) => falsified(shown).into_iter().map(Self::Json).collect(),
            Self::Http(shown) => shown.falsified().into_iter().map(Self::Http).collect(),
        }
    }
}

impl Http {
    fn read(head: &str, body: &str, json: impl Fn(&str) -> Value) -> Self {
        let mut lines = head.lines();
        let headers = |line: &str| {
            let (name, value) = line.split_once(':').expect("a header");
            (name.to_ascii_lowercase(), value.trim().to_owned())
        };
        Self {
            status: lines.next().unwrap_or_default().to_owned(),
            headers: lines.map(headers).collect(),
            body: (!body.is_empty()).then(|| json(body)),
        }
    }

    fn differences(&self, printed: &Self) -> Vec<String> {
        let mut differences = compare_texts(&self.status, &printed.status);
        for (name, shown) in &self.headers {
            match printed.headers.iter().find(|(other, _)| other == name) {
                Some((_, value)) if is_like(shown, value) => {}
                Some((_, value)) => differences.push(format!("{name} is {value}, not {shown}")),
                None => differences.push(format!("there is no header {name}")),
            }
        }
        match (&self.body, &printed.body) {
            (Some(shown), Some(printed)) => differences.extend(compare(shown, printed, "")),
            (None, None) => {}
            (None, Some(printed)) => differences.push(format!("a body was printed: {printed}")),
            (Some(_), None) => differences.push("no body was printed".to_owned()),
        }
        differences
    }

    fn falsified(&self) -> Vec<Self> {
        let mut wrong = vec![
            Self {
                status: format!("{}x", self.status),
                ..self.clone()
            },
            Self {
                body: self.body.is_none().then(|| json!({})),
                ..self.clone()
            },
        ];
        for (place, (name, value)) in self.headers.iter().enumerate() {
            let others = [
                (format!("x-{name}"), value.clone()),
                (name.clone(), format!("{value}x")),
            ];
            wrong.extend(others.into_iter().map(|header| {
                let mut wrong = self.clone();
                wrong.headers[place] = header;
                wrong
            }));
        }
        let bodies = self.body.iter().flat_map(falsified);
        wrong.extend(bodies.map(|body| Self {
            body: Some(body),
            ..self.clone()
        }));
        wrong
    }
}

/// Names the first line that differs.
fn compare_lines(shown: &str, printed: &str) -> Vec<String> {
    let (mut shown, mut printed) = (shown.lines(), printed.lines());
    loop {
        let pair = (shown.next(), printed.next());
        let differences = match pair {
            (None, None) => return Vec::new(),
            (shown, printed) => {
                compare_texts(shown.unwrap_or_default(), printed.unwrap_or_default())
            }
        };
        if !differences.is_empty() {
            return differences;
        }
    }
}

fn compare_texts(shown: &str, printed: &str) -> Vec<String> {
    if is_like(shown, printed) {
        return Vec::new();
    }
    vec![format!("printed was {printed:?}, not {shown:?}")]
}
