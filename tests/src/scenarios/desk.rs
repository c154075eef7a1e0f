//! What the scenarios about failing mail share: a stack, the record of what was asked of it, and
//! what an operator sees and does.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use aws_sdk_sqs::types::QueueAttributeName;
use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::Tally;
use crate::{
    Start, TestApp,
    history::{Allowed, Found, History, Outcome, Request},
};

/// The agent who writes tickets.
const AGENT: &str = "agent@example.com";
/// Requests that are under way side by side.
const CLIENTS: usize = 8;
/// The demo tickets' mails count as sent, but publish and notify still see them once.
pub(super) const DEMO_JOBS: u64 = 3;
/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(30);

/// A stack under test.
pub(super) struct Desk {
    pub(super) app: TestApp,
    history: History,
    token: String,
    started: Instant,
}

/// A line of a function's log.
pub(super) struct Line(Value);

impl Desk {
    /// Opens a stack whose demo tickets have been announced.
    pub(super) async fn open(start: Start) -> Self {
        let started = Instant::now();
        let app = start.start().await;
        let desk = Self {
            history: History::starting_at(&app).await,
            token: app.token(AGENT).await,
            app,
            started,
        };
        let worked_on = || desk.total("notify", "worked on a batch of jobs", "jobs");
        until("the demo tickets' jobs", || async {
            worked_on() == DEMO_JOBS
        })
        .await;
        desk
    }

    /// Visitors raise tickets, side by side. Returns the numbers.
    pub(super) async fn visitors(&self, addresses: &[String]) -> Vec<String> {
        let raised = stream::iter(addresses.to_vec())
            .map(|address| async move { self.visitor(&address).await });
        raised.buffered(CLIENTS).collect().await
    }

    /// An agent writes tickets for customers, side by side. Returns the numbers.
    pub(super) async fn customers(&self, addresses: &[String]) -> Vec<String> {
        let written = stream::iter(addresses.to_vec())
            .map(|address| async move { self.customer(&address).await });
        written.buffered(CLIENTS).collect().await
    }

    /// A visitor raises a ticket. Returns its number.
    pub(super) async fn visitor(&self, address: &str) -> String {
        let body = json!({
            "bot_token": "demo-widget-token",
            "visitor_name": "Vera",
            "visitor_email": address,
            "issue": "My parcel is lost.",
        });
        let path = "/api/tickets/create";
        self.create(path, body, |body| Request::by_widget("demo", body))
            .await
    }

    /// An agent writes a ticket. Returns its number.
    pub(super) async fn customer(&self, address: &str) -> String {
        let body = json!({
            "title": "Parcel lost",
            "description": "It never came.",
            "customer_name": "Carla",
            "customer_email": address,
        });
        let by_agent = |body: &Value| Request::by_agent("demo", AGENT, body);
        self.create("/api/ticket", body, by_agent).await
    }

    /// The customer's address is the key: each of a scenario's tickets has its own.
    async fn create(&self, path: &str, body: Value, asks: impl Fn(&Value) -> Request) -> String {
        let address = body["visitor_email"]
            .as_str()
            .or(body["customer_email"].as_str());
        let key = address.expect("an address").to_owned();
        let call = self.history.begin(asks(&body).with_key(&key));
        let request = self
            .app
            .request("POST", path)
            .header("idempotency-key", &key);
        let request = match path {
            "/api/ticket" => request.bearer_auth(&self.token),
            _ => request,
        };
        let answer = self.app.send(request.json(&body)).await;
        call.end(Outcome::of(answer.status, &answer.body));
        assert_eq!(answer.status, 201, "{}", answer.body);
        let number = answer.body.get("ticket_number");
        let number = number.or(answer.body.get("ticket_id"));
        number.and_then(Value::as_str).expect("a number").to_owned()
    }

    /// Waits until so many mails were sent.
    pub(super) async fn sent(&self, count: u64) {
        until(&format!("{count} mails"), || async move {
            let overview = self.app.get("/_local/overview").await;
            let total = overview["mailbox"]["total"].as_u64().unwrap_or_default();
            assert!(total <= count, "{total} mails where {count} are owed");
            total == count
        })
        .await;
    }

    /// Waits until this holds for the job queue's counts.
    pub(super) async fn queue(&self, name: &str, count: u64) {
        let started = Instant::now();
        loop {
            let jobs = self.app.jobs().await;
            if jobs[name] == count {
                return;
            }
            let waited = started.elapsed();
            assert!(waited < PATIENCE, "{count} jobs should be {name}: {jobs}");
            sleep(PAUSE).await;
        }
    }

    /// How many jobs `notify` has handed back so far. A batch's line is its last: its jobs are
    /// hidden by then, so the clock may move.
    pub(super) fn handed_back(&self) -> u64 {
        self.total("notify", "worked on a batch of jobs", "failed")
    }

    /// Waits until `notify` has handed back so many jobs.
    pub(super) async fn hands_back(&self, count: u64) {
        let what = format!("{count} jobs that notify hands back");
        until(&what, || async { self.handed_back() == count }).await;
    }

    /// The sum of a field over all lines with this message.
    pub(super) fn total(&self, function: &str, message: &str, field: &str) -> u64 {
        let lines = self.lines(function).into_iter();
        let lines = lines.filter(|line| line.message() == message);
        lines.map(|line| line.0[field].as_u64().unwrap_or(0)).sum()
    }

    /// How many lines have this message.
    pub(super) fn count(&self, function: &str, message: &str) -> u64 {
        let lines = self.lines(function);
        let lines = lines.iter().filter(|line| line.message() == message);
        lines.count() as u64
    }

    /// The lines of a function's log.
    pub(super) fn lines(&self, function: &str) -> Vec<Line> {
        let file = self.app.data().join(format!("logs/{function}.jsonl"));
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let lines = text.lines();
        // The last line may be written right now.
        lines
            .filter_map(|line| serde_json::from_str(line).ok().map(Line))
            .collect()
    }

    /// The state of a mail's delivery, as the ticket's timeline will show it.
    pub(super) async fn delivery(&self, number: &str, to: &str) -> Option<String> {
        let key = (format!("W#demo#T#{number}"), format!("X#0000000001#{to}#-"));
        let found = Found::of(&self.app).await;
        Some(found.items.get(&key)?["state"].as_str()?.to_owned())
    }

    /// What an operator does about dead jobs once the cause is mended: one redrive.
    pub(super) async fn redrive(&self) {
        let sqs = self.app.services().await.sqs();
        let name = QueueAttributeName::QueueArn;
        let attributes = sqs
            .get_queue_attributes()
            .queue_url(self.app.queue_url("JobDeadLetterQueue"))
            .attribute_names(name.clone())
            .send()
            .await
            .expect("the dead-letter queue's attributes");
        let arn = attributes.attributes().and_then(|all| all.get(&name));
        sqs.start_message_move_task()
            .source_arn(arn.expect("an ARN"))
            .send()
            .await
            .expect("a redrive");
    }

    /// Holds every promise against what is there now.
    pub(super) async fn check(&self, allowed: &Allowed) -> Found {
        self.history.check_at_rest(&self.app, allowed).await
    }

    /// The last check, and the report.
    pub(super) async fn close(self, allowed: &Allowed, faults: &[(&str, u64)]) -> Tally {
        let found = self.check(allowed).await;
        let (attempts, tickets) = self.history.counts();
        let different: BTreeSet<_> = found
            .mails
            .iter()
            .map(|mail| (mail["to"].to_string(), mail["subject"].to_string()))
            .collect();
        let faults = faults.iter().map(|(name, count)| {
            let count = usize::try_from(*count).unwrap_or(usize::MAX);
            ((*name).to_owned(), count)
        });
        Tally {
            tickets,
            attempts,
            faults: faults.collect(),
            mails: found.mails.len(),
            second_copies: found.mails.len() - different.len(),
            seconds: self.started.elapsed().as_secs_f64(),
            ..Tally::default()
        }
    }
}

impl Line {
    pub(super) fn message(&self) -> &str {
        self.0["message"].as_str().unwrap_or_default()
    }

    /// The job that it is about: `demo/TKT-00004/1/visitor#-`.
    pub(super) fn job(&self) -> &str {
        self.0["job"].as_str().unwrap_or_default()
    }

    pub(super) fn at(&self) -> Timestamp {
        let text = self.0["timestamp"].as_str().unwrap_or_default();
        text.parse().expect("a line's time")
    }
}

/// Addresses that no other ticket has.
pub(super) fn addresses(name: &str, count: usize) -> Vec<String> {
    (1..=count)
        .map(|n| format!("{name}-{n}@example.com"))
        .collect()
}

/// Waits until a condition holds.
pub(super) async fn until<F>(what: &str, mut holds: impl FnMut() -> F)
where
    F: Future<Output = bool>,
{
    let started = Instant::now();
    while !holds().await {
        assert!(started.elapsed() < PATIENCE, "waited in vain for {what}");
        sleep(PAUSE).await;
    }
}
