//! Walks all events, puts a job on the queue for every mail that nobody has settled and that is
//! still of use, and clears what is left of deleted tickets.
//!
//! For operators, after announcements were lost: the stream keeps records for 24 hours only. A
//! job too many does no harm, since `notify` sends what its claim allows.

use std::{
    collections::HashMap,
    time::{Duration, SystemTime},
};

use boot::deadline::left;
use domain::{
    agent::Agent,
    event::{AnyEvent, Event, EventKind},
    job::Job,
    time::UtcTime,
    workspace::WorkspaceId,
};
use lambda_runtime::Error;
use queue::Queue;
use serde::{Deserialize, Serialize};
use store::{Store, events::WalkPosition};

/// How long before its end an invocation stops walking.
const MARGIN: Duration = Duration::from_secs(30);

/// What the function works with.
#[derive(Debug)]
pub struct App {
    /// The table.
    pub store: Store,
    /// Where jobs go.
    pub jobs: Queue,
}

/// Where to begin.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The `next` of an earlier answer; absent to walk from the start.
    #[serde(default)]
    after: Option<WalkPosition>,
}

/// How far it came.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Events that were looked at.
    walked: usize,
    /// Jobs that were put on the queue.
    announced: usize,
    /// Items in an event's place that could not be read.
    unreadable: usize,
    /// Where to go on, when time ran out; null at the end.
    next: Option<WalkPosition>,
}

/// Walks until the end or until shortly before `deadline`.
///
/// # Errors
/// When the table or the queue does not answer. What was announced by then stays announced.
pub async fn walk(app: &App, request: Request, deadline: SystemTime) -> Result<Report, Error> {
    let mut report = Report {
        next: request.after,
        ..Report::default()
    };
    let mut agents = HashMap::new();
    loop {
        let page = app.store.walk_events(report.next.take()).await?;
        let open = app
            .store
            .unsettled(jobs(app, &page.events, &mut agents).await?)
            .await?;
        if let Some((_, error)) = app.jobs.send(&open).await.into_iter().next() {
            return Err(error.into());
        }
        for event in &page.events {
            // Nearly always nothing is left; what is was given up when its event was announced.
            if let AnyEvent::Ticket(Event {
                id,
                kind: EventKind::Deleted,
                ..
            }) = event
            {
                app.store.clear_deleted(id, deadline - MARGIN).await?;
            }
        }
        report.walked += page.events.len();
        report.announced += open.len();
        report.unreadable += page.unreadable;
        report.next = page.next;
        if report.next.is_none() || left(deadline, MARGIN).is_zero() {
            break;
        }
    }
    let Report {
        walked,
        announced,
        unreadable,
        ..
    } = report;
    tracing::info!(walked, announced, unreadable, "walked the events");
    Ok(report)
}

async fn jobs(
    app: &App,
    events: &[AnyEvent],
    agents: &mut HashMap<WorkspaceId, Vec<Agent>>,
) -> Result<Vec<Job>, Error> {
    let mut jobs = Vec::new();
    for event in events.iter().filter(|event| is_of_use(event)) {
        let Some(workspace) = event.owners_workspace() else {
            jobs.extend(event.jobs(&[]));
            continue;
        };
        if !agents.contains_key(workspace) {
            agents.insert(workspace.clone(), app.store.agents(workspace).await?);
        }
        jobs.extend(event.jobs(agents.get(workspace).map_or(&[], Vec::as_slice)));
    }
    Ok(jobs)
}

/// Whether a mail about it, so late, would be of use. What is over by its time stays in the table
/// for up to two days.
fn is_of_use(event: &AnyEvent) -> bool {
    match event {
        AnyEvent::Ticket(_) => true,
        // Whoever waits for a code has asked for another long since.
        AnyEvent::SignIn(_) => false,
        AnyEvent::Invitation(invitation) => UtcTime::now() < invitation.expires_at,
    }
}
