//! Sending: digests, limits, characters, and batches that fail entry by entry.

use aws_sdk_sqs::types::{
    MessageAttributeValue, QueueAttributeName as Name, SendMessageBatchRequestEntry as Entry,
};
use rstest::rstest;

use crate::service::{Each, Service, outcome};

#[tokio::test]
async fn a_message_arrives_whole_with_its_digest_and_attributes() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let kind = MessageAttributeValue::builder()
        .data_type("String")
        .string_value("job");
    let request = service
        .client
        .send_message()
        .queue_url(&queue.url)
        .message_body("héllo\n\u{1F600}");
    let sent = request
        .message_attributes("kind", kind.build().unwrap())
        .send()
        .await
        .unwrap();
    let message = queue.receive_one(30, 0).await;
    assert_eq!(message.body(), Some("héllo\n\u{1F600}"));
    assert_eq!(message.message_id(), sent.message_id());
    assert_eq!(message.md5_of_body(), sent.md5_of_message_body());
    assert_eq!(
        message.md5_of_message_attributes(),
        sent.md5_of_message_attributes()
    );
    let attributes = message.message_attributes().unwrap();
    assert_eq!(attributes["kind"].string_value(), Some("job"));
}

#[tokio::test]
async fn the_digest_is_md5_in_hex() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let request = service
        .client
        .send_message()
        .queue_url(&queue.url)
        .message_body("hello");
    let sent = request.send().await.unwrap();
    assert_eq!(
        sent.md5_of_message_body(),
        Some("5d41402abc4b2a76b9719d911017c592")
    );
}

#[rstest]
#[case::noncharacter("a\u{FFFE}b")]
#[case::control_character("a\u{1}b")]
#[tokio::test]
async fn a_character_that_sqs_does_not_take_is_refused(#[case] body: &str) {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let request = service
        .client
        .send_message()
        .queue_url(&queue.url)
        .message_body(body);
    let each = Each {
        ours: "InvalidMessageContents",
        elastic_mq: "InvalidAttributeValue",
    };
    service.differs(outcome(&request.send().await).as_str(), each);
}

#[tokio::test]
async fn a_message_over_the_queues_limit_is_refused() {
    let service = Service::start().await;
    let queue = service.queue(&[(Name::MaximumMessageSize, "1024")]).await;
    queue.send(&"x".repeat(1024)).await;
    let body = "x".repeat(1025);
    let request = service
        .client
        .send_message()
        .queue_url(&queue.url)
        .message_body(body);
    let each = Each {
        ours: "InvalidParameterValue",
        elastic_mq: "done",
    };
    service.differs(outcome(&request.send().await).as_str(), each);
}

#[tokio::test]
async fn a_message_of_a_mebibyte_is_taken_and_one_more_byte_is_not() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send(&"x".repeat(1_048_576)).await;
    let body = "x".repeat(1_048_577);
    let request = service
        .client
        .send_message()
        .queue_url(&queue.url)
        .message_body(body);
    assert!(request.send().await.is_err());
}

#[tokio::test]
async fn one_bad_entry_fails_alone_and_its_neighbours_are_sent() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let entries = [
        entry("a", "good"),
        entry("b", "bad \u{FFFE}"),
        entry("c", "good too"),
    ];
    let request = service.client.send_message_batch().queue_url(&queue.url);
    let sent = request
        .set_entries(Some(entries.into()))
        .send()
        .await
        .unwrap();
    let successful: Vec<_> = sent.successful().iter().map(|entry| entry.id()).collect();
    assert_eq!(successful, ["a", "c"]);
    let failed = &sent.failed()[0];
    assert_eq!((failed.id(), failed.sender_fault()), ("b", true));
    let each = Each {
        ours: "InvalidMessageContents",
        elastic_mq: "InvalidAttributeValue",
    };
    service.differs(failed.code(), each);
    assert_eq!(queue.receive(30, 0).await.len(), 2);
}

#[rstest]
#[case::empty(vec![], "EmptyBatchRequest", "done")]
#[case::eleven(
    (0..11).map(|i| entry(&format!("e{i}"), "x")).collect(),
    "TooManyEntriesInBatchRequest",
    "TooManyEntriesInBatchRequest"
)]
#[case::the_same_id_twice(
    vec![entry("a", "x"), entry("a", "y")],
    "BatchEntryIdsNotDistinct",
    "BatchEntryIdsNotDistinct"
)]
#[case::an_id_with_a_space(vec![entry("a b", "x")], "InvalidBatchEntryId", "done")]
#[case::too_long_together(
    vec![entry("a", &"x".repeat(600_000)), entry("b", &"x".repeat(600_000))],
    "BatchRequestTooLong",
    "InvalidAttributeValue"
)]
#[tokio::test]
async fn a_malformed_batch_is_refused_whole(
    #[case] entries: Vec<Entry>,
    #[case] ours: &str,
    #[case] elastic_mq: &str,
) {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let request = service.client.send_message_batch().queue_url(&queue.url);
    let sent = request.set_entries(Some(entries)).send().await;
    let ours = format!("AWS.SimpleQueueService.{ours}");
    let each = Each {
        ours: ours.as_str(),
        elastic_mq,
    };
    service.differs(outcome(&sent).as_str(), each);
    if sent.is_err() {
        assert!(queue.receive(0, 0).await.is_empty());
    }
}

fn entry(id: &str, body: &str) -> Entry {
    Entry::builder().id(id).message_body(body).build().unwrap()
}
