use aws_sdk_sqs::{
    Client,
    types::{Message, MessageSystemAttributeName},
};
use boot::aws::SQS;
use domain::job::Job;
use jiff::SignedDuration;
use local::{
    pollers::queue::batch_event,
    services::{queues, sqs},
    template,
};
use queue::Queue;
use serde_json::Value;
use tempfile::TempDir;

use crate::{TestClock, aws, listen, serve, template as read_template};

/// The template's queues, of one test.
#[derive(Debug)]
pub struct Queues {
    /// The queue of notification jobs.
    pub jobs: Queue,
    /// Where what cannot be understood is set aside.
    pub dead: Queue,
    client: Client,
    jobs_queue: template::Queue,
    dead_queue: template::Queue,
    service: sqs::Queues,
    clock: TestClock,
    _folder: TempDir,
}

impl Queues {
    /// Starts SQS with the template's queues, all empty.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = TestClock::start();
        let file = folder.path().join("queue.sqlite");
        let service = sqs::Queues::open(&file, clock.service()).unwrap();
        let (listener, endpoint) = listen().await;
        serve(listener, sqs::router(service.clone()));
        let client = Client::new(&aws().config_at(SQS, Some(endpoint.clone())));
        let stack = read_template(&endpoint);
        queues::ensure(&client, &stack.queues).await.unwrap();
        let named = |logical_id: &str| {
            let mut queues = stack.queues.iter();
            queues
                .find(|queue| queue.logical_id == logical_id)
                .unwrap()
                .clone()
        };
        let (jobs_queue, dead_queue) = (named("JobQueue"), named("JobDeadLetterQueue"));
        Self {
            jobs: Queue::new(client.clone(), jobs_queue.url.clone()),
            dead: Queue::new(client.clone(), dead_queue.url.clone()),
            client,
            jobs_queue,
            dead_queue,
            service,
            clock,
            _folder: folder,
        }
    }

    /// A queue that nobody answers for.
    pub fn unreachable() -> Queue {
        // Port 1 of this machine: nothing listens there, so a connection is refused at once.
        let endpoint = "http://127.0.0.1:1".to_owned();
        let client = Client::new(&aws().config_at(SQS, Some(endpoint.clone())));
        Queue::new(client, format!("{endpoint}/000000000000/gone"))
    }

    /// Moves the time that delays and hiding go by.
    pub fn advance(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// How many jobs can be received now.
    pub async fn visible(&self) -> u64 {
        self.service
            .counts(&self.jobs_queue.name)
            .await
            .unwrap()
            .visible
    }

    /// How many jobs are on the queue, hidden or not.
    pub async fn held(&self) -> u64 {
        let counts = self.service.counts(&self.jobs_queue.name).await.unwrap();
        counts.visible + counts.in_flight + counts.delayed
    }

    /// Takes every visible job off the queue.
    pub async fn take_jobs(&self) -> Vec<Job> {
        let bodies = self.take_all(&self.jobs_queue.url).await;
        bodies
            .iter()
            .map(|body| serde_json::from_str(body).unwrap())
            .collect()
    }

    /// Takes every message off the queue of what cannot be worked on, as it is.
    pub async fn take_dead(&self) -> Vec<String> {
        self.take_all(&self.dead_queue.url).await
    }

    /// The same for the notes about what was set aside.
    pub async fn take_notes(&self) -> Vec<Value> {
        let bodies = self.take_dead().await;
        bodies
            .iter()
            .map(|body| serde_json::from_str(body).unwrap())
            .collect()
    }

    /// Receives up to ten messages and shapes them as Lambda's poller hands them over.
    pub async fn receive_event(&self) -> Value {
        let messages = self.receive(&self.jobs_queue.url).await;
        batch_event(&messages, &self.jobs_queue.arn)
    }

    /// Does what Lambda's poller does after an invocation: deletes every message of the event
    /// that `answer` does not report.
    pub async fn settle_event(&self, event: &Value, answer: &Value) {
        for record in event["Records"].as_array().unwrap() {
            if failed_ids(answer)
                .iter()
                .any(|id| *id == record["messageId"])
            {
                continue;
            }
            let handle = record["receiptHandle"].as_str().unwrap();
            self.delete(&self.jobs_queue.url, handle).await;
        }
    }

    /// Puts a message on the job queue as it is.
    pub async fn send_raw(&self, body: &str) {
        self.jobs.send_later(body, 0).await.unwrap();
    }

    async fn take_all(&self, url: &str) -> Vec<String> {
        let mut bodies = Vec::new();
        loop {
            let messages = self.receive(url).await;
            if messages.is_empty() {
                return bodies;
            }
            for message in messages {
                self.delete(url, message.receipt_handle().unwrap()).await;
                bodies.push(message.body.unwrap());
            }
        }
    }

    async fn receive(&self, url: &str) -> Vec<Message> {
        let request = self.client.receive_message().queue_url(url);
        let request = request
            .max_number_of_messages(10)
            .wait_time_seconds(0)
            .message_system_attribute_names(MessageSystemAttributeName::All);
        request.send().await.unwrap().messages.unwrap_or_default()
    }

    async fn delete(&self, url: &str, handle: &str) {
        let request = self.client.delete_message().queue_url(url);
        request.receipt_handle(handle).send().await.unwrap();
    }
}

fn failed_ids(answer: &Value) -> Vec<&str> {
    let failures = answer["batchItemFailures"].as_array().unwrap();
    failures
        .iter()
        .map(|failure| failure["itemIdentifier"].as_str().unwrap())
        .collect()
}
