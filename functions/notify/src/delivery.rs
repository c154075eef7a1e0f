//! One job: letter, turn, claim, send, mark.

use std::time::{Duration, SystemTime};

use boot::logs::chain;
use domain::{
    event::{EventId, TicketEventId},
    job::Job,
    time::UtcTime,
};
use store::{
    StoreError,
    deliveries::{CLAIM_LIFETIME, Claim, ClaimOutcome, DeliveryState},
    limits::Scope,
};
use tokio::time::sleep_until;

use crate::{
    App,
    batch::Message,
    letter::{self, Cap, Letter, NoLetter},
    mailer::SendError,
    pacer::Turn,
};

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
    let letter = match letter::write(app, job).await {
        Ok(letter) => letter,
        Err(reason) => return without_letter(app, job, reason).await,
    };
    sleep_until(moment).await;
    if is_late(deadline) {
        return Ok(retry_late(message));
    }
    claim_and_send(app, message, job, &letter, deadline).await
}

/// What becomes of a job that there is no mail for.
async fn without_letter(app: &App, job: &Job, reason: NoLetter) -> Result<Outcome, StoreError> {
    let why = chain(&reason);
    match reason {
        NoLetter::Store(error) => return Err(error),
        NoLetter::NoWorkspace | NoLetter::Wording(_) => {
            tracing::error!(job = name(job), why, "a mail cannot be written");
            return Ok(Outcome::Poison);
        }
        // It leaves no mark behind that somebody has claimed.
        NoLetter::TicketGone => app.store.forget(job).await?,
        NoLetter::NotOwed
        | NoLetter::SignInOver
        | NoLetter::InvitationVoid
        | NoLetter::KeyRemoved => {}
    }
    tracing::info!(job = name(job), why, "a job needs no mail");
    Ok(Outcome::Done)
}

async fn claim_and_send(
    app: &App,
    message: &Message,
    job: &Job,
    letter: &Letter,
    deadline: SystemTime,
) -> Result<Outcome, StoreError> {
    let id = uuid::Uuid::new_v4().to_string();
    match app.store.claim(job, &id, UtcTime::now()).await? {
        ClaimOutcome::Claimed(claim) => send_claimed(app, message, &claim, letter, deadline).await,
        ClaimOutcome::Settled(_) => Ok(Outcome::Done),
        ClaimOutcome::Held { remaining } => {
            let seconds = i32::try_from(remaining.as_secs()).unwrap_or(i32::MAX);
            Ok(Outcome::Retry {
                seconds: (seconds + 1).min(CLAIM_SECONDS),
            })
        }
    }
}

async fn send_claimed(
    app: &App,
    message: &Message,
    claim: &Claim,
    letter: &Letter,
    deadline: SystemTime,
) -> Result<Outcome, StoreError> {
    let (job, to) = (name(&claim.job), &letter.mail.to);
    // A ticket that was deleted after it was read may have been cleared before the claim: then the
    // mark would be there for good. A code may have been used, an invitation taken back.
    if !letter::is_still_owed(app, &claim.job).await? {
        app.store.forget(&claim.job).await?;
        tracing::info!(job, "a mail is no longer owed");
        return Ok(Outcome::Done);
    }
    if too_many(app, letter.cap.as_ref(), claim).await? {
        mark(app, claim, DeliveryState::Suppressed).await?;
        tracing::warn!(job, "a recipient had enough confirmations today; no mail");
        return Ok(Outcome::Done);
    }
    // Claiming may have taken seconds. A mail that is out when the time runs out, and not marked,
    // goes out again.
    if is_late(deadline) {
        app.store.release(claim).await?;
        return Ok(retry_late(message));
    }
    if let Err(error) = app.mailer.send(&letter.mail).await {
        return after_failure(app, message, to, claim, &error).await;
    }
    mark(app, claim, DeliveryState::Sent).await?;
    tracing::info!(job, to = masked(to), "sent a mail");
    Ok(Outcome::Done)
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

/// Whether the recipient had enough of these mails today. Counted once a job: at its first claim.
async fn too_many(app: &App, cap: Option<&Cap>, claim: &Claim) -> Result<bool, StoreError> {
    let Some(cap) = cap.filter(|_| claim.first) else {
        return Ok(false);
    };
    let scope = Scope::ConfirmationsTo(&cap.workspace, &cap.recipient);
    let count = app.store.count(scope, UtcTime::now()).await?;
    Ok(count.total > cap.most)
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
    to: &str,
    claim: &Claim,
    error: &SendError,
) -> Result<Outcome, StoreError> {
    let (job, to) = (name(&claim.job), masked(to));
    let error_text = error.to_string();
    match error {
        SendError::Rejected(_) => {
            mark(app, claim, DeliveryState::Undeliverable).await?;
            tracing::warn!(
                job,
                to,
                "SES rejects a mail for good; its mark says undeliverable"
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
