//! Clients of the services that this stack runs or was pointed at.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_sqs::config::timeout::TimeoutConfig;
use boot::aws::{Aws, DYNAMODB, SQS};

use crate::lambda::Endpoints;
use crate::template::REGION;

/// A long poll lasts 20 seconds at most, and its answer must still have time to arrive.
const LONGEST_SQS_CALL: Duration = Duration::from_secs(30);

/// Makes clients for the services behind `endpoints`.
#[derive(Debug, Clone)]
pub struct Services {
    aws: Aws,
    endpoints: Endpoints,
}

impl Services {
    /// Clients share one HTTP client and credentials that mean nothing.
    pub fn new(endpoints: Endpoints) -> Self {
        let credentials = Credentials::new("local", "local", None, None, "local stack");
        Self {
            aws: Aws::new(REGION.to_owned(), credentials),
            endpoints,
        }
    }

    /// Where the services answer.
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// A client of DynamoDB.
    pub fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        let endpoint = Some(self.endpoints.dynamodb.clone());
        aws_sdk_dynamodb::Client::new(&self.aws.config_at(DYNAMODB, endpoint))
    }

    /// A client of DynamoDB's streams.
    pub fn streams(&self) -> aws_sdk_dynamodbstreams::Client {
        let endpoint = Some(self.endpoints.dynamodb.clone());
        aws_sdk_dynamodbstreams::Client::new(&self.aws.config_at(DYNAMODB, endpoint))
    }

    /// A client of SQS that has the patience for a long poll.
    pub fn sqs(&self) -> aws_sdk_sqs::Client {
        let shared = self.aws.config_at(SQS, Some(self.endpoints.sqs.clone()));
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(2))
            .operation_attempt_timeout(LONGEST_SQS_CALL)
            .build();
        let config = aws_sdk_sqs::config::Builder::from(&shared)
            .timeout_config(timeouts)
            .build();
        aws_sdk_sqs::Client::from_conf(config)
    }
}
