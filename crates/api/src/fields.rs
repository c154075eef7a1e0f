//! Reading the fields of a body, so that one answer names all that is wrong.

use std::fmt::Display;

use crate::problem::{FieldError, Problem};

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
        match parse(&value?) {
            Ok(value) => Some(value),
            Err(error) => {
                self.wrong(name, error);
                None
            }
        }
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
