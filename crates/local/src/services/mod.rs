//! The cloud services that tkt needs, on this machine, behind the SDK's own protocols.

pub mod clock;
pub mod dynamodb;
pub mod queues;
pub mod ses;
pub mod sqlite;
pub mod sqs;
pub mod tables;
