//! Turns committed events into notification jobs: stream in, queue out. Clears deleted tickets.
//!
//! A record that can never be read is set aside for an operator, so that it blocks nobody. A
//! record whose jobs could not be put on the queue is reported as failed, and comes again.

mod record;

use std::{
    collections::HashMap,
    time::{Duration, SystemTime},
};

use boot::logs::chain;
use domain::{
    agent::Agent,
    event::{AnyEvent, Event, EventKind, TicketEventId},
    job::Job,
    workspace::WorkspaceId,
};
use queue::Queue;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Store, StoreError};

use crate::record::{Record, set_aside_note};

/// How long before its end an invocation stops clearing.
const MARGIN: Duration = Duration::from_secs(5);

/// What the function works with.
#[derive(Debug)]
pub struct App {
    /// The table.
    pub store: Store,
    /// Where jobs go.
    pub jobs: Queue,
    /// Where records go that cannot be read.
    pub set_aside: Queue,
}

/// A batch of stream records, each still to be understood: one malformed record must not make
/// the batch unreadable.
#[derive(Debug, Deserialize)]
pub struct Batch {
    #[serde(rename = "Records")]
    records: Vec<Value>,
}

/// Which records must come again.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchFailures {
    batch_item_failures: Vec<Failure>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    item_identifier: String,
}

/// The work of a batch: jobs, each with the record that it came from, and deletions likewise.
#[derive(Debug, Default)]
struct Due {
    jobs: Vec<Job>,
    sequence_numbers: Vec<String>,
    deletions: Vec<(TicketEventId, String)>,
}

/// Announces the events of a batch, and clears what they say was deleted until shortly before
/// `deadline`.
pub async fn handle(app: &App, batch: Batch, deadline: SystemTime) -> BatchFailures {
    let mut failures = BatchFailures::default();
    let mut due = Due::default();
    let mut agents = HashMap::new();
    for value in batch.records {
        let record = Record::read(&value);
        let done = match record.event {
            Ok(event) => collect(app, &event, &record.sequence_number, &mut agents, &mut due).await,
            Err(reason) => set_aside(app, &value, &reason.to_string()).await,
        };
        if !done {
            failures.add(record.sequence_number);
        }
    }
    for (index, error) in app.jobs.send(&due.jobs).await {
        tracing::warn!(
            error = chain(&error),
            "a job was not put on the queue; its record comes again"
        );
        failures.add(due.sequence_numbers[index].clone());
    }
    for (deletion, sequence_number) in &due.deletions {
        if !clear(app, deletion, deadline).await {
            failures.add(sequence_number.clone());
        }
    }
    let (jobs, failed) = (due.jobs.len(), failures.batch_item_failures.len());
    tracing::info!(jobs, failed, "announced a batch of events");
    failures
}

/// Adds an event's jobs to those due. Returns whether that worked.
async fn collect(
    app: &App,
    event: &AnyEvent,
    sequence_number: &str,
    known: &mut HashMap<WorkspaceId, Vec<Agent>>,
    due: &mut Due,
) -> bool {
    if let AnyEvent::Ticket(Event {
        id,
        kind: EventKind::Deleted,
        ..
    }) = event
    {
        let deletion = (id.clone(), sequence_number.to_owned());
        due.deletions.push(deletion);
    }
    match jobs_of(app, event, known).await {
        Ok(jobs) => {
            due.sequence_numbers
                .extend(jobs.iter().map(|_| sequence_number.to_owned()));
            due.jobs.extend(jobs);
            true
        }
        Err(error) => {
            tracing::warn!(
                error = chain(&error),
                "the owners could not be read; the record comes again"
            );
            false
        }
    }
}

async fn jobs_of(
    app: &App,
    event: &AnyEvent,
    known: &mut HashMap<WorkspaceId, Vec<Agent>>,
) -> Result<Vec<Job>, StoreError> {
    let Some(workspace) = event.owners_workspace() else {
        return Ok(event.jobs(&[]));
    };
    if !known.contains_key(workspace) {
        known.insert(workspace.clone(), app.store.agents(workspace).await?);
    }
    Ok(event.jobs(known.get(workspace).map_or(&[], Vec::as_slice)))
}

/// Clears what is left of a deleted ticket. Returns whether nothing is left; otherwise the record
/// comes again and goes on.
async fn clear(app: &App, deletion: &TicketEventId, deadline: SystemTime) -> bool {
    match app.store.clear_deleted(deletion, deadline - MARGIN).await {
        Ok(done) => done,
        Err(error) => {
            tracing::warn!(
                error = chain(&error),
                "a deleted ticket could not be cleared; its record comes again"
            );
            false
        }
    }
}

/// Leaves a note where operators look. Returns whether that worked.
async fn set_aside(app: &App, record: &Value, reason: &str) -> bool {
    tracing::error!(reason, "a stream record cannot be read and is set aside");
    match app
        .set_aside
        .send_later(&set_aside_note(record, reason), 0)
        .await
    {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(
                error = chain(&error),
                "the record could not be set aside; it comes again"
            );
            false
        }
    }
}

impl BatchFailures {
    fn add(&mut self, sequence_number: String) {
        let failure = Failure {
            item_identifier: sequence_number,
        };
        if !self.batch_item_failures.contains(&failure) {
            self.batch_item_failures.push(failure);
        }
    }
}
