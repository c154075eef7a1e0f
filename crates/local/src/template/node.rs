use serde_json::Value;

use super::TemplateError;
use super::scope::{Scope, intrinsic, scalar_text};

/// A value of the template that knows where it stands, so that every error can say so.
pub(super) struct Node<'a> {
    scope: &'a Scope<'a>,
    value: Value,
    at: String,
}

impl<'a> Node<'a> {
    /// A node at a path; an intrinsic function at its top is resolved.
    pub(super) fn new(scope: &'a Scope<'a>, raw: Value, at: String) -> Result<Self, TemplateError> {
        let value = match intrinsic(&raw) {
            Some(_) => scope.resolve(&raw, &at)?.unwrap_or(Value::Null),
            None => raw,
        };
        Ok(Self { scope, value, at })
    }

    pub(super) fn scope(&self) -> &'a Scope<'a> {
        self.scope
    }

    pub(super) fn at(&self) -> &str {
        &self.at
    }

    pub(super) fn raw(&self) -> &Value {
        &self.value
    }

    /// The same place with another value, for properties that were merged with the globals.
    pub(super) fn with(&self, value: Value) -> Result<Self, TemplateError> {
        Self::new(self.scope, value, self.at.clone())
    }

    /// A resource of the same template.
    pub(super) fn resource(&self, logical_id: &str) -> Result<Self, TemplateError> {
        let raw = self.scope.resource(logical_id, &self.at)?.clone();
        Self::new(self.scope, raw, format!("Resources.{logical_id}"))
    }

    /// A child, if it is there and not null.
    pub(super) fn get(&self, key: &str) -> Result<Option<Self>, TemplateError> {
        let Some(raw) = self.value.get(key) else {
            return Ok(None);
        };
        let node = Self::new(self.scope, raw.clone(), format!("{}.{key}", self.at))?;
        Ok(if node.value.is_null() {
            None
        } else {
            Some(node)
        })
    }

    /// A child that must be there.
    pub(super) fn need(&self, key: &str) -> Result<Self, TemplateError> {
        self.get(key)?.ok_or_else(|| TemplateError::Missing {
            at: format!("{}.{key}", self.at),
        })
    }

    /// The child's text, if the child is there.
    pub(super) fn text_of(&self, key: &str) -> Result<Option<String>, TemplateError> {
        self.get(key)?.map(|node| node.text()).transpose()
    }

    /// The child's number, if the child is there.
    pub(super) fn number_of(&self, key: &str) -> Result<Option<i64>, TemplateError> {
        self.get(key)?.map(|node| node.number()).transpose()
    }

    /// The child's flag; absent is false.
    pub(super) fn flag_of(&self, key: &str) -> Result<bool, TemplateError> {
        Ok(self.text_of(key)?.is_some_and(|text| text == "true"))
    }

    pub(super) fn text(&self) -> Result<String, TemplateError> {
        scalar_text(&self.value).ok_or_else(|| self.wrong("a text"))
    }

    pub(super) fn number(&self) -> Result<i64, TemplateError> {
        self.text()?
            .parse()
            .map_err(|_| self.wrong("a whole number"))
    }

    /// The items of a list, or of the child list when it is there.
    pub(super) fn list_of(&self, key: &str) -> Result<Vec<Self>, TemplateError> {
        let Some(list) = self.get(key)? else {
            return Ok(Vec::new());
        };
        let items = list.value.as_array().ok_or_else(|| list.wrong("a list"))?;
        items
            .iter()
            .enumerate()
            .map(|(index, item)| {
                Self::new(self.scope, item.clone(), format!("{}[{index}]", list.at))
            })
            .collect()
    }

    /// The entries of the child object, if it is there.
    pub(super) fn entries_of(&self, key: &str) -> Result<Vec<(String, Self)>, TemplateError> {
        let Some(object) = self.get(key)? else {
            return Ok(Vec::new());
        };
        let entries = object
            .value
            .as_object()
            .ok_or_else(|| object.wrong("an object"))?;
        entries
            .iter()
            .map(|(name, raw)| {
                let at = format!("{}.{name}", object.at);
                Ok((name.clone(), Self::new(self.scope, raw.clone(), at)?))
            })
            .collect()
    }

    pub(super) fn wrong(&self, expected: &'static str) -> TemplateError {
        TemplateError::WrongType {
            at: self.at.clone(),
            expected,
        }
    }

    pub(super) fn unsupported(&self, reason: impl Into<String>) -> TemplateError {
        TemplateError::Unsupported {
            at: self.at.clone(),
            reason: reason.into(),
        }
    }
}
