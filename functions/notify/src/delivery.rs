//! One job: facts, turn, claim, send, mark.

use std::time::{Duration, SystemTime};

use boot::logs::chain;
use domain::{
    event::{EventId, EventKind, TicketEventId},
    job::{Job, Recipient},
    time::UtcTime,
    workspace::Settings,
};
use store::{
    StoreError,
    deliveries::{CLAIM_LIFETIME, Claim, ClaimOutcome, DeliveryState},
    events::MailFacts,
    limits::Scope,
};
use tokio::time::sleep_until;

use crate::{App, batch::Message, mail, mail::Mail, mailer::SendError, pacer::Turn};

/// How long an attempt waits that must outwait a claim, in seconds.
pub(crate) const CLAIM_SECONDS: i32 = CLAIM_LIFETIME.as_secs() as i32 + 1;
/// The time that a send may take (see `boot::aws::SES`), and a little for the mark.
const TIME_TO_SEND: Duration = Duration::from_millis(5_500);
/// How often the mark that ends a claim is tried, beside the SDK's own retries.
const MARK_ATTEMPTS: u32 = 3;

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is left to do; it leaves the queue.
    Done,
    /// It comes back after a pause.
    Retry { seconds: i32 },
    /// It can never succeed: straight to where an operator finds it.
    Poison,
}

/// A mail that is written and may be sent in this invocation.
struct Letter<'a> {
    job: &'a Job,
    settings: &'a Settings,
    facts: &'a MailFacts,
    mail: Mail,
}

/// Works on one message until it is clear what becomes of it.
pub(crate) async fn deliver(
    app: &App,
    message: &Message,
    turn: Turn,
    deadline: SystemTime,
) -> Outcome {
    let Ok(job) = serde_json::from_str::<Job>(&message.body) else {
        tracing::error!(message_id = message.message_id, "a message is no job");
        return Outcome::Poison;
    };
    match turn {
        Turn::Later { seconds } => put_back(app, message, seconds).await,
        Turn::At(moment) => {
            let done = prepare_and_send(app, message, &job, moment, deadline).await;
            done.unwrap_or_else(|error| {
                let error = chain(&error);
                tracing::warn!(
                    error,
                    message_id = message.message_id,
                    "the table did not answer; the job comes again"
                );
                Outcome::Retry {
                    seconds: message.backoff(),
                }
            })
        }
    }
}

/// Waiting for a far turn must cost no receive: a new message goes in, the old one is done.
async fn put_back(app: &App, message: &Message, seconds: i32) -> Outcome {
    match app.jobs.send_later(&message.body, seconds).await {
        Ok(()) => Outcome::Done,
        Err(error) => {
            tracing::warn!(
                error = chain(&error),
                "a job could not be put back; it comes again"
            );
            Outcome::Retry { seconds }
        }
    }
}

async fn prepare_and_send(
    app: &App,
    message: &Message,
    job: &Job,
    moment: tokio::time::Instant,
    deadline: SystemTime,
) -> Result<Outcome, StoreError> {
    let EventId::Ticket(event) = &job.event else {
        tracing::error!(job = name(job), "no mail is known for this kind of event");
        return Ok(Outcome::Poison);
    };
    let workspace = &event.workspace;
    let Some(settings) = app.store.settings(workspace).await? else {
        tracing::error!(
            message_id = message.message_id,
            "a job's workspace does not exist"
        );
        return Ok(Outcome::Poison);
    };
    let (facts, agents) =
        tokio::try_join!(app.store.mail_facts(event), app.store.agents(workspace))?;
    let Some(facts) = facts else {
        return gone(app, message, job).await;
    };
    let mail = match mail::write(&app.sender, &settings, &agents, job, &facts) {
        Ok(Some(mail)) => mail,
        Ok(None) => {
            tracing::info!(
                message_id = message.message_id,
                "a job's recipient is owed no mail"
            );
            return Ok(Outcome::Done);
        }
        Err(error) => {
            tracing::error!(
                error = chain(&error),
                message_id = message.message_id,
                "a mail cannot be written"
            );
            return Ok(Outcome::Poison);
        }
    };
    sleep_until(moment).await;
    if is_late(deadline) {
        return Ok(retry_late(message));
    }
    let letter = Letter {
        job,
        settings: &settings,
        facts: &facts,
        mail,
    };
    claim_and_send(app, message, &letter, deadline).await
}

/// A job of a deleted ticket ends silently, and leaves no mark behind that somebody has claimed.
async fn gone(app: &App, message: &Message, job: &Job) -> Result<Outcome, StoreError> {
    app.store.forget(job).await?;
    tracing::info!(
        message_id = message.message_id,
        "a job's ticket is gone; no mail"
    );
    Ok(Outcome::Done)
}

async fn claim_and_send(
    app: &App,
    message: &Message,
    letter: &Letter<'_>,
    deadline: SystemTime,
) -> Result<Outcome, StoreError> {
    let id = uuid::Uuid::new_v4().to_string();
    let claim = match app.store.claim(letter.job, &id, UtcTime::now()).await? {
        ClaimOutcome::Claimed(claim) => claim,
        ClaimOutcome::Settled(_) => return Ok(Outcome::Done),
        ClaimOutcome::Held { remaining } => {
            let seconds = i32::try_from(remaining.as_secs()).unwrap_or(i32::MAX);
            return Ok(Outcome::Retry {
                seconds: (seconds + 1).min(CLAIM_SECONDS),
            });
        }
    };
    // A ticket that was deleted after it was read may have been cleared before the claim: then the
    // mark would be there for good.
    let TicketEventId {
        workspace, number, ..
    } = &letter.facts.event.id;
    if app.store.ticket(workspace, number).await?.is_none() {
        return gone(app, message, letter.job).await;
    }
    if too_many(app, letter, &claim).await? {
        mark(app, &claim, DeliveryState::Suppressed).await?;
        tracing::warn!(
            job = name(letter.job),
            "a recipient had enough confirmations today; no mail"
        );
        return Ok(Outcome::Done);
    }
    // Claiming may have taken seconds. A mail that is out when the time runs out, and not marked,
    // goes out again.
    if is_late(deadline) {
        app.store.release(&claim).await?;
        return Ok(retry_late(message));
    }
    match app.mailer.send(&letter.mail).await {
        Ok(()) => {
            mark(app, &claim, DeliveryState::Sent).await?;
            tracing::info!(
                job = name(letter.job),
                to = masked(&letter.mail.to),
                "sent a mail"
            );
            Ok(Outcome::Done)
        }
        Err(error) => after_failure(app, message, letter, &claim, &error).await,
    }
}

/// Whether the invocation may end before a mail that is sent now is marked.
fn is_late(deadline: SystemTime) -> bool {
    SystemTime::now() + TIME_TO_SEND > deadline
}

fn retry_late(message: &Message) -> Outcome {
    tracing::warn!(
        message_id = message.message_id,
        "too little time is left; the job comes again"
    );
    Outcome::Retry {
        seconds: message.backoff(),
    }
}

/// Whether the recipient of a confirmation had enough of them today. Strangers cause confirmations;
/// every later mail comes of what an agent did. Counted once a job: at its first claim.
async fn too_many(app: &App, letter: &Letter<'_>, claim: &Claim) -> Result<bool, StoreError> {
    let facts = letter.facts;
    let confirms = letter.job.to == Recipient::Visitor && facts.event.kind == EventKind::Created;
    if !confirms || !claim.first {
        return Ok(false);
    }
    let customer = &facts.ticket.customer.email;
    let scope = Scope::ConfirmationsTo(&facts.event.id.workspace, customer);
    let count = app.store.count(scope, UtcTime::now()).await?;
    Ok(count.total > letter.settings.limits.confirmations_per_recipient)
}

/// Ends a claim for good. A mark is worth more tries than anything else: without it a mail that
/// is out goes out again, and one that was suppressed goes out after all.
async fn mark(app: &App, claim: &Claim, state: DeliveryState) -> Result<(), StoreError> {
    let mut attempt = 1;
    loop {
        match app.store.settle(claim, state, UtcTime::now()).await {
            Err(error) if attempt == MARK_ATTEMPTS => return Err(error),
            Err(_) => attempt += 1,
            Ok(()) => return Ok(()),
        }
    }
}

async fn after_failure(
    app: &App,
    message: &Message,
    letter: &Letter<'_>,
    claim: &Claim,
    error: &SendError,
) -> Result<Outcome, StoreError> {
    let (job, to) = (name(letter.job), masked(&letter.mail.to));
    let error_text = error.to_string();
    match error {
        SendError::Rejected(_) => {
            mark(app, claim, DeliveryState::Undeliverable).await?;
            tracing::warn!(
                job,
                to,
                "SES rejects a mail for good; its ticket says undeliverable"
            );
            Ok(Outcome::Done)
        }
        SendError::Refused(_) => {
            app.store.release(claim).await?;
            let seconds = message.backoff();
            tracing::warn!(
                job,
                to,
                seconds,
                "SES did not take a mail; it is tried again"
            );
            Ok(Outcome::Retry { seconds })
        }
        SendError::Unknown(_) => {
            let seconds = message.backoff().max(CLAIM_SECONDS);
            tracing::warn!(
                job,
                to,
                seconds,
                error = error_text,
                "it is unknown whether SES took a mail; it is tried again"
            );
            Ok(Outcome::Retry { seconds })
        }
    }
}

/// A job as logs name it: ids alone.
fn name(job: &Job) -> String {
    let event = match &job.event {
        EventId::Ticket(TicketEventId {
            workspace,
            number,
            version,
        }) => format!("{workspace}/{number}/{version}"),
        EventId::SignIn { request } => format!("sign-in/{}", request.as_str()),
        EventId::Invitation(id) => format!("invitation/{id}"),
    };
    format!("{event}/{}", job.to.key())
}

/// An address as logs may show it: `m***@example.com`.
fn masked(address: &str) -> String {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}***@{domain}")
}
