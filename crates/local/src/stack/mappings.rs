//! The event source mappings: which function reads which stream and queue.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::task::JoinSet;

use super::upkeep::TablePositions;
use super::{Options, StartError};
use crate::aws::Services;
use crate::lambda::Host;
use crate::pollers::queue::QueuePoller;
use crate::pollers::stream::{Position, StreamPoller};
use crate::services::clock::MovableClock;
use crate::services::tables;
use crate::template::{Function, Queue, QueueSource, Stack, StreamSource};

/// What every mapping is made with.
pub(super) struct Mappings<'a> {
    pub(super) options: &'a Options,
    pub(super) services: &'a Services,
    pub(super) template: &'a Stack,
    pub(super) host: &'a Host,
    pub(super) clock: &'a MovableClock,
}

impl Mappings<'_> {
    /// Starts the pollers of all functions that are not left out. Returns where the readers of each
    /// table's stream stand.
    pub(super) async fn start(
        &self,
        tasks: &mut JoinSet<()>,
    ) -> Result<Vec<TablePositions>, StartError> {
        let tables = self.template.tables.iter();
        let mut positions: BTreeMap<String, Vec<Arc<Position>>> = tables
            .filter(|table| table.stream_view.is_some())
            .map(|table| (table.name.clone(), Vec::new()))
            .collect();
        let functions = self.template.functions.iter();
        for function in functions.filter(|one| !self.options.tests.leaves_out(one)) {
            for source in &function.streams {
                let poller = self.stream(function, source).await?;
                let readers = positions.entry(source.table.clone()).or_default();
                readers.push(Arc::clone(&poller.position));
                tasks.spawn(poller.run());
            }
            for source in &function.queues {
                self.queue(function, source)?.start(tasks);
            }
        }
        let positions = positions.into_iter();
        Ok(positions
            .map(|(table, readers)| TablePositions { table, readers })
            .collect())
    }

    async fn stream(
        &self,
        function: &Function,
        source: &StreamSource,
    ) -> Result<StreamPoller, StartError> {
        let stream_arn = tables::stream_arn(&self.services.dynamodb(), &source.table)
            .await?
            .ok_or_else(|| StartError::Lacks(format!("stream of {}", source.table)))?;
        let file = StreamPoller::position_file(&self.options.data, &function.name);
        let on_failure = source.on_failure.as_deref();
        Ok(StreamPoller {
            client: self.services.streams(),
            sqs: self.services.sqs(),
            host: self.host.clone(),
            function: function.name.clone(),
            clock: self.clock.clone(),
            position: Arc::new(Position::open(file, &stream_arn)?),
            stream_arn,
            source: source.clone(),
            on_failure: on_failure.map(|arn| self.named(arn)).transpose()?,
        })
    }

    fn queue(&self, function: &Function, source: &QueueSource) -> Result<QueuePoller, StartError> {
        Ok(QueuePoller {
            client: self.services.sqs(),
            host: self.host.clone(),
            function: function.name.clone(),
            queue: self.named(&source.arn)?,
            source: source.clone(),
        })
    }

    fn named(&self, arn: &str) -> Result<Queue, StartError> {
        let queue = self.template.queue_by_arn(arn).cloned();
        queue.ok_or_else(|| StartError::Lacks(arn.to_owned()))
    }
}
