//! What every function does before its first event: logs, configuration, SDK configuration;
//! and how long it may go on.

pub mod aws;
pub mod deadline;
pub mod environment;
pub mod logs;

pub use aws_types::SdkConfig;
