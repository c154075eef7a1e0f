//! Reading the fields of a body, so that one answer names all that is wrong.

use std::{
    fmt::{self, Display},
    marker::PhantomData,
};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::problem::{FieldError, Problem};

/// A field of a change, which may be absent, null or there; mostly a text. Needs
/// `#[serde(default)]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Given<T = String> {
    /// The field was not sent: it stays as it is.
    #[default]
    Absent,
    /// The field was sent as null.
    Null,
    /// The field was sent.
    Value(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::<T>::deserialize(deserializer)?;
        Ok(value.map_or(Self::Null, Self::Value))
    }
}

/// Fields within a field. A list is none, though serde would take its entries for them, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// Collects what is wrong while fields are parsed.
#[derive(Debug, Default)]
pub struct Fields {
    errors: Vec<FieldError>,
}

impl Fields {
    /// A field that must be there.
    pub fn required<T, E: Display>(
        &mut self,
        name: &str,
        value: Option<String>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if value.is_none() {
            self.wrong(name, "is required");
        }
        self.optional(name, value, parse)
    }

    /// A field that may be absent or null.
    pub fn optional<T, E: Display>(
        &mut self,
        name: &str,
        value: Option<String>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let parsed = parse(&value?);
        self.parsed(name, parsed)
    }

    /// A field of a change that has a value always.
    pub fn set<T, E: Display>(
        &mut self,
        name: &str,
        given: Given,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let value = self.not_null(name, given)?;
        self.parsed(name, parse(&value))
    }

    /// A field of a change that is sent with a value or not at all.
    pub fn not_null<T>(&mut self, name: &str, given: Given<T>) -> Option<T> {
        match given {
            Given::Absent => None,
            Given::Null => {
                self.wrong(name, "must not be null; leave it out to keep it as it is");
                None
            }
            Given::Value(value) => Some(value),
        }
    }

    /// A field of a change that null clears.
    pub fn set_or_clear<T, E: Display>(
        &mut self,
        name: &str,
        given: Given,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        match given {
            Given::Absent => None,
            Given::Null => Some(None),
            Given::Value(value) => self.parsed(name, parse(&value)).map(Some),
        }
    }

    /// What a request is answered whose assignee is no agent of the workspace.
    pub fn unknown_assignee() -> Problem {
        let mut fields = Self::default();
        fields.wrong(
            "assigned_to",
            "must be the e-mail address of an agent of this workspace",
        );
        fields.into()
    }

    /// What was parsed already.
    pub fn parsed<T, E: Display>(&mut self, name: &str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|error| self.wrong(name, error)).ok()
    }

    /// Notes that a field is wrong.
    pub fn wrong(&mut self, name: &str, detail: impl Display) {
        self.errors.push(FieldError {
            pointer: format!("/{name}"),
            detail: detail.to_string(),
        });
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// When anything was wrong.
    pub fn finish(self) -> Result<(), Problem> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(self.into())
        }
    }
}

impl From<Fields> for Problem {
    fn from(fields: Fields) -> Self {
        Self::invalid_fields("The fields in `errors` need another value.")
            .with_errors(fields.errors)
    }
}
