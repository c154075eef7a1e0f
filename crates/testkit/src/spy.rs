use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::config::{
    ConfigBag, Intercept, RuntimeComponents, interceptors::BeforeTransmitInterceptorContextRef,
};
use aws_sdk_dynamodb::error::BoxError;

/// One call to DynamoDB, right before it leaves.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The operation, such as `PutItem`.
    pub operation: &'a str,
    /// The request in JSON.
    pub body: &'a str,
}

type Watch = dyn Fn(Call<'_>) -> Result<(), BoxError> + Send + Sync;

/// Sees every call of a client. It may count, it may fail the call, and it may panic, as a bug in
/// any library under the code would.
#[derive(Clone)]
pub struct Spy(Arc<Watch>);

impl Spy {
    /// Shows every call to `watch`.
    pub fn new(watch: impl Fn(Call<'_>) -> Result<(), BoxError> + Send + Sync + 'static) -> Self {
        Self(Arc::new(watch))
    }
}

impl fmt::Debug for Spy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Spy")
    }
}

impl Intercept for Spy {
    fn name(&self) -> &'static str {
        "Spy"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request();
        let target = request.headers().get("x-amz-target").unwrap_or_default();
        let body = request.body().bytes().unwrap_or_default();
        (self.0)(Call {
            operation: target.rsplit('.').next().unwrap_or_default(),
            body: std::str::from_utf8(body)?,
        })
    }
}
