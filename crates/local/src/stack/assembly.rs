//! The pieces of a start, in the order in which `start` uses them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::upkeep::TablePositions;
use super::{DataFolder, Options, StartError, serve};
use crate::aws::Services;
use crate::lambda::{Endpoints, Host};
use crate::pollers::queue::QueuePoller;
use crate::pollers::stream::{Position, StreamPoller};
use crate::seed;
use crate::services::clock::Clock;
use crate::services::dynamodb::DynamoDb;
use crate::services::ses::{self, Mailbox};
use crate::services::sqs::{self, Queues};
use crate::services::{queues, tables};
use crate::template::{Function, Queue, Stack, StreamSource};

/// The services, of which those that were not replaced run in this process.
pub(super) struct Own {
    pub(super) endpoints: Endpoints,
    pub(super) dynamodb: Option<DynamoDb>,
    /// Empty when the mails go to another SES.
    pub(super) mailbox: Mailbox,
}

pub(super) async fn services(
    options: &Options,
    folder: &DataFolder,
    tasks: &mut JoinSet<()>,
) -> Result<Own, StartError> {
    let ports = options.tests.service_ports;
    let dynamodb = match &options.dynamodb {
        Some(_) => None,
        None => Some(DynamoDb::start_on(&folder.file("dynamodb.sqlite"), ports.dynamodb).await?),
    };
    let own_dynamodb = dynamodb.as_ref().map(DynamoDb::url);
    let sqs = match &options.sqs {
        Some(url) => url.clone(),
        None => {
            let (listener, url) = listen(ports.sqs).await?;
            let queues = Queues::open(&folder.file("queue.sqlite"), Clock::system())?;
            serve(listener, sqs::router(queues.with_base_url(&url)), tasks);
            url
        }
    };
    let mailbox = Mailbox::open(&folder.file("mailbox.sqlite"), Clock::system())?;
    let ses = match &options.ses {
        Some(url) => url.clone(),
        None => {
            let (listener, url) = listen(ports.ses).await?;
            serve(listener, ses::router(mailbox.clone()), tasks);
            url
        }
    };
    let dynamodb_url = options
        .dynamodb
        .clone()
        .or(own_dynamodb)
        .unwrap_or_default();
    Ok(Own {
        endpoints: Endpoints {
            dynamodb: dynamodb_url,
            sqs,
            ses,
        },
        dynamodb,
        mailbox,
    })
}

async fn listen(port: u16) -> Result<(TcpListener, String), StartError> {
    let listener = super::bind(port).await?;
    let address = listener.local_addr().map_err(StartError::Socket)?;
    Ok((listener, format!("http://{address}")))
}

/// Tables and queues as the template has them.
pub(super) async fn lay_out(
    services: &Services,
    template: &Stack,
    own_dynamodb: Option<&DynamoDb>,
) -> Result<(), StartError> {
    let client = services.dynamodb();
    for table in &template.tables {
        tables::ensure(&client, table).await?;
    }
    if let Some(dynamodb) = own_dynamodb {
        dynamodb.guards().lay_index()?;
    }
    queues::ensure(&services.sqs(), &template.queues).await?;
    Ok(())
}

/// Demo data for a new folder.
pub(super) async fn seed(
    options: &Options,
    services: &Services,
    template: &Stack,
) -> Result<(), StartError> {
    if options.empty {
        return Ok(());
    }
    let table = main_table(template)?;
    seed::fill(services, table).await?;
    Ok(())
}

/// The product's table, by its name in the template.
fn main_table(template: &Stack) -> Result<&str, StartError> {
    let table = template
        .tables
        .iter()
        .find(|table| table.logical_id == "Table");
    table
        .map(|table| table.name.as_str())
        .ok_or_else(|| StartError::Lacks("Table".to_owned()))
}

/// The triggers of all functions. Returns where the readers of each table's stream stand.
pub(super) async fn pollers(
    options: &Options,
    services: &Services,
    template: &Stack,
    host: &Host,
    tasks: &mut JoinSet<()>,
) -> Result<Vec<TablePositions>, StartError> {
    let with_stream = template
        .tables
        .iter()
        .filter(|table| table.stream_view.is_some());
    let mut positions: BTreeMap<String, Vec<Arc<Position>>> = with_stream
        .map(|table| (table.name.clone(), Vec::new()))
        .collect();
    let read = template.functions.iter();
    for function in read.filter(|function| !options.tests.leaves_out(function)) {
        for source in &function.streams {
            let data = &options.data;
            let poller = stream_poller(services, template, host, data, function, source).await?;
            let position = Arc::clone(&poller.position);
            positions
                .entry(source.table.clone())
                .or_default()
                .push(position);
            tasks.spawn(poller.run());
        }
        for source in &function.queues {
            let poller = QueuePoller {
                client: services.sqs(),
                host: host.clone(),
                function: function.name.clone(),
                queue: queue(template, &source.arn)?,
                source: source.clone(),
            };
            poller.start(tasks);
        }
    }
    let positions = positions.into_iter();
    Ok(positions
        .map(|(table, readers)| TablePositions { table, readers })
        .collect())
}

async fn stream_poller(
    services: &Services,
    template: &Stack,
    host: &Host,
    data: &Path,
    function: &Function,
    source: &StreamSource,
) -> Result<StreamPoller, StartError> {
    let stream_arn = tables::stream_arn(&services.dynamodb(), &source.table)
        .await?
        .ok_or_else(|| StartError::Lacks(format!("stream of {}", source.table)))?;
    let file = StreamPoller::position_file(data, &function.name);
    let on_failure = source
        .on_failure
        .as_deref()
        .map(|arn| queue(template, arn))
        .transpose()?;
    Ok(StreamPoller {
        client: services.streams(),
        sqs: services.sqs(),
        host: host.clone(),
        function: function.name.clone(),
        position: Arc::new(Position::open(file, &stream_arn)?),
        stream_arn,
        source: source.clone(),
        on_failure,
    })
}

fn queue(template: &Stack, arn: &str) -> Result<Queue, StartError> {
    template
        .queue_by_arn(arn)
        .cloned()
        .ok_or_else(|| StartError::Lacks(arn.to_owned()))
}
