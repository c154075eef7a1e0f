use std::sync::Arc;
use std::time::Duration;

use aws_sdk_sqs::error::DisplayErrorContext;
use aws_sdk_sqs::types::QueueAttributeName;
use bytes::Bytes;
use serde_json::{Value, json};

use super::Time;
use crate::aws::Services;
use crate::lambda::Host;
use crate::pages::{ClockRefused, FunctionState, JobCounts, NotInvoked, Sources, Unavailable};
use crate::services::ses::Mailbox;
use crate::template::{Queue, Stack, Table};

/// How long whoever invokes a function by hand waits for a free copy.
const WAIT: Duration = Duration::from_secs(60);

/// What the pages under `/_local/` show of a running system.
#[derive(Clone)]
pub(super) struct Shown(Arc<Inner>);

struct Inner {
    host: Host,
    mailbox: Mailbox,
    services: Services,
    sqs: aws_sdk_sqs::Client,
    time: Time,
    tables: Vec<Table>,
    /// The functions that nothing invokes but a hand.
    by_hand: Vec<String>,
    jobs: Option<Queue>,
    dead: Option<Queue>,
}

impl Shown {
    /// The job queue is the one that a function reads; the dead jobs lie where it redrives to.
    pub(super) fn new(
        host: Host,
        services: Services,
        mailbox: Mailbox,
        time: Time,
        template: &Stack,
    ) -> Self {
        let mut sources = template
            .functions
            .iter()
            .flat_map(|function| &function.queues);
        let jobs = sources
            .next()
            .and_then(|source| template.queue_by_arn(&source.arn));
        let redrive = jobs.and_then(|queue| queue.redrive.as_ref());
        let dead = redrive.and_then(|redrive| template.queue_by_arn(&redrive.target_arn));
        let mut by_hand = template.functions.clone();
        by_hand.retain(|function| !function.has_a_trigger());
        Self(Arc::new(Inner {
            host,
            mailbox,
            sqs: services.sqs(),
            services,
            time,
            tables: template.tables.clone(),
            by_hand: by_hand.into_iter().map(|function| function.name).collect(),
            jobs: jobs.cloned(),
            dead: dead.cloned(),
        }))
    }
}

impl Sources for Shown {
    fn mailbox(&self) -> &Mailbox {
        &self.0.mailbox
    }

    async fn health(&self) -> Value {
        let endpoints = self.0.services.endpoints();
        json!({
            "status": "ok",
            "services": {
                "dynamodb": endpoints.dynamodb,
                "sqs": endpoints.sqs,
                "ses": endpoints.ses,
            },
            "tables": {
                "main": self.0.table("Table"),
                "secrets": self.0.table("SecretsTable"),
            },
        })
    }

    async fn jobs(&self) -> Result<JobCounts, Unavailable> {
        let jobs = self.0.counts(self.0.jobs.as_ref()).await?;
        let dead = self.0.counts(self.0.dead.as_ref()).await?;
        Ok(JobCounts {
            visible: jobs.0,
            in_flight: jobs.1,
            dead: dead.0 + dead.1,
        })
    }

    async fn functions(&self) -> Vec<FunctionState> {
        let reports = self.0.host.report().into_iter();
        reports
            .map(|report| FunctionState {
                name: report.name,
                pids: report.pids,
                invocations: report.invocations,
                errors: report.errors,
            })
            .collect()
    }

    async fn advance(&self, seconds: u64) -> Result<Value, ClockRefused> {
        self.0.time.advance(seconds).await
    }

    async fn invoke(&self, function: &str, payload: Bytes) -> Result<Bytes, NotInvoked> {
        if !self.0.by_hand.iter().any(|name| name == function) {
            return Err(NotInvoked::NotByHand);
        }
        Ok(self.0.host.invoke(function, payload, WAIT).await?)
    }
}

impl Inner {
    fn table(&self, logical_id: &str) -> Option<&str> {
        let table = self
            .tables
            .iter()
            .find(|table| table.logical_id == logical_id);
        table.map(|table| table.name.as_str())
    }

    /// The messages that wait (a delayed one does too) and those that are being worked on.
    async fn counts(&self, queue: Option<&Queue>) -> Result<(u64, u64), Unavailable> {
        let Some(queue) = queue else {
            return Ok((0, 0));
        };
        let answer = self
            .sqs
            .get_queue_attributes()
            .queue_url(&queue.url)
            .attribute_names(QueueAttributeName::All)
            .send()
            .await
            .map_err(|error| Unavailable(DisplayErrorContext(error).to_string()))?;
        let count = |name: QueueAttributeName| {
            let value = answer
                .attributes()
                .and_then(|attributes| attributes.get(&name));
            value
                .and_then(|value| value.parse::<u64>().ok())
                .unwrap_or(0)
        };
        let waiting = count(QueueAttributeName::ApproximateNumberOfMessages)
            + count(QueueAttributeName::ApproximateNumberOfMessagesDelayed);
        Ok((
            waiting,
            count(QueueAttributeName::ApproximateNumberOfMessagesNotVisible),
        ))
    }
}
