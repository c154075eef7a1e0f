use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

use crate::template::Function;

/// Where the functions find the services.
#[derive(Debug, Clone, Default)]
pub struct Endpoints {
    /// DynamoDB.
    pub dynamodb: String,
    /// SQS.
    pub sqs: String,
    /// SES, version 2.
    pub ses: String,
}

/// The whole environment of a copy. Nothing of this process's own is handed down but `PATH`.
pub(super) fn of_copy(
    function: &Function,
    copy: &str,
    runtime_api: SocketAddr,
    endpoints: &Endpoints,
    task_root: &Path,
) -> BTreeMap<String, String> {
    let name = &function.name;
    let fixed = [
        ("AWS_LAMBDA_FUNCTION_NAME", name.clone()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        (
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            function.memory.to_string(),
        ),
        ("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{name}")),
        (
            "AWS_LAMBDA_LOG_STREAM_NAME",
            format!("local/[$LATEST]{copy}"),
        ),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
        // In the cloud this is a host and port. The runtime's client reads it as a URI and keeps the
        // path, and a URI with a path needs its scheme; the path tells the copies apart.
        (
            "AWS_LAMBDA_RUNTIME_API",
            format!("http://{runtime_api}/{name}/{copy}"),
        ),
        ("AWS_REGION", crate::template::REGION.to_owned()),
        ("AWS_DEFAULT_REGION", crate::template::REGION.to_owned()),
        // Tells whose call it is, as a function's role does in the cloud. DynamoDB Local takes letters
        // and digits only.
        ("AWS_ACCESS_KEY_ID", name.replace('-', "")),
        ("AWS_SECRET_ACCESS_KEY", "local".to_owned()),
        ("AWS_SESSION_TOKEN", "local".to_owned()),
        ("AWS_ENDPOINT_URL_DYNAMODB", endpoints.dynamodb.clone()),
        ("AWS_ENDPOINT_URL_SQS", endpoints.sqs.clone()),
        ("AWS_ENDPOINT_URL_SESV2", endpoints.ses.clone()),
        ("AWS_EXECUTION_ENV", "AWS_Lambda_provided.al2023".to_owned()),
        ("LAMBDA_TASK_ROOT", task_root.display().to_string()),
        ("_HANDLER", "bootstrap".to_owned()),
        ("TZ", ":UTC".to_owned()),
        ("LANG", "en_US.UTF-8".to_owned()),
        ("PATH", std::env::var("PATH").unwrap_or_default()),
    ];
    let mut environment = function.environment.clone();
    environment.extend(fixed.map(|(name, value)| (name.to_owned(), value)));
    environment
}
