//! Deleting, and what a receipt handle is good for.

use aws_sdk_sqs::types::DeleteMessageBatchRequestEntry as Entry;

use crate::service::{Each, Service, outcome};

#[tokio::test]
async fn a_deleted_message_does_not_come_back() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let message = queue.receive_one(1, 0).await;
    queue.delete(&message).await;
    assert!(queue.receive(1, 2).await.is_empty());
}

#[tokio::test]
async fn deleting_twice_succeeds() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let message = queue.receive_one(60, 0).await;
    queue.delete(&message).await;
    let handle = message.receipt_handle().unwrap();
    let again = queue.client.delete_message().queue_url(&queue.url);
    let again = again.receipt_handle(handle).send().await;
    let each = Each {
        ours: "done",
        elastic_mq: "ReceiptHandleIsInvalid",
    };
    service.differs(outcome(&again).as_str(), each);
}

#[tokio::test]
async fn the_latest_handle_deletes_after_the_timeout_too() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let message = queue.receive_one(0, 0).await;
    queue.delete(&message).await;
    assert!(queue.receive(0, 0).await.is_empty());
}

#[tokio::test]
async fn a_handle_that_was_never_given_out_is_refused() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let request = queue
        .client
        .delete_message()
        .queue_url(&queue.url)
        .receipt_handle("nonsense");
    let refused = request.send().await.unwrap_err();
    assert!(refused.into_service_error().is_receipt_handle_is_invalid());
}

#[tokio::test]
async fn deletes_in_a_batch_fail_one_by_one() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("job").await;
    let message = queue.receive_one(60, 0).await;
    let build = |id: &str, handle: &str| {
        Entry::builder()
            .id(id)
            .receipt_handle(handle)
            .build()
            .unwrap()
    };
    let entries = vec![
        build("bad", "nonsense"),
        build("good", message.receipt_handle().unwrap()),
    ];
    let request = queue.client.delete_message_batch().queue_url(&queue.url);
    let output = request.set_entries(Some(entries)).send().await.unwrap();
    assert_eq!(output.successful()[0].id(), "good");
    assert_eq!(output.failed()[0].id(), "bad");
    assert_eq!(output.failed()[0].code(), "ReceiptHandleIsInvalid");
}
