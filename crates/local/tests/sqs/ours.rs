//! What can be asked of our own service only: to restart, and to believe another time.

use aws_sdk_sqs::types::QueueAttributeName as Name;
use local::services::clock::Clock;
use local::services::sqs::Counts;

use crate::service::{Hands, Queue, serve, with_dead_letters};

#[tokio::test]
async fn messages_and_their_state_outlive_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.sqlite");
    let (client, serving, first) = serve(&path, Clock::system()).await;
    let (queue, _) = with_dead_letters(&client, 2).await;
    queue.send("received").await;
    let received = queue.receive_one(60, 0).await;
    queue.send("waiting").await;
    drop((serving, first));

    let (client, _serving, queues) = serve(&path, Clock::system()).await;
    let found = client
        .get_queue_url()
        .queue_name(&queue.name)
        .send()
        .await
        .unwrap();
    let again = Queue {
        client,
        name: queue.name.clone(),
        url: found.queue_url.unwrap(),
    };
    let counts = queues.counts(&queue.name).await.unwrap();
    assert_eq!(
        counts,
        Counts {
            visible: 1,
            in_flight: 1,
            delayed: 0
        }
    );
    again.delete(&received).await;
    assert_eq!(again.receive_one(60, 0).await.body(), Some("waiting"));
}

#[tokio::test]
async fn an_acknowledged_message_is_in_the_file_before_the_service_stops() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("queue.sqlite");
    let (client, _serving, _queues) = serve(&path, Clock::system()).await;
    let queue = Queue::create(&client, &[]).await;
    queue.send("job").await;
    // A second service on the same files sees what a successor of a killed process would see.
    let (_, _second, successor) = serve(&path, Clock::system()).await;
    assert_eq!(successor.counts(&queue.name).await.unwrap().visible, 1);
}

#[tokio::test]
async fn a_message_expires_after_the_retention_period() {
    let (hands, folder) = (Hands::default(), tempfile::tempdir().unwrap());
    let (client, _serving, queues) = serve(&folder.path().join("q.sqlite"), hands.clock()).await;
    let queue = Queue::create(&client, &[(Name::MessageRetentionPeriod, "60")]).await;
    queue.send("job").await;
    hands.advance(59);
    assert_eq!(queues.counts(&queue.name).await.unwrap().visible, 1);
    hands.advance(2);
    assert!(queue.receive(30, 0).await.is_empty());
    assert_eq!(queues.counts(&queue.name).await.unwrap(), Counts::default());
}

#[tokio::test]
async fn retention_goes_on_in_the_dead_letter_queue() {
    let (hands, folder) = (Hands::default(), tempfile::tempdir().unwrap());
    let (client, _serving, queues) = serve(&folder.path().join("q.sqlite"), hands.clock()).await;
    let (queue, dead) = with_dead_letters(&client, 1).await;
    let change = client.set_queue_attributes().queue_url(&dead.url);
    change
        .attributes(Name::MessageRetentionPeriod, "100")
        .send()
        .await
        .unwrap();
    queue.send("poison").await;
    queue.receive_one(30, 0).await;
    hands.advance(60);
    assert!(queue.receive(0, 0).await.is_empty());
    assert_eq!(queues.counts(&dead.name).await.unwrap().visible, 1);
    hands.advance(41);
    assert_eq!(queues.counts(&dead.name).await.unwrap().visible, 0);
}

#[tokio::test]
async fn a_wait_notices_that_the_clock_was_moved() {
    let (hands, folder) = (Hands::default(), tempfile::tempdir().unwrap());
    let (client, _serving, _queues) = serve(&folder.path().join("q.sqlite"), hands.clock()).await;
    let queue = Queue::create(&client, &[]).await;
    queue.send("job").await;
    queue.receive_one(600, 0).await;
    let (_, message) = tokio::join!(
        async {
            tokio::task::yield_now().await;
            hands.advance(601);
        },
        queue.receive_one(600, 20)
    );
    assert_eq!(message.body(), Some("job"));
}

#[tokio::test]
async fn a_delete_with_an_earlier_handle_succeeds_and_deletes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (client, _serving, queues) = serve(&folder.path().join("q.sqlite"), Clock::system()).await;
    let queue = Queue::create(&client, &[]).await;
    queue.send("job").await;
    let earlier = queue.receive_one(0, 0).await;
    let latest = queue.receive_one(60, 0).await;
    queue.delete(&earlier).await;
    assert_eq!(queues.counts(&queue.name).await.unwrap().in_flight, 1);
    queue.delete(&latest).await;
    assert_eq!(queues.counts(&queue.name).await.unwrap(), Counts::default());
}

#[tokio::test]
async fn a_chain_of_dead_letter_queues_counts_receives_afresh() {
    let folder = tempfile::tempdir().unwrap();
    let (client, _serving, _) = serve(&folder.path().join("q.sqlite"), Clock::system()).await;
    let (dead, grave) = with_dead_letters(&client, 2).await;
    let policy = format!(
        r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":1}}"#,
        dead.arn().await
    );
    let queue = Queue::create(&client, &[(Name::RedrivePolicy, &policy)]).await;
    queue.send("poison").await;
    queue.receive_one(0, 0).await;
    assert!(queue.receive(0, 0).await.is_empty());
    dead.receive_one(0, 0).await;
    dead.receive_one(0, 0).await;
    assert!(dead.receive(0, 0).await.is_empty());
    grave.receive_one(0, 0).await;
}
