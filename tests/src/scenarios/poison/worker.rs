//! `notify` in the test's own process, so that its code can be made to panic.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName};
use boot::aws::{Aws, SES};
use local::{pollers::queue::batch_event, template::REGION};
use notify::{App, Batch, Keys, Mailer, Pacer, Sender, handle};
use queue::Queue;
use store::{Store, secrets::Secrets};
use testkit::{Spy, samples::SENDER};

use crate::TestApp;

/// Reads the stack's job queue as Lambda does.
pub(super) struct Worker {
    sqs: aws_sdk_sqs::Client,
    queue_url: String,
    queue_arn: String,
    app: App,
}

impl Worker {
    /// A worker without a fault.
    pub(super) async fn of(stack: &TestApp) -> Self {
        Self::watched_by(stack, Spy::new(|_| Ok(()))).await
    }

    /// One that panics whenever it reads this ticket.
    pub(super) async fn panicking_over(stack: &TestApp, number: &str) -> Self {
        let number = number.to_owned();
        let spy = Spy::new(move |call| {
            assert!(
                call.operation != "BatchGetItem" || !call.body.contains(&number),
                "this scenario makes one job panic"
            );
            Ok(())
        });
        Self::watched_by(stack, spy).await
    }

    async fn watched_by(stack: &TestApp, spy: Spy) -> Self {
        let services = stack.services().await;
        let (tables, table) = (stack.tables().await, services.dynamodb());
        let secrets = Secrets::new(table.clone(), tables.secrets);
        let table = table.config().to_builder().interceptor(spy);
        let credentials = Credentials::new("test", "test", None, None, "test");
        let aws = Aws::new(REGION.to_owned(), credentials);
        let ses = aws.config_at(SES, Some(stack.endpoints().ses.clone()));
        let (sqs, queue_url) = (services.sqs(), stack.queue_url("JobQueue"));
        let app = App {
            store: Store::new(Client::from_conf(table.build()), tables.main),
            keys: Keys::new(secrets),
            jobs: Queue::new(sqs.clone(), queue_url.clone()),
            mailer: Mailer::new(&ses),
            sender: Sender {
                address: SENDER.parse().expect("an address"),
                public_url: stack.url.clone(),
            },
            pacer: Pacer::new(500.0, 1),
        };
        Self {
            sqs,
            queue_url,
            queue_arn: stack.queue_arn("JobQueue"),
            app,
        }
    }

    /// Works on one batch. Returns how many jobs were received, and how many handed back.
    pub(super) async fn work(&self) -> [usize; 2] {
        let messages = self.receive().await;
        let event = batch_event(&messages, &self.queue_arn);
        let batch: Batch = serde_json::from_value(event).expect("a batch of messages");
        let deadline = SystemTime::now() + Duration::from_secs(10);
        let answer = serde_json::to_value(handle(&self.app, batch, deadline).await);
        let answer = answer.expect("an answer");
        let failed = answer["batchItemFailures"].as_array().expect("failures");
        for message in &messages {
            let id = message.message_id().expect("an id");
            if !failed.iter().any(|failure| failure["itemIdentifier"] == id) {
                self.delete(message).await;
            }
        }
        [messages.len(), failed.len()]
    }

    async fn receive(&self) -> Vec<Message> {
        let received = self
            .sqs
            .receive_message()
            .queue_url(&self.queue_url)
            .max_number_of_messages(10)
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .send()
            .await;
        received.expect("messages").messages.unwrap_or_default()
    }

    async fn delete(&self, message: &Message) {
        let request = self.sqs.delete_message().queue_url(&self.queue_url);
        let request = request.set_receipt_handle(message.receipt_handle.clone());
        request.send().await.expect("a message is deleted");
    }
}
