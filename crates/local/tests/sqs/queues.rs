//! Making, finding and describing queues.

use aws_sdk_sqs::types::QueueAttributeName as Name;

use crate::service::{Each, Service, outcome, with_dead_letters};

#[tokio::test]
async fn creating_a_queue_again_with_the_same_values_finds_it() {
    let service = Service::start().await;
    let queue = service.queue(&[(Name::VisibilityTimeout, "60")]).await;
    let again = service.client.create_queue().queue_name(&queue.name);
    let again = again
        .attributes(Name::VisibilityTimeout, "60")
        .send()
        .await
        .unwrap();
    assert_eq!(again.queue_url(), Some(queue.url.as_str()));
}

#[tokio::test]
async fn creating_a_queue_again_with_another_value_is_refused() {
    let service = Service::start().await;
    let queue = service.queue(&[(Name::VisibilityTimeout, "60")]).await;
    let again = service.client.create_queue().queue_name(&queue.name);
    let refused = again.attributes(Name::VisibilityTimeout, "61").send().await;
    let each = Each {
        ours: "QueueAlreadyExists",
        elastic_mq: "QueueNameExists",
    };
    service.differs(outcome(&refused).as_str(), each);
}

#[tokio::test]
async fn a_queue_is_found_by_its_name_and_listed_by_its_prefix() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    let found = service
        .client
        .get_queue_url()
        .queue_name(&queue.name)
        .send()
        .await
        .unwrap();
    assert_eq!(found.queue_url(), Some(queue.url.as_str()));
    let listed = service
        .client
        .list_queues()
        .queue_name_prefix(&queue.name)
        .send()
        .await
        .unwrap();
    assert_eq!(listed.queue_urls(), std::slice::from_ref(&queue.url));
    assert!(
        queue
            .url
            .ends_with(&format!("/000000000000/{}", queue.name))
    );
}

#[tokio::test]
async fn an_unknown_queue_is_refused_by_name_and_by_url() {
    let service = Service::start().await;
    let by_name = service
        .client
        .get_queue_url()
        .queue_name("nowhere")
        .send()
        .await;
    let each = || Each {
        ours: "AWS.SimpleQueueService.NonExistentQueue",
        elastic_mq: "QueueDoesNotExist",
    };
    service.differs(outcome(&by_name).as_str(), each());
    let queue = service.queue(&[]).await;
    let url = queue.url.replace(&queue.name, "nowhere");
    let request = service
        .client
        .send_message()
        .queue_url(url)
        .message_body("x");
    let by_url = request.send().await;
    service.differs(outcome(&by_url).as_str(), each());
}

#[tokio::test]
async fn attributes_can_be_changed_and_are_shown() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    assert_eq!(queue.attribute(Name::VisibilityTimeout).await, "30");
    let change = service.client.set_queue_attributes().queue_url(&queue.url);
    change
        .attributes(Name::VisibilityTimeout, "7")
        .send()
        .await
        .unwrap();
    assert_eq!(queue.attribute(Name::VisibilityTimeout).await, "7");
}

#[tokio::test]
async fn a_value_out_of_range_is_refused() {
    let service = Service::start().await;
    let request = service.client.create_queue().queue_name("never-made");
    let made = request.attributes(Name::DelaySeconds, "901").send().await;
    let each = Each {
        ours: "InvalidAttributeValue",
        elastic_mq: "done",
    };
    service.differs(outcome(&made).as_str(), each);
}

#[tokio::test]
async fn a_dead_letter_queue_knows_its_sources() {
    let service = Service::start().await;
    let (queue, dead) = with_dead_letters(&service.client, 3).await;
    let request = service
        .client
        .list_dead_letter_source_queues()
        .queue_url(&dead.url);
    assert_eq!(request.send().await.unwrap().queue_urls(), [queue.url]);
}

#[tokio::test]
async fn a_purged_queue_is_empty() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("one").await;
    queue.send("two").await;
    service
        .client
        .purge_queue()
        .queue_url(&queue.url)
        .send()
        .await
        .unwrap();
    assert!(queue.receive(0, 0).await.is_empty());
}

#[tokio::test]
async fn counts_tell_visible_hidden_and_delayed_apart() {
    let service = Service::start().await;
    let queue = service.queue(&[]).await;
    queue.send("received").await;
    queue.receive_one(60, 0).await;
    queue.send("waiting").await;
    let delayed = service
        .client
        .send_message()
        .queue_url(&queue.url)
        .message_body("later");
    delayed.delay_seconds(60).send().await.unwrap();
    assert_eq!(queue.counts().await, ("1".into(), "1".into(), "1".into()));
}
