use serde_json::Value;

/// An event source's filter: a record passes when one of the patterns matches it, or when there is none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    patterns: Vec<Pattern>,
}

/// Why a filter cannot be evaluated.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FilterError {
    /// The pattern is not JSON.
    #[error("a filter pattern is not valid JSON")]
    NotJson,
    /// The pattern's top is not an object, or a leaf is not a list.
    #[error("a filter pattern is an object whose leaves are lists")]
    WrongShape,
    /// The pattern uses an operator other than exact values and `prefix`.
    #[error("the filter operator {0} is not known to the local stack")]
    UnknownOperator(String),
}

#[derive(Debug, Clone, PartialEq)]
enum Pattern {
    /// Every named field must match.
    Fields(Vec<(String, Pattern)>),
    /// One of the alternatives must match.
    AnyOf(Vec<Rule>),
}

#[derive(Debug, Clone, PartialEq)]
enum Rule {
    Exact(Value),
    Prefix(String),
}

impl Filter {
    /// Reads the patterns of a `FilterCriteria`.
    pub fn parse(patterns: &[String]) -> Result<Self, FilterError> {
        let parsed = patterns.iter().map(|text| {
            let value: Value = serde_json::from_str(text).map_err(|_| FilterError::NotJson)?;
            if value.is_object() {
                pattern(&value)
            } else {
                Err(FilterError::WrongShape)
            }
        });
        Ok(Self {
            patterns: parsed.collect::<Result<_, _>>()?,
        })
    }

    /// Whether a record is handed over.
    pub fn passes(&self, record: &Value) -> bool {
        self.patterns.is_empty()
            || self
                .patterns
                .iter()
                .any(|pattern| pattern.matches(Some(record)))
    }
}

impl Pattern {
    fn matches(&self, value: Option<&Value>) -> bool {
        match self {
            Self::Fields(fields) => fields
                .iter()
                .all(|(name, pattern)| pattern.matches(value.and_then(|value| value.get(name)))),
            Self::AnyOf(rules) => value.is_some_and(|value| match value {
                // A list matches when one of its items does.
                Value::Array(items) => items
                    .iter()
                    .any(|item| rules.iter().any(|rule| rule.matches(item))),
                value => rules.iter().any(|rule| rule.matches(value)),
            }),
        }
    }
}

impl Rule {
    fn matches(&self, value: &Value) -> bool {
        match self {
            Self::Exact(expected) => expected == value,
            Self::Prefix(prefix) => value.as_str().is_some_and(|text| text.starts_with(prefix)),
        }
    }
}

fn pattern(value: &Value) -> Result<Pattern, FilterError> {
    match value {
        Value::Object(fields) => {
            if let Some(operator) = fields.keys().find(|name| name.starts_with('$')) {
                return Err(FilterError::UnknownOperator(operator.clone()));
            }
            let fields = fields
                .iter()
                .map(|(name, value)| Ok((name.clone(), pattern(value)?)));
            Ok(Pattern::Fields(fields.collect::<Result<_, _>>()?))
        }
        Value::Array(rules) => Ok(Pattern::AnyOf(
            rules.iter().map(rule).collect::<Result<_, _>>()?,
        )),
        _ => Err(FilterError::WrongShape),
    }
}

fn rule(value: &Value) -> Result<Rule, FilterError> {
    match value {
        Value::Object(operator) => match operator.iter().next() {
            Some((name, Value::String(prefix))) if name == "prefix" && operator.len() == 1 => {
                Ok(Rule::Prefix(prefix.clone()))
            }
            Some((name, _)) => Err(FilterError::UnknownOperator(name.clone())),
            None => Err(FilterError::WrongShape),
        },
        Value::Array(_) => Err(FilterError::WrongShape),
        exact => Ok(Rule::Exact(exact.clone())),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    const EVENTS: &str =
        r#"{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"E#"}]}}}}"#;

    #[rstest]
    #[case::an_insert_of_an_event("INSERT", json!({ "S": "E#0000000001" }), true)]
    #[case::another_item("INSERT", json!({ "S": "META" }), false)]
    #[case::a_change_of_an_event("MODIFY", json!({ "S": "E#0000000001" }), false)]
    #[case::a_key_of_another_type("INSERT", json!({ "N": "1" }), false)]
    #[case::no_sort_key("INSERT", json!(null), false)]
    fn the_streams_filter_passes_inserts_of_events(
        #[case] name: &str,
        #[case] sort_key: Value,
        #[case] passes: bool,
    ) {
        let filter = Filter::parse(&[EVENTS.to_owned()]).unwrap();
        let record = json!({ "eventName": name, "dynamodb": { "Keys": { "sk": sort_key } } });
        assert_eq!(filter.passes(&record), passes);
    }

    #[rstest]
    #[case::one_of_two_values(r#"{"a":["x","y"]}"#, json!({ "a": "y" }), true)]
    #[case::a_number(r#"{"a":[1]}"#, json!({ "a": 1 }), true)]
    #[case::a_number_is_no_text(r#"{"a":[1]}"#, json!({ "a": "1" }), false)]
    #[case::null(r#"{"a":[null]}"#, json!({ "a": null }), true)]
    #[case::absent_is_not_null(r#"{"a":[null]}"#, json!({}), false)]
    #[case::an_item_of_a_list(r#"{"a":["x"]}"#, json!({ "a": ["w", "x"] }), true)]
    #[case::every_field(r#"{"a":["x"],"b":["y"]}"#, json!({ "a": "x" }), false)]
    #[case::nothing_asked("{}", json!({ "a": 1 }), true)]
    fn a_pattern_matches(#[case] pattern: &str, #[case] record: Value, #[case] passes: bool) {
        assert_eq!(
            Filter::parse(&[pattern.to_owned()])
                .unwrap()
                .passes(&record),
            passes
        );
    }

    #[test]
    fn without_patterns_everything_passes_and_one_of_several_is_enough() {
        assert!(Filter::default().passes(&json!({})));
        let either = [r#"{"a":[1]}"#.to_owned(), r#"{"b":[1]}"#.to_owned()];
        assert!(Filter::parse(&either).unwrap().passes(&json!({ "b": 1 })));
    }

    #[rstest]
    #[case::numeric(r#"{"a":[{"numeric":[">",1]}]}"#, FilterError::UnknownOperator("numeric".into()))]
    #[case::or(r#"{"$or":[{"a":[1]}]}"#, FilterError::UnknownOperator("$or".into()))]
    #[case::a_bare_value(r#"{"a":1}"#, FilterError::WrongShape)]
    #[case::no_object("[]", FilterError::WrongShape)]
    #[case::no_json("{", FilterError::NotJson)]
    fn what_cannot_be_evaluated_is_an_error(#[case] pattern: &str, #[case] error: FilterError) {
        assert_eq!(Filter::parse(&[pattern.to_owned()]).unwrap_err(), error);
    }
}
