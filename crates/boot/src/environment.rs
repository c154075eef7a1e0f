//! Configuration from environment variables, read once at start.

use std::{env, fmt::Display, str::FromStr};

/// A variable that a function cannot start without, or cannot understand.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The variable is absent or empty.
    #[error("the environment variable {0} is not set")]
    Missing(&'static str),
    /// The variable's value does not parse.
    #[error("the environment variable {name} is not valid: {reason}")]
    Invalid {
        /// The variable.
        name: &'static str,
        /// What is wrong with its value.
        reason: String,
    },
}

/// The value of `name`.
///
/// # Errors
/// When the variable is absent, empty or does not parse.
pub fn required<T: FromStr<Err: Display>>(name: &'static str) -> Result<T, ConfigError> {
    optional(name)?.ok_or(ConfigError::Missing(name))
}

/// The value of `name`, if it is set and not empty.
///
/// # Errors
/// When the variable is set and does not parse.
pub fn optional<T: FromStr<Err: Display>>(name: &'static str) -> Result<Option<T>, ConfigError> {
    match env::var(name) {
        Ok(value) if !value.is_empty() => {
            value
                .parse()
                .map(Some)
                .map_err(|error: T::Err| ConfigError::Invalid {
                    name,
                    reason: error.to_string(),
                })
        }
        _ => Ok(None),
    }
}
