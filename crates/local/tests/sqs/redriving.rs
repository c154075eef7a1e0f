//! The dead-letter queue: into it after too many receives, and out of it again.

use aws_sdk_sqs::types::MessageSystemAttributeName as System;

use crate::service::{Each, Service, outcome, with_dead_letters};

#[tokio::test]
async fn a_message_received_too_often_goes_to_the_dead_letter_queue() {
    let service = Service::start().await;
    let (queue, dead) = with_dead_letters(&service.client, 2).await;
    let id = queue.send("poison").await;
    queue.receive_one(0, 0).await;
    queue.receive_one(0, 0).await;
    assert!(
        dead.receive(0, 0).await.is_empty(),
        "it may be received as often as the policy says"
    );
    assert!(queue.receive(0, 0).await.is_empty());
    let message = dead.receive_one(0, 5).await;
    assert_eq!(message.body(), Some("poison"));
    assert_eq!(message.message_id(), Some(id.as_str()));
}

#[tokio::test]
async fn a_message_keeps_the_time_of_its_first_send_in_the_dead_letter_queue() {
    let service = Service::start().await;
    let (queue, dead) = with_dead_letters(&service.client, 1).await;
    queue.send("poison").await;
    let before = queue.receive_one(0, 0).await;
    assert!(queue.receive(0, 0).await.is_empty());
    let after = dead.receive_one(0, 5).await;
    let sent =
        |m: &aws_sdk_sqs::types::Message| m.attributes().unwrap()[&System::SentTimestamp].clone();
    assert_eq!(sent(&after), sent(&before));
}

#[tokio::test]
async fn a_move_task_brings_dead_letters_back_to_where_they_came_from() {
    let service = Service::start().await;
    let (queue, dead) = with_dead_letters(&service.client, 1).await;
    queue.send("poison").await;
    queue.receive_one(0, 0).await;
    assert!(queue.receive(0, 0).await.is_empty());
    let task = service
        .client
        .start_message_move_task()
        .source_arn(dead.arn().await);
    assert!(task.send().await.unwrap().task_handle().is_some());
    assert_eq!(queue.receive_one(30, 10).await.body(), Some("poison"));
    assert!(dead.receive(0, 0).await.is_empty());
    let tasks = service
        .client
        .list_message_move_tasks()
        .source_arn(dead.arn().await);
    assert_eq!(
        tasks.send().await.unwrap().results()[0].source_arn(),
        Some(dead.arn().await.as_str())
    );
}

#[tokio::test]
async fn only_a_dead_letter_queue_that_exists_can_be_redriven() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let arn = queue.arn().await;
    if service.is_ours() {
        // ElasticMQ does not answer this one at all.
        let plain = service.client.start_message_move_task().source_arn(&arn);
        assert!(plain.send().await.is_err());
    }
    let unknown = service.client.start_message_move_task();
    let unknown = unknown
        .source_arn(arn.replace(&queue.name, "nowhere"))
        .send()
        .await;
    let each = Each {
        ours: "ResourceNotFoundException",
        elastic_mq: "QueueDoesNotExist",
    };
    service.differs(outcome(&unknown).as_str(), each);
}
