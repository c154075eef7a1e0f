//! How to get a queue service and a queue in it.

use std::fmt::Debug;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::{BehaviorVersion, Region, retry::RetryConfig};
use aws_sdk_sqs::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sqs::types::{Message, QueueAttributeName as Name};
use jiff::Timestamp;
use local::services::clock::Clock;
use local::services::sqs::{self, Queues};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What each of the two services does.
pub(crate) struct Each<T> {
    pub(crate) ours: T,
    pub(crate) elastic_mq: T,
}

/// A queue service that is up.
pub(crate) struct Service {
    pub(crate) client: Client,
    /// Of our own service only: its files and its server end with the test.
    served: Option<(TempDir, Serving)>,
}

impl Service {
    pub(crate) async fn start() -> Self {
        if let Ok(url) = std::env::var("TKT_TEST_SQS") {
            return Self {
                client: client(&url),
                served: None,
            };
        }
        let folder = tempfile::tempdir().unwrap();
        let (client, serving, _) =
            serve(&folder.path().join("queue.sqlite"), Clock::system()).await;
        Self {
            client,
            served: Some((folder, serving)),
        }
    }

    /// Whether this is the local stack's own.
    pub(crate) fn is_ours(&self) -> bool {
        self.served.is_some()
    }

    /// Asserts what this service does where ours follows AWS and ElasticMQ does not. A difference
    /// that is gone is a failure too: then `docs/conformance.md` is behind.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "so that calls need no more signs"
    )]
    #[track_caller]
    pub(crate) fn differs<T: PartialEq + Debug>(&self, found: T, each: Each<T>) {
        let Each { ours, elastic_mq } = each;
        assert_ne!(ours, elastic_mq, "this is no difference");
        let expected = if self.is_ours() { ours } else { elastic_mq };
        assert_eq!(found, expected);
    }

    /// Makes a queue under a name of its own, with attributes.
    pub(crate) async fn queue(&self, attributes: &[(Name, &str)]) -> Queue {
        Queue::create(&self.client, attributes).await
    }
}

/// A server task that ends when it is dropped.
pub(crate) struct Serving(JoinHandle<()>);

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Serves our own queues from the file at `path`.
pub(crate) async fn serve(path: &Path, clock: Clock) -> (Client, Serving, Queues) {
    let queues = Queues::open(path, clock).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = sqs::router(queues.clone());
    let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (client(&url), Serving(task), queues)
}

/// A clock that the test moves.
#[derive(Clone, Default)]
pub(crate) struct Hands(Arc<AtomicI64>);

impl Hands {
    pub(crate) fn clock(&self) -> Clock {
        let ahead = self.0.clone();
        Clock::from_fn(move || {
            Timestamp::now() + Duration::from_secs(ahead.load(Ordering::SeqCst).unsigned_abs())
        })
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

/// `done`, or the code of the error that the service answered with.
pub(crate) fn outcome<T, E>(answer: &Result<T, SdkError<E>>) -> String
where
    E: ProvideErrorMetadata,
    SdkError<E>: Debug,
{
    match answer {
        Ok(_) => "done".to_owned(),
        Err(error) => match error.code() {
            Some(code) => code.to_owned(),
            None => panic!("the service did not answer: {error:?}"),
        },
    }
}

pub(crate) fn client(url: &str) -> Client {
    let config = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(url)
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "local"))
        .retry_config(RetryConfig::disabled())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

/// One queue, in the words of the tests.
pub(crate) struct Queue {
    pub(crate) client: Client,
    pub(crate) name: String,
    pub(crate) url: String,
}

impl Queue {
    pub(crate) async fn create(client: &Client, attributes: &[(Name, &str)]) -> Self {
        let name = format!("q-{}", uuid::Uuid::new_v4());
        let mut request = client.create_queue().queue_name(&name);
        for (attribute, value) in attributes {
            request = request.attributes(attribute.clone(), *value);
        }
        let url = request.send().await.unwrap().queue_url.unwrap();
        Self {
            client: client.clone(),
            name,
            url,
        }
    }

    pub(crate) async fn send(&self, body: &str) -> String {
        let sent = self
            .client
            .send_message()
            .queue_url(&self.url)
            .message_body(body);
        sent.send().await.unwrap().message_id.unwrap()
    }

    /// Receives up to ten messages, hidden for `visibility` seconds, waiting `wait` seconds for the first.
    pub(crate) async fn receive(&self, visibility: i32, wait: i32) -> Vec<Message> {
        let request = self
            .client
            .receive_message()
            .queue_url(&self.url)
            .max_number_of_messages(10);
        let request = request
            .visibility_timeout(visibility)
            .wait_time_seconds(wait);
        let request = request
            .message_system_attribute_names("All".into())
            .message_attribute_names("All");
        request.send().await.unwrap().messages.unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn receive_one(&self, visibility: i32, wait: i32) -> impl Future<Output = Message> {
        let caller = std::panic::Location::caller();
        async move {
            let mut messages = self.receive(visibility, wait).await;
            assert_eq!(messages.len(), 1, "one message was expected at {caller}");
            messages.remove(0)
        }
    }

    pub(crate) async fn delete(&self, message: &Message) {
        let handle = message.receipt_handle().unwrap();
        let request = self
            .client
            .delete_message()
            .queue_url(&self.url)
            .receipt_handle(handle);
        request.send().await.unwrap();
    }

    pub(crate) async fn attribute(&self, name: Name) -> String {
        let request = self.client.get_queue_attributes().queue_url(&self.url);
        let output = request.attribute_names(name.clone()).send().await.unwrap();
        output.attributes.unwrap().remove(&name).unwrap()
    }

    pub(crate) async fn arn(&self) -> String {
        self.attribute(Name::QueueArn).await
    }

    /// Visible, in flight, delayed.
    pub(crate) async fn counts(&self) -> (String, String, String) {
        (
            self.attribute(Name::ApproximateNumberOfMessages).await,
            self.attribute(Name::ApproximateNumberOfMessagesNotVisible)
                .await,
            self.attribute(Name::ApproximateNumberOfMessagesDelayed)
                .await,
        )
    }
}

/// A queue whose messages go to another after `receives` receives.
pub(crate) async fn with_dead_letters(client: &Client, receives: u32) -> (Queue, Queue) {
    let dead = Queue::create(client, &[]).await;
    let policy = format!(
        r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":{receives}}}"#,
        dead.arn().await
    );
    (
        Queue::create(client, &[(Name::RedrivePolicy, &policy)]).await,
        dead,
    )
}
