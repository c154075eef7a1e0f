//! No mail twice, whatever the queue does.

use domain::time::UtcTime;
use store::deliveries::{ClaimOutcome, DeliveryState};
use testkit::samples::{OWNER, VISITOR};

use crate::support::{Stack, batch_of, confirmation};

#[tokio::test]
async fn a_job_that_is_delivered_again_sends_nothing() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    for _ in 0..3 {
        stack.announce(&event).await;
        assert_eq!(stack.work().await, [""; 0]);
    }
    assert_eq!(stack.ses.recipients().await, [VISITOR, OWNER]);
}

#[tokio::test]
async fn a_job_that_is_in_a_batch_ten_times_is_sent_once() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    for _ in 0..10 {
        stack.announce_to_visitor(&event).await;
    }
    let reported = stack.work().await;
    assert_eq!(stack.ses.recipients().await, [VISITOR]);
    // The others met the claim or the mark; none of them may be lost as long as it is a claim.
    assert!(reported.len() <= 9);
    stack.queues.advance(60);
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR]);
    assert_eq!(stack.queues.held().await, 0);
}

#[tokio::test]
async fn a_job_that_another_holds_comes_back_when_their_claim_is_over() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    let job = confirmation(&event);
    let other = stack
        .table
        .store
        .claim(&job, "another", UtcTime::now())
        .await
        .unwrap();
    assert!(matches!(other, ClaimOutcome::Claimed(_)));
    stack.announce_to_visitor(&event).await;

    assert_eq!(
        stack.work().await.len(),
        1,
        "reported as failed, never as done"
    );
    assert_eq!(stack.ses.mails().await.len(), 0);
    stack.queues.advance(20);
    assert_eq!(stack.queues.visible().await, 0);
    stack.queues.advance(11);
    assert_eq!(stack.queues.visible().await, 1);
    stack.end_claim(&job).await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR]);
}

#[tokio::test]
async fn a_job_that_another_has_settled_is_done() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    let job = confirmation(&event);
    let now = UtcTime::now();
    for state in [
        DeliveryState::Sent,
        DeliveryState::Undeliverable,
        DeliveryState::Suppressed,
    ] {
        stack
            .table
            .store
            .put_settled(&job, state, now)
            .await
            .unwrap();
        assert_eq!(
            stack.hand_over(batch_of(std::slice::from_ref(&job))).await,
            0
        );
    }
    assert_eq!(stack.ses.mails().await.len(), 0);
}
