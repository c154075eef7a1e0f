//! SDK configuration, made from the Lambda environment.
//!
//! Lambda hands a function its credentials and region in variables, so the full credential chain
//! of `aws-config` would be a megabyte that never runs. TLS is rustls over ring: aws-lc costs
//! two megabytes more and gathers entropy for tens of milliseconds at first use.

use std::time::Duration;

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::{retry::RetryConfig, timeout::TimeoutConfig};
use aws_types::{SdkConfig, region::Region};

use crate::environment::{ConfigError, optional, required};

/// How one AWS service is called.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// The variable that, when set, names another endpoint than AWS's own. These are the SDKs'
    /// standard names (AWS SDKs and Tools Reference Guide, "Service-specific endpoints").
    endpoint_variable: &'static str,
    /// How often a call is tried.
    attempts: u32,
    /// How long one try may take.
    attempt_timeout: Duration,
}

/// DynamoDB: three tries within nine seconds, far below the gateway's thirty.
pub const DYNAMODB: Service = Service {
    endpoint_variable: "AWS_ENDPOINT_URL_DYNAMODB",
    attempts: 3,
    attempt_timeout: Duration::from_secs(3),
};

/// SQS: three tries.
pub const SQS: Service = Service {
    endpoint_variable: "AWS_ENDPOINT_URL_SQS",
    attempts: 3,
    attempt_timeout: Duration::from_secs(3),
};

/// SES: one try. A second one after a lost answer could send a mail twice; the queue retries.
pub const SES: Service = Service {
    endpoint_variable: "AWS_ENDPOINT_URL_SESV2",
    attempts: 1,
    attempt_timeout: Duration::from_secs(5),
};

/// What the clients of all services share.
#[derive(Debug, Clone)]
pub struct Aws {
    region: Region,
    credentials: SharedCredentialsProvider,
    http: SharedHttpClient,
}

impl Aws {
    /// Reads region and credentials as Lambda provides them.
    ///
    /// # Errors
    /// When one of the variables is missing.
    pub fn from_environment() -> Result<Self, ConfigError> {
        let credentials = Credentials::new(
            required::<String>("AWS_ACCESS_KEY_ID")?,
            required::<String>("AWS_SECRET_ACCESS_KEY")?,
            optional("AWS_SESSION_TOKEN")?,
            None,
            "lambda environment",
        );
        Ok(Self::new(required("AWS_REGION")?, credentials))
    }

    /// Uses the given region and credentials.
    pub fn new(region: String, credentials: Credentials) -> Self {
        Self {
            region: Region::new(region),
            credentials: SharedCredentialsProvider::new(credentials),
            http: Builder::new()
                .tls_provider(Provider::Rustls(CryptoMode::Ring))
                .build_https(),
        }
    }

    /// The configuration for clients of `service`, at the endpoint that its variable names.
    ///
    /// # Errors
    /// When the variable cannot be read.
    pub fn config(&self, service: Service) -> Result<SdkConfig, ConfigError> {
        let endpoint = optional::<String>(service.endpoint_variable)?;
        Ok(self.config_at(service, endpoint))
    }

    /// The configuration for clients of `service` at `endpoint`, AWS's own when none is given.
    pub fn config_at(&self, service: Service, endpoint: Option<String>) -> SdkConfig {
        let mut builder = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(self.region.clone())
            .credentials_provider(self.credentials.clone())
            .http_client(self.http.clone())
            .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
            .retry_config(RetryConfig::standard().with_max_attempts(service.attempts))
            .timeout_config(
                TimeoutConfig::builder()
                    .connect_timeout(Duration::from_secs(2))
                    .operation_attempt_timeout(service.attempt_timeout)
                    .build(),
            );
        builder.set_endpoint_url(endpoint);
        builder.build()
    }
}
