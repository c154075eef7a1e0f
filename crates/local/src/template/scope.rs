//! Resolves intrinsic functions against parameters, conditions and resources.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Local, TemplateError};

/// What references are resolved against.
pub(super) struct Scope<'a> {
    local: &'a Local,
    parameters: BTreeMap<String, String>,
    conditions: Option<&'a Map<String, Value>>,
    resources: &'a Map<String, Value>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(document: &'a Value, local: &'a Local) -> Result<Self, TemplateError> {
        let resources = document
            .get("Resources")
            .and_then(Value::as_object)
            .ok_or_else(|| TemplateError::Missing {
                at: "Resources".to_owned(),
            })?;
        Ok(Self {
            local,
            parameters: parameters(document, local)?,
            conditions: document.get("Conditions").and_then(Value::as_object),
            resources,
        })
    }

    /// Every resource whose condition holds.
    pub(super) fn active_resources(&self) -> Result<Vec<(&'a str, &'a Value)>, TemplateError> {
        let mut active = Vec::new();
        for (logical_id, resource) in self.resources {
            let holds = match resource.get("Condition").and_then(Value::as_str) {
                Some(name) => self.condition(name, &format!("Resources.{logical_id}.Condition"))?,
                None => true,
            };
            if holds {
                active.push((logical_id.as_str(), resource));
            }
        }
        Ok(active)
    }

    /// The value with every intrinsic in it resolved. `None` is `AWS::NoValue`.
    pub(super) fn resolve(&self, raw: &Value, at: &str) -> Result<Option<Value>, TemplateError> {
        if let Some((name, argument)) = intrinsic(raw) {
            return self.call(name, argument, at);
        }
        match raw {
            Value::Array(items) => {
                let mut resolved = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    resolved.extend(self.resolve(item, &format!("{at}[{index}]"))?);
                }
                Ok(Some(Value::Array(resolved)))
            }
            Value::Object(entries) => {
                let mut resolved = Map::new();
                for (key, value) in entries {
                    if let Some(value) = self.resolve(value, &format!("{at}.{key}"))? {
                        resolved.insert(key.clone(), value);
                    }
                }
                Ok(Some(Value::Object(resolved)))
            }
            scalar => Ok(Some(scalar.clone())),
        }
    }

    /// The name that a resource has on this machine.
    pub(super) fn physical_name(
        &self,
        logical_id: &str,
        at: &str,
    ) -> Result<String, TemplateError> {
        let resource = self.resource(logical_id, at)?;
        let (kind, property) = match resource.get("Type").and_then(Value::as_str) {
            Some("AWS::DynamoDB::Table") => ("table", "TableName"),
            Some("AWS::SQS::Queue") => ("queue", "QueueName"),
            _ => return Ok(self.local.physical_name(logical_id)),
        };
        let Some(given) = resource.pointer(&format!("/Properties/{property}")) else {
            return Ok(self.local.physical_name(logical_id));
        };
        let place = format!("Resources.{logical_id}.Properties.{property}");
        match self.resolve(given, &place)? {
            Some(Value::String(name)) => Ok(name),
            _ => Err(TemplateError::Unsupported {
                at: place,
                reason: format!("not a {kind} name"),
            }),
        }
    }

    fn call(&self, name: &str, argument: &Value, at: &str) -> Result<Option<Value>, TemplateError> {
        match name {
            "Ref" => self.reference(&text(argument, at)?, at),
            "Fn::GetAtt" => self
                .attribute(argument, at)
                .map(|value| Some(Value::String(value))),
            "Fn::Sub" => self
                .substitute(argument, at)
                .map(|value| Some(Value::String(value))),
            "Fn::Join" => self
                .join(argument, at)
                .map(|value| Some(Value::String(value))),
            "Fn::If" => {
                let [condition, yes, no] = arguments::<3>(argument, at)?;
                let holds = self.condition(&text(condition, at)?, at)?;
                self.resolve(if holds { yes } else { no }, at)
            }
            "Fn::Equals" | "Fn::Not" | "Fn::And" | "Fn::Or" => self
                .logic(name, argument, at)
                .map(|value| Some(Value::Bool(value))),
            "Condition" => self
                .condition(&text(argument, at)?, at)
                .map(|value| Some(Value::Bool(value))),
            other => Err(TemplateError::UnknownIntrinsic {
                at: at.to_owned(),
                name: other.to_owned(),
            }),
        }
    }

    fn reference(&self, name: &str, at: &str) -> Result<Option<Value>, TemplateError> {
        if name == "AWS::NoValue" {
            return Ok(None);
        }
        if let Some(value) = self.parameters.get(name) {
            return Ok(Some(Value::String(value.clone())));
        }
        if let Some(value) = self.local.pseudo_parameter(name) {
            return Ok(Some(Value::String(value)));
        }
        let kind = self.kind(name, at)?;
        let physical = self.physical_name(name, at)?;
        Ok(Some(Value::String(self.local.reference(kind, &physical))))
    }

    fn attribute(&self, argument: &Value, at: &str) -> Result<String, TemplateError> {
        let (resource, attribute) = match argument {
            Value::String(dotted) => dotted
                .split_once('.')
                .map(|(a, b)| (a.to_owned(), b.to_owned())),
            _ => {
                let [resource, attribute] = arguments::<2>(argument, at)?;
                Some((text(resource, at)?, text(attribute, at)?))
            }
        }
        .ok_or_else(|| wrong(at, "a resource and an attribute"))?;
        let kind = self.kind(&resource, at)?;
        let physical = self.physical_name(&resource, at)?;
        self.local
            .attribute(kind, &physical, &attribute)
            .ok_or_else(|| TemplateError::UnknownReference {
                at: at.to_owned(),
                name: format!("{resource}.{attribute}"),
            })
    }

    fn substitute(&self, argument: &Value, at: &str) -> Result<String, TemplateError> {
        let (pattern, variables) = match argument {
            Value::String(pattern) => (pattern.clone(), None),
            _ => {
                let [pattern, variables] = arguments::<2>(argument, at)?;
                (text(pattern, at)?, Some(variables))
            }
        };
        let mut out = String::new();
        let mut rest = pattern.as_str();
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| wrong(at, "a closing brace after ${"))?;
            out.push_str(before);
            out.push_str(&self.substitution(name.trim(), variables, at)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn substitution(
        &self,
        name: &str,
        variables: Option<&Value>,
        at: &str,
    ) -> Result<String, TemplateError> {
        if let Some(literal) = name.strip_prefix('!') {
            return Ok(format!("${{{literal}}}"));
        }
        let value = match variables.and_then(|variables| variables.get(name)) {
            Some(given) => self.resolve(given, at)?,
            None => match name.split_once('.') {
                Some(_) => Some(Value::String(self.attribute(&Value::from(name), at)?)),
                None => self.reference(name, at)?,
            },
        };
        value
            .as_ref()
            .and_then(scalar_text)
            .ok_or_else(|| wrong(at, "a text to substitute"))
    }

    fn join(&self, argument: &Value, at: &str) -> Result<String, TemplateError> {
        let [separator, parts] = arguments::<2>(argument, at)?;
        let Some(Value::Array(parts)) = self.resolve(parts, at)? else {
            return Err(wrong(at, "a list to join"));
        };
        let parts: Option<Vec<String>> = parts.iter().map(scalar_text).collect();
        Ok(parts
            .ok_or_else(|| wrong(at, "texts to join"))?
            .join(&text(separator, at)?))
    }

    fn condition(&self, name: &str, at: &str) -> Result<bool, TemplateError> {
        let raw = self
            .conditions
            .and_then(|all| all.get(name))
            .ok_or_else(|| TemplateError::UnknownReference {
                at: at.to_owned(),
                name: name.to_owned(),
            })?;
        self.truth(raw, &format!("Conditions.{name}"))
    }

    fn logic(&self, name: &str, argument: &Value, at: &str) -> Result<bool, TemplateError> {
        let operands = argument.as_array().ok_or_else(|| wrong(at, "a list"))?;
        match name {
            "Fn::Equals" => {
                let [left, right] = arguments::<2>(argument, at)?;
                let (left, right) = (self.resolve(left, at)?, self.resolve(right, at)?);
                Ok(left.as_ref().and_then(scalar_text) == right.as_ref().and_then(scalar_text))
            }
            "Fn::Not" => {
                let [operand] = arguments::<1>(argument, at)?;
                self.truth(operand, at).map(|value| !value)
            }
            _ => {
                let truths: Result<Vec<bool>, _> = operands
                    .iter()
                    .map(|operand| self.truth(operand, at))
                    .collect();
                let truths = truths?;
                let all = truths.iter().all(|value| *value);
                Ok(if name == "Fn::And" {
                    all
                } else {
                    truths.contains(&true)
                })
            }
        }
    }

    fn truth(&self, raw: &Value, at: &str) -> Result<bool, TemplateError> {
        match self.resolve(raw, at)? {
            Some(Value::Bool(value)) => Ok(value),
            _ => Err(wrong(at, "a condition")),
        }
    }

    fn kind(&self, logical_id: &str, at: &str) -> Result<&'a str, TemplateError> {
        let kind = self
            .resource(logical_id, at)?
            .get("Type")
            .and_then(Value::as_str);
        kind.ok_or_else(|| TemplateError::Missing {
            at: format!("Resources.{logical_id}.Type"),
        })
    }

    pub(super) fn resource(&self, logical_id: &str, at: &str) -> Result<&'a Value, TemplateError> {
        self.resources
            .get(logical_id)
            .ok_or_else(|| TemplateError::UnknownReference {
                at: at.to_owned(),
                name: logical_id.to_owned(),
            })
    }
}

/// The name and argument, when the value is a call of an intrinsic function.
pub(super) fn intrinsic(raw: &Value) -> Option<(&str, &Value)> {
    let object = raw.as_object().filter(|object| object.len() == 1)?;
    let (name, argument) = object.iter().next()?;
    // `Condition: {...}` is also a key of IAM statements; as an intrinsic it names a condition.
    let known =
        name == "Ref" || name.starts_with("Fn::") || (name == "Condition" && argument.is_string());
    known.then_some((name.as_str(), argument))
}

fn parameters(document: &Value, local: &Local) -> Result<BTreeMap<String, String>, TemplateError> {
    let mut values = BTreeMap::new();
    let declared = document.get("Parameters").and_then(Value::as_object);
    for (name, declaration) in declared.into_iter().flatten() {
        let default = declaration.get("Default").and_then(scalar_text);
        let value = local.parameters.get(name).cloned().or(default);
        values.insert(
            name.clone(),
            value.ok_or_else(|| TemplateError::NoParameterValue(name.clone()))?,
        );
    }
    Ok(values)
}

pub(super) fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn text(value: &Value, at: &str) -> Result<String, TemplateError> {
    value
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| wrong(at, "a text"))
}

fn arguments<'v, const N: usize>(
    value: &'v Value,
    at: &str,
) -> Result<[&'v Value; N], TemplateError> {
    let items: Vec<&Value> = value.as_array().into_iter().flatten().collect();
    items
        .try_into()
        .map_err(|_| wrong(at, "another number of arguments"))
}

fn wrong(at: &str, expected: &'static str) -> TemplateError {
    TemplateError::WrongType {
        at: at.to_owned(),
        expected,
    }
}
