//! Receiving: order, visibility, delays, and waiting for what is to come.

use std::time::{Duration, Instant};

use aws_sdk_sqs::types::{
    ChangeMessageVisibilityBatchRequestEntry as Change, MessageSystemAttributeName as System,
    QueueAttributeName as Name,
};
use rstest::rstest;

use crate::service::{Queue, Service};

#[tokio::test]
async fn a_received_message_is_hidden_until_its_timeout_ends() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let first = queue.receive_one(1, 0).await;
    assert!(queue.receive(1, 0).await.is_empty());
    let second = queue.receive_one(1, 5).await;
    assert_eq!(second.message_id(), first.message_id());
    assert_ne!(second.receipt_handle(), first.receipt_handle());
}

#[tokio::test]
async fn system_attributes_count_receives_and_tell_the_times() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    queue.receive_one(0, 0).await;
    let message = queue.receive_one(0, 2).await;
    let attributes = message.attributes().unwrap();
    assert_eq!(attributes[&System::ApproximateReceiveCount], "2");
    let sent: i64 = attributes[&System::SentTimestamp].parse().unwrap();
    let first: i64 = attributes[&System::ApproximateFirstReceiveTimestamp]
        .parse()
        .unwrap();
    assert!(first >= sent);
    assert!(attributes.contains_key(&System::SenderId));
}

#[tokio::test]
async fn a_wait_ends_when_a_message_arrives() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let (client, url) = (queue.client.clone(), queue.url.clone());
    let started = Instant::now();
    let sending = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        client
            .send_message()
            .queue_url(url)
            .message_body("job")
            .send()
            .await
            .unwrap();
    });
    queue.receive_one(30, 20).await;
    sending.await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_wait_without_a_message_ends_with_nothing() {
    let service = Service::start().await;
    let queue = service
        .queue(&[(Name::ReceiveMessageWaitTimeSeconds, "1")])
        .await;
    let started = Instant::now();
    let output = queue
        .client
        .receive_message()
        .queue_url(&queue.url)
        .send()
        .await
        .unwrap();
    assert!(output.messages().is_empty());
    assert!(started.elapsed() >= Duration::from_millis(950));
}

#[tokio::test]
async fn a_delayed_message_comes_after_its_delay_and_ends_a_wait() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let request = service
        .client
        .send_message()
        .queue_url(&queue.url)
        .message_body("later");
    request.delay_seconds(1).send().await.unwrap();
    assert!(queue.receive(30, 0).await.is_empty());
    assert_eq!(queue.receive_one(30, 10).await.body(), Some("later"));
}

#[tokio::test]
async fn a_queues_own_delay_holds_for_messages_without_one() {
    let service = Service::start().await;
    let queue = service.queue(&[(Name::DelaySeconds, "60")]).await;
    queue.send("later").await;
    assert!(queue.receive(30, 0).await.is_empty());
    let request = service
        .client
        .send_message()
        .queue_url(&queue.url)
        .message_body("now");
    request.delay_seconds(0).send().await.unwrap();
    assert_eq!(queue.receive_one(30, 2).await.body(), Some("now"));
}

#[tokio::test]
async fn ending_the_visibility_timeout_brings_the_message_back_and_ends_a_wait() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let message = queue.receive_one(60, 0).await;
    let (client, url) = (queue.client.clone(), queue.url.clone());
    let handle = message.receipt_handle().unwrap().to_owned();
    let changing = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let request = client
            .change_message_visibility()
            .queue_url(url)
            .receipt_handle(handle);
        request.visibility_timeout(0).send().await.unwrap();
    });
    queue.receive_one(60, 20).await;
    changing.await.unwrap();
}

#[tokio::test]
async fn a_lengthened_visibility_timeout_holds() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let message = queue.receive_one(1, 0).await;
    change(&queue, message.receipt_handle().unwrap(), 60)
        .await
        .unwrap();
    assert!(queue.receive(1, 2).await.is_empty());
}

#[tokio::test]
async fn visibility_changes_in_a_batch_fail_one_by_one() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let message = queue.receive_one(60, 0).await;
    let build = |id: &str, handle: &str| {
        Change::builder()
            .id(id)
            .receipt_handle(handle)
            .visibility_timeout(0)
            .build()
            .unwrap()
    };
    let entries = vec![
        build("good", message.receipt_handle().unwrap()),
        build("bad", "nonsense"),
    ];
    let request = queue
        .client
        .change_message_visibility_batch()
        .queue_url(&queue.url);
    let output = request.set_entries(Some(entries)).send().await.unwrap();
    assert_eq!(output.successful()[0].id(), "good");
    assert_eq!(output.failed()[0].id(), "bad");
    queue.receive_one(60, 2).await;
}

#[tokio::test]
async fn a_message_that_is_not_hidden_cannot_be_hidden_longer() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let message = queue.receive_one(60, 0).await;
    queue.delete(&message).await;
    assert!(
        change(&queue, message.receipt_handle().unwrap(), 60)
            .await
            .is_err()
    );
}

#[rstest]
#[case::no_message(0)]
#[case::eleven_messages(11)]
#[tokio::test]
async fn a_number_of_messages_out_of_range_is_refused(#[case] most: i32) {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let request = queue.client.receive_message().queue_url(&queue.url);
    assert!(request.max_number_of_messages(most).send().await.is_err());
}

#[tokio::test]
async fn many_receivers_share_the_messages_without_overlap() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    for i in 0..40 {
        queue.send(&format!("job {i}")).await;
    }
    let (a, b) = tokio::join!(drain(&queue), drain(&queue));
    let mut bodies: Vec<_> = a.into_iter().chain(b).collect();
    bodies.sort_unstable();
    bodies.dedup();
    assert_eq!(bodies.len(), 40);
}

async fn drain(queue: &Queue) -> Vec<String> {
    let mut bodies = Vec::new();
    loop {
        let messages = queue.receive(60, 0).await;
        if messages.is_empty() {
            return bodies;
        }
        bodies.extend(messages.into_iter().filter_map(|message| message.body));
    }
}

async fn change(queue: &Queue, handle: &str, seconds: i32) -> Result<(), ()> {
    let request = queue
        .client
        .change_message_visibility()
        .queue_url(&queue.url);
    let request = request.receipt_handle(handle).visibility_timeout(seconds);
    request.send().await.map(|_| ()).map_err(|_| ())
}
