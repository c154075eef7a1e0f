//! The pieces of a start, in the order in which `start` uses them.

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::{DataFolder, Options, StartError, serve};
use crate::aws::Services;
use crate::lambda::Endpoints;
use crate::seed;
use crate::services::clock::MovableClock;
use crate::services::dynamodb::DynamoDb;
use crate::services::ses::{self, Mailbox};
use crate::services::sqs::{self, Queues};
use crate::services::{queues, tables};
use crate::template::Stack;

/// The services, of which those that were not replaced run in this process.
pub(super) struct Own {
    pub(super) endpoints: Endpoints,
    pub(super) dynamodb: Option<DynamoDb>,
    pub(super) queues: Option<Queues>,
    /// Empty when the mails go to another SES.
    pub(super) mailbox: Mailbox,
}

pub(super) async fn services(
    options: &Options,
    folder: &DataFolder,
    clock: &MovableClock,
    tasks: &mut JoinSet<()>,
) -> Result<Own, StartError> {
    let ports = options.tests.service_ports;
    let dynamodb = match &options.dynamodb {
        Some(_) => None,
        None => Some(DynamoDb::start_on(&folder.file("dynamodb.sqlite"), ports.dynamodb).await?),
    };
    let own_dynamodb = dynamodb.as_ref().map(DynamoDb::url);
    let (queues, sqs) = match &options.sqs {
        Some(url) => (None, url.clone()),
        None => {
            let (listener, url) = listen(ports.sqs).await?;
            let queues = Queues::open(&folder.file("queue.sqlite"), clock.service())?;
            let queues = queues.with_base_url(&url);
            serve(listener, sqs::router(queues.clone()), tasks);
            (Some(queues), url)
        }
    };
    let mailbox = Mailbox::open(&folder.file("mailbox.sqlite"), clock.service())?;
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
        queues,
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
