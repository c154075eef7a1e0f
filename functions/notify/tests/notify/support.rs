use std::time::{Duration, SystemTime};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    event::{Event, EventId},
    job::{Job, Recipient},
    ticket::NewTicket,
};
use notify::{App, Batch, Keys, Mailer, Pacer, Sender, handle};
use serde_json::{Value, json};
use testkit::{
    Queues, Ses, Table,
    samples::{PUBLIC_URL, SENDER, raised_by_a_visitor, set_up, time, workspace},
};

/// The function and what it stands on, with the workspace `w1` of one owner.
pub(crate) struct Stack {
    pub(crate) table: Table,
    pub(crate) queues: Queues,
    pub(crate) ses: Ses,
    pub(crate) app: App,
}

impl Stack {
    pub(crate) async fn start() -> Self {
        let (table, queues, ses) = tokio::join!(Table::start(), Queues::start(), Ses::start());
        set_up(&table.store).await;
        let app = App {
            store: table.store.clone(),
            keys: Keys::new(table.secrets.clone()),
            jobs: queues.jobs.clone(),
            mailer: Mailer::new(&ses.config()),
            sender: Sender {
                address: SENDER.parse().unwrap(),
                public_url: PUBLIC_URL.to_owned(),
            },
            pacer: Pacer::new(1_000.0, 1),
        };
        Self {
            table,
            queues,
            ses,
            app,
        }
    }

    /// Saves the `n`-th ticket as a visitor's.
    pub(crate) async fn raise(&self, n: u32) -> Event {
        self.save(n, raised_by_a_visitor()).await
    }

    /// Saves `new` as the `n`-th ticket.
    pub(crate) async fn save(&self, n: u32, new: NewTicket) -> Event {
        let number = format!("TKT-{n:05}").parse().unwrap();
        let created = new.numbered(workspace("w1"), number, time("2024-01-15T09:30:00Z"));
        self.table
            .store
            .insert_ticket(&workspace("w1"), &created, None)
            .await
            .unwrap();
        created.event
    }

    /// Puts every job of an event on the queue, as `publish` does.
    pub(crate) async fn announce(&self, event: &Event) {
        let agents = self.table.store.agents(&workspace("w1")).await.unwrap();
        assert!(self.queues.jobs.send(&event.jobs(&agents)).await.is_empty());
    }

    /// Puts the confirmation to the visitor on the queue, and nothing else.
    pub(crate) async fn announce_to_visitor(&self, event: &Event) {
        assert!(
            self.queues
                .jobs
                .send(&[confirmation(event)])
                .await
                .is_empty()
        );
    }

    /// Receives a batch, works on it and deletes what is done, as Lambda's poller does. Returns
    /// what is reported: the messages' bodies, sorted.
    pub(crate) async fn work(&self) -> Vec<String> {
        self.work_until(SystemTime::now() + Duration::from_secs(10))
            .await
    }

    /// The same for an invocation that ends at `deadline`.
    pub(crate) async fn work_until(&self, deadline: SystemTime) -> Vec<String> {
        let event = self.queues.receive_event().await;
        let batch: Batch = serde_json::from_value(event.clone()).unwrap();
        let answer = serde_json::to_value(handle(&self.app, batch, deadline).await).unwrap();
        self.queues.settle_event(&event, &answer).await;
        reported(&event, &answer)
    }

    /// Hands over jobs without a queue. Returns how many are reported.
    pub(crate) async fn hand_over(&self, event: Value) -> usize {
        let batch: Batch = serde_json::from_value(event).unwrap();
        let deadline = SystemTime::now() + Duration::from_secs(10);
        let answer = serde_json::to_value(handle(&self.app, batch, deadline).await).unwrap();
        answer["batchItemFailures"].as_array().unwrap().len()
    }

    /// The delivery mark of a job: its state.
    pub(crate) async fn state(&self, job: &Job) -> Option<String> {
        let (pk, sk) = mark(job);
        let mark = self.table.item(&pk, &sk).await?;
        Some(mark["state"].as_s().unwrap().clone())
    }

    /// Removes the delivery mark of a job, so that it can be done once more.
    pub(crate) async fn forget(&self, job: &Job) {
        let (pk, sk) = mark(job);
        self.table.remove(&pk, &sk).await;
    }

    /// Lets a claim end now, as thirty seconds would.
    pub(crate) async fn end_claim(&self, job: &Job) {
        let (pk, sk) = mark(job);
        let past = AttributeValue::N("0".to_owned());
        self.table.set(&pk, &sk, "claimed_until", past).await;
    }
}

/// The hidden message comes back after `seconds`, and no second earlier.
pub(crate) async fn assert_hidden_for(stack: &Stack, seconds: i64) {
    stack.queues.advance(seconds - 1);
    assert_eq!(
        stack.queues.visible().await,
        0,
        "it came back before {seconds} s"
    );
    stack.queues.advance(1);
    assert!(
        stack.queues.visible().await > 0,
        "it did not come back after {seconds} s"
    );
}

/// The job of the visitor's confirmation.
pub(crate) fn confirmation(event: &Event) -> Job {
    Job {
        event: EventId::Ticket(event.id.clone()),
        to: Recipient::Visitor,
    }
}

/// A batch of jobs that no queue holds.
pub(crate) fn batch_of(jobs: &[Job]) -> Value {
    let record = |(n, job): (usize, &Job)| {
        json!({
            "messageId": n.to_string(),
            "receiptHandle": "none",
            "body": serde_json::to_string(job).unwrap(),
            "attributes": { "ApproximateReceiveCount": "1" },
        })
    };
    json!({ "Records": jobs.iter().enumerate().map(record).collect::<Vec<_>>() })
}

/// The key of a delivery mark, as the contract writes it.
fn mark(job: &Job) -> (String, String) {
    let (pk, version) = match &job.event {
        EventId::Ticket(event) => {
            let pk = format!("W#{}#T#{}", event.workspace, event.number);
            (pk, event.version)
        }
        EventId::SignIn { request } => (format!("S#{}", request.as_str()), 1),
        EventId::Invitation(id) => (format!("W#{}#I#{}", id.workspace, id.id()), 1),
    };
    (pk, format!("X#{version:010}#{}", job.to.key()))
}

fn reported(event: &Value, answer: &Value) -> Vec<String> {
    let failures = answer["batchItemFailures"].as_array().unwrap();
    let body = |failure: &Value| {
        let mut records = event["Records"].as_array().unwrap().iter();
        let record = records.find(|record| record["messageId"] == failure["itemIdentifier"]);
        record.unwrap()["body"].as_str().unwrap().to_owned()
    };
    let mut reported: Vec<_> = failures.iter().map(body).collect();
    reported.sort();
    reported
}
