use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value};

use super::TemplateError;
use super::filter::Filter;
use super::node::Node;

/// A Lambda function.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name in the template.
    pub logical_id: String,
    /// Its name on this machine: that of its package, folder and binary.
    pub name: String,
    /// The binary to start, without its folder.
    pub binary: String,
    /// How long one event may take.
    pub timeout: Duration,
    /// Megabytes; told to the function, not enforced.
    pub memory: i64,
    /// The environment that the template gives.
    pub environment: BTreeMap<String, String>,
    /// The routes that it answers.
    pub routes: Vec<Route>,
    /// The streams that it reads.
    pub streams: Vec<StreamSource>,
    /// The queues that it reads.
    pub queues: Vec<QueueSource>,
}

impl Function {
    /// Whether anything invokes it but a hand.
    pub fn has_a_trigger(&self) -> bool {
        !(self.routes.is_empty() && self.streams.is_empty() && self.queues.is_empty())
    }
}

/// A route of the HTTP API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// An HTTP method, or ANY.
    pub method: String,
    /// The path, without the stage; a segment in braces is a parameter.
    pub path: String,
}

/// Where a stream is read from at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartingPosition {
    /// From the oldest record that is kept.
    TrimHorizon,
    /// From the records that come after the start.
    Latest,
}

/// A DynamoDB stream as an event source.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamSource {
    /// The name of the table whose stream it is.
    pub table: String,
    /// Records for one invocation.
    pub batch_size: usize,
    /// Where reading starts.
    pub starting_position: StartingPosition,
    /// Which records are handed over.
    pub filter: Filter,
    /// Whether the answer names the records that failed.
    pub reports_failures: bool,
    /// Whether a failed batch is cut in two.
    pub bisects: bool,
    /// Retries of a batch; `None` is without end.
    pub maximum_retries: Option<u32>,
    /// The age at which a record is given up; `None` is never.
    pub maximum_age: Option<Duration>,
    /// The ARN of the queue that is told of records that were given up.
    pub on_failure: Option<String>,
}

/// An SQS queue as an event source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueSource {
    /// The queue's ARN.
    pub arn: String,
    /// Messages for one invocation.
    pub batch_size: i32,
    /// Whether the answer names the messages that failed.
    pub reports_failures: bool,
    /// Invocations side by side, when bounded.
    pub maximum_concurrency: Option<usize>,
}

pub(super) fn read(
    logical_id: &str,
    resource: &Node<'_>,
    globals: Option<&Value>,
) -> Result<Function, TemplateError> {
    let own = resource.need("Properties")?;
    let properties = own.with(merge(globals, own.raw()))?;
    let binary = resource
        .need("Metadata")?
        .need("BuildProperties")?
        .need("Binary")?
        .text()?;
    let seconds = properties.number_of("Timeout")?.unwrap_or(3);
    let mut function = Function {
        logical_id: logical_id.to_owned(),
        name: binary.clone(),
        binary,
        timeout: Duration::from_secs(seconds.unsigned_abs()),
        memory: properties.number_of("MemorySize")?.unwrap_or(128),
        environment: environment(&properties)?,
        routes: Vec::new(),
        streams: Vec::new(),
        queues: Vec::new(),
    };
    for (_, event) in properties.entries_of("Events")? {
        add_event(&mut function, &event)?;
    }
    Ok(function)
}

/// Globals and a function's own properties, as SAM merges them: objects by key, lists one after the
/// other, and otherwise the function's own value.
fn merge(globals: Option<&Value>, own: &Value) -> Value {
    match (globals, own) {
        (Some(Value::Object(shared)), Value::Object(own)) if !is_call(shared) && !is_call(own) => {
            let mut merged = shared.clone();
            for (key, value) in own {
                merged.insert(key.clone(), merge(shared.get(key), value));
            }
            Value::Object(merged)
        }
        (Some(Value::Array(shared)), Value::Array(own)) => {
            shared.iter().chain(own).cloned().collect()
        }
        _ => own.clone(),
    }
}

fn is_call(object: &Map<String, Value>) -> bool {
    object.len() == 1
        && object
            .keys()
            .all(|key| key == "Ref" || key.starts_with("Fn::"))
}

fn environment(properties: &Node<'_>) -> Result<BTreeMap<String, String>, TemplateError> {
    let Some(environment) = properties.get("Environment")? else {
        return Ok(BTreeMap::new());
    };
    let mut variables = BTreeMap::new();
    for (name, value) in environment.entries_of("Variables")? {
        if !value.raw().is_null() && !is_a_secret(&value.text()?) {
            variables.insert(name, value.text()?);
        }
    }
    Ok(variables)
}

/// CloudFormation fetches these from Secrets Manager when it deploys. A laptop has none, and the
/// functions start without.
fn is_a_secret(value: &str) -> bool {
    value.starts_with("{{resolve:secretsmanager:")
}

fn add_event(function: &mut Function, event: &Node<'_>) -> Result<(), TemplateError> {
    let kind = event.need("Type")?.text()?;
    match kind.as_str() {
        "HttpApi" => function.routes.push(route(&event.need("Properties")?)?),
        "DynamoDB" => function.streams.push(stream(&event.need("Properties")?)?),
        "SQS" => function.queues.push(queue(&event.need("Properties")?)?),
        _ => {
            return Err(TemplateError::UnknownEvent {
                at: event.at().to_owned(),
                kind,
            });
        }
    }
    Ok(())
}

fn route(properties: &Node<'_>) -> Result<Route, TemplateError> {
    let path = properties.need("Path")?;
    if !path.text()?.starts_with('/') {
        return Err(path.unsupported("a path starts with /"));
    }
    if properties
        .text_of("PayloadFormatVersion")?
        .is_some_and(|version| version != "2.0")
    {
        return Err(properties.unsupported("only payload format 2.0 is offered"));
    }
    let method = properties.need("Method")?.text()?.to_uppercase();
    Ok(Route {
        method,
        path: path.text()?,
    })
}

fn stream(properties: &Node<'_>) -> Result<StreamSource, TemplateError> {
    let stream = properties.need("Stream")?;
    let table = stream.text()?;
    let table = table
        .split(['/'])
        .nth(1)
        .ok_or_else(|| stream.wrong("a stream's ARN"))?;
    let position = properties.need("StartingPosition")?;
    let on_failure = match properties.get("DestinationConfig")? {
        Some(config) => Some(config.need("OnFailure")?.need("Destination")?.text()?),
        None => None,
    };
    let age = properties.number_of("MaximumRecordAgeInSeconds")?;
    Ok(StreamSource {
        table: table.to_owned(),
        batch_size: usize::try_from(properties.number_of("BatchSize")?.unwrap_or(100))
            .map_err(|_| properties.unsupported("BatchSize is negative"))?,
        starting_position: match position.text()?.as_str() {
            "TRIM_HORIZON" => StartingPosition::TrimHorizon,
            "LATEST" => StartingPosition::Latest,
            _ => return Err(position.unsupported("only TRIM_HORIZON and LATEST are offered")),
        },
        filter: filter(properties)?,
        reports_failures: reports_failures(properties)?,
        bisects: properties.flag_of("BisectBatchOnFunctionError")?,
        // Both take -1 for "without end", and that is also their default.
        maximum_retries: properties
            .number_of("MaximumRetryAttempts")?
            .and_then(|number| u32::try_from(number).ok()),
        maximum_age: age
            .and_then(|age| u64::try_from(age).ok())
            .map(Duration::from_secs),
        on_failure,
    })
}

fn queue(properties: &Node<'_>) -> Result<QueueSource, TemplateError> {
    if properties.get("FilterCriteria")?.is_some() {
        return Err(properties.unsupported("filters of queues are not offered by the local stack"));
    }
    let size = properties.number_of("BatchSize")?.unwrap_or(10);
    let batch_size = i32::try_from(size)
        .ok()
        .filter(|size| (1..=10).contains(size));
    let concurrency = match properties.get("ScalingConfig")? {
        Some(scaling) => scaling.number_of("MaximumConcurrency")?,
        None => None,
    };
    Ok(QueueSource {
        arn: properties.need("Queue")?.text()?,
        batch_size: batch_size.ok_or_else(|| properties.unsupported("BatchSize is 1 to 10"))?,
        reports_failures: reports_failures(properties)?,
        maximum_concurrency: concurrency.and_then(|number| usize::try_from(number).ok()),
    })
}

fn reports_failures(properties: &Node<'_>) -> Result<bool, TemplateError> {
    let kinds = properties.list_of("FunctionResponseTypes")?;
    for kind in &kinds {
        if kind.text()? != "ReportBatchItemFailures" {
            return Err(kind.unsupported("only ReportBatchItemFailures is offered"));
        }
    }
    Ok(!kinds.is_empty())
}

fn filter(properties: &Node<'_>) -> Result<Filter, TemplateError> {
    let Some(criteria) = properties.get("FilterCriteria")? else {
        return Ok(Filter::default());
    };
    let mut patterns = Vec::new();
    for filter in criteria.list_of("Filters")? {
        patterns.push(filter.need("Pattern")?.text()?);
    }
    Filter::parse(&patterns).map_err(|error| criteria.unsupported(error.to_string()))
}
