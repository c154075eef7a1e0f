//! The policies of the template, evaluated as IAM does. What this does not know fails the test.

use std::collections::BTreeSet;

use local::template;
use serde_json::Value;
use tests::wire::Use;

/// What a function may do: its name, an action, and where.
pub(crate) type Permission = (String, String, String);

pub(crate) struct Policies(Vec<Statement>);

/// A statement with one action and one resource.
struct Statement {
    function: String,
    denies: bool,
    action: String,
    resource: String,
    conditions: Vec<(String, Vec<String>)>,
}

impl Policies {
    /// Those of a template that are about DynamoDB.
    pub(crate) fn read(text: &str) -> Self {
        let document = template::document(text).unwrap();
        let resources = document["Resources"].as_object().unwrap().values();
        let functions =
            resources.filter(|resource| resource["Type"] == "AWS::Serverless::Function");
        let mut statements = Vec::new();
        for function in functions {
            let binary = &function["Metadata"]["BuildProperties"]["Binary"];
            let name = binary.as_str().unwrap().replace('-', "");
            for policy in some(&function["Properties"]["Policies"]) {
                for statement in some(&policy["Statement"]) {
                    statements.extend(single(&name, statement));
                }
            }
        }
        Self(statements)
    }

    /// The permission that allows it, if there is one.
    pub(crate) fn permit(&self, function: &str, asked: &Use) -> Option<Permission> {
        let own = self.0.iter().filter(|it| it.function == function);
        let about: Vec<_> = own.filter(|it| it.is_about(asked)).collect();
        if about.iter().any(|it| it.denies) {
            return None;
        }
        about.first().map(|it| it.permission())
    }

    /// All that is permitted.
    pub(crate) fn permissions(&self) -> BTreeSet<Permission> {
        let allowed = self.0.iter().filter(|it| !it.denies);
        allowed.map(Statement::permission).collect()
    }
}

impl Statement {
    fn permission(&self) -> Permission {
        let Self {
            function,
            action,
            resource,
            ..
        } = self;
        (function.clone(), action.clone(), resource.clone())
    }

    fn is_about(&self, asked: &Use) -> bool {
        let logical_id = asked.table.rsplit('-').next().unwrap();
        let is_there = match &asked.index {
            None => self.resource == format!("{logical_id}.Arn"),
            Some(index) => ["*", index]
                .iter()
                .any(|name| self.resource == format!("${{{logical_id}.Arn}}/index/{name}")),
        };
        let partition = asked.partition.as_deref();
        let holds = |(operator, values): &(String, Vec<String>)| holds(operator, values, partition);
        self.action == asked.action && is_there && self.conditions.iter().all(holds)
    }
}

/// A statement, once for each action and resource.
fn single(function: &str, statement: &Value) -> Vec<Statement> {
    let actions = some(&statement["Action"]).map(|action| action.as_str().unwrap());
    let actions = actions.filter(|action| action.starts_with("dynamodb:"));
    let actions: Vec<_> = actions.collect();
    let each = some(&statement["Resource"]).flat_map(|it| actions.iter().map(move |a| (a, it)));
    let effect = statement["Effect"].as_str().unwrap();
    assert!(["Allow", "Deny"].contains(&effect), "{effect}");
    each.map(|(action, at)| Statement {
        function: function.to_owned(),
        denies: effect == "Deny",
        action: (*action).to_owned(),
        resource: resource(at),
        conditions: conditions(&statement["Condition"]),
    })
    .collect()
}

/// `Table.Arn`, or what is written for its indexes.
fn resource(value: &Value) -> String {
    match (&value["Fn::GetAtt"], &value["Fn::Sub"]) {
        (Value::Array(path), _) => format!("{}.Arn", path[0].as_str().unwrap()),
        (_, Value::String(text)) => text.clone(),
        _ => panic!("a resource that this test cannot read: {value}"),
    }
}

fn conditions(value: &Value) -> Vec<(String, Vec<String>)> {
    let conditions = value.as_object().into_iter().flatten();
    conditions
        .map(|(operator, keys)| {
            assert_eq!(keys.as_object().map(serde_json::Map::len), Some(1));
            let values = some(&keys["dynamodb:LeadingKeys"]);
            let values = values.map(|value| value.as_str().unwrap().to_owned());
            (operator.clone(), values.collect())
        })
        .collect()
}

/// Where a call names no partition, `ForAllValues` has nothing to fail on and `ForAnyValue` nothing
/// to hold for.
fn holds(operator: &str, values: &[String], partition: Option<&str>) -> bool {
    let mut values = values.iter();
    let is_one = |value: &String| partition.is_none_or(|partition| value == partition);
    let is_like = |pattern: &String| partition.is_none_or(|partition| is_like(pattern, partition));
    match operator {
        "ForAllValues:StringEquals" => values.any(is_one),
        "ForAnyValue:StringEquals" => partition.is_some() && values.any(is_one),
        "ForAllValues:StringLike" => values.any(is_like),
        "ForAllValues:StringNotLike" => partition.is_none() || !values.any(is_like),
        other => panic!("a condition that this test cannot read: {other}"),
    }
}

/// Whether a text has a pattern's form, in which `*` stands for any characters.
fn is_like(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, tail)) => text.strip_prefix(head).is_some_and(|rest| {
            let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            starts.into_iter().any(|at| is_like(tail, &rest[at..]))
        }),
    }
}

/// A value, or each of a list.
fn some(value: &Value) -> impl Iterator<Item = &Value> {
    let list = value.as_array().map(Vec::as_slice);
    list.unwrap_or(std::slice::from_ref(value)).iter()
}
