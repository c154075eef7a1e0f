use std::io;
use std::path::PathBuf;

/// Why the host could not start.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The log folder or the Runtime API's socket.
    #[error("the Lambda host could not open its log folder or its socket")]
    Io(#[source] io::Error),
    /// A function was not built.
    #[error("{path} is missing: build it with `cargo build --package {package}`")]
    NoBinary {
        /// Where the binary should be.
        path: PathBuf,
        /// The package that builds it.
        package: String,
    },
}

/// Why an event has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvokeError {
    /// There is no such function.
    #[error("there is no function {0}")]
    UnknownFunction(String),
    /// The payload is over Lambda's limit.
    #[error("the payload is over 6 MB")]
    PayloadTooLarge,
    /// The answer is over Lambda's limit.
    #[error("the answer is over 6 MB")]
    AnswerTooLarge,
    /// The function answered with an error.
    #[error("the function failed with {kind}: {message}")]
    FunctionError {
        /// Lambda's `errorType`.
        kind: String,
        /// Lambda's `errorMessage`.
        message: String,
    },
    /// The copy ended while it worked on the event.
    #[error("the function crashed: {0}")]
    Crashed(String),
    /// The copy ended, or took too long, before it asked for an event.
    #[error("the function did not start: {0}")]
    InitFailed(String),
    /// The function passed its timeout.
    #[error("the function timed out")]
    TimedOut,
    /// No copy was free in time.
    #[error("no copy of the function was free in time")]
    NoFreeCopy,
    /// The host is stopping.
    #[error("the host is stopping")]
    Stopping,
}
