//! What every function does before its first event: logs, configuration, SDK configuration.

pub mod aws;
pub mod environment;
pub mod logs;

pub use aws_types::SdkConfig;
