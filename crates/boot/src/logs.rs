//! Logs: one JSON object a line on standard output, where Lambda collects them.

use std::{error::Error, iter, panic};

use tracing::Level;
use tracing_subscriber::fmt;

use crate::environment::{self, ConfigError};

/// Starts logging at the level of `LOG_LEVEL` (`info` when unset), `debug` at the most: below that
/// the SDK logs whole answers, and some hold what signs and what lets people in.
///
/// A panic becomes one line as well. It names the place and not the message, since a message may
/// quote what a visitor typed.
///
/// # Errors
/// When `LOG_LEVEL` is not a level.
pub fn start() -> Result<(), ConfigError> {
    let level = environment::optional("LOG_LEVEL")?.unwrap_or(Level::INFO);
    fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .with_max_level(level.min(Level::DEBUG))
        .init();
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a bug made the code panic");
    }));
    Ok(())
}

/// An error and its causes in one line, for a log.
pub fn chain(error: &dyn Error) -> String {
    iter::successors(Some(error), |&error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}
