//! JSON as the document shows it, against JSON that was printed.

use serde_json::{Map, Value, json};

use super::like::{LEFT_OUT, is_like};

/// Reads JSON in which `...` may stand as a member.
pub(super) fn read_json(text: &str) -> Value {
    // Outside of texts is every other part between quotes.
    assert!(!text.contains("\\\""), "no quotes within texts:\n{text}");
    let member = format!("\"{LEFT_OUT}\": \"\"");
    let parts = text.split('"').enumerate().map(|(index, part)| {
        if index % 2 == 0 {
            part.replace(LEFT_OUT, &member)
        } else {
            part.to_owned()
        }
    });
    let json = parts.collect::<Vec<_>>().join("\"");
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// What was printed otherwise, each with its place, in words.
pub(super) fn compare(shown: &Value, printed: &Value, at: &str) -> Vec<String> {
    match (shown, printed) {
        (Value::Object(shown), Value::Object(printed)) => compare_objects(shown, printed, at),
        (Value::Array(shown), Value::Array(printed)) if shown.len() == printed.len() => {
            let pairs = shown.iter().zip(printed).enumerate();
            pairs
                .flat_map(|(index, (shown, printed))| {
                    compare(shown, printed, &format!("{at}/{index}"))
                })
                .collect()
        }
        (Value::String(shown), Value::String(printed)) if is_like(shown, printed) => Vec::new(),
        _ if shown == printed => Vec::new(),
        _ => vec![format!("{at} is {printed}, not {shown}")],
    }
}

fn compare_objects(
    shown: &Map<String, Value>,
    printed: &Map<String, Value>,
    at: &str,
) -> Vec<String> {
    let mut differences = Vec::new();
    for (name, shown) in shown.iter().filter(|(name, _)| *name != LEFT_OUT) {
        let at = format!("{at}/{name}");
        match printed.get(name) {
            Some(printed) => differences.extend(compare(shown, printed, &at)),
            None => differences.push(format!("{at} was not printed")),
        }
    }
    if !shown.contains_key(LEFT_OUT) {
        let more = printed.keys().filter(|name| !shown.contains_key(*name));
        differences.extend(more.map(|name| format!("{at}/{name} is not shown")));
    }
    differences
}

/// The value with something else in one place, for each place.
pub(super) fn falsified(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) if text.contains(LEFT_OUT) => Vec::new(),
        Value::Object(members) => falsified_objects(members),
        Value::Array(elements) if !elements.is_empty() => {
            let mut wrong = vec![json!(elements[1..])];
            for (place, element) in elements.iter().enumerate() {
                wrong.extend(falsified(element).into_iter().map(|element| {
                    let mut elements = elements.clone();
                    elements[place] = element;
                    Value::Array(elements)
                }));
            }
            wrong
        }
        _ => vec![json!("something else"), json!(["something else"])],
    }
}

fn falsified_objects(members: &Map<String, Value>) -> Vec<Value> {
    let changed = |name: &str, member: Option<Value>| {
        let mut members = members.clone();
        match member {
            Some(member) => members.insert(name.to_owned(), member),
            None => members.remove(name),
        };
        Value::Object(members)
    };
    let mut wrong = vec![changed("something", Some(json!("else")))];
    for (name, member) in members.iter().filter(|(name, _)| *name != LEFT_OUT) {
        wrong.extend(
            falsified(member)
                .into_iter()
                .map(|it| changed(name, Some(it))),
        );
        if !members.contains_key(LEFT_OUT) {
            wrong.push(changed(name, None));
        }
    }
    wrong
}
