//! Each message fails alone, and comes back when it makes sense.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::workspace::{Limits, Settings};
use local::services::ses::FaultKind;
use notify::Pacer;
use rstest::rstest;
use testkit::{
    Spy,
    samples::{OWNER, VISITOR, raised_by_a_visitor, settings, workspace},
};

use crate::support::{Stack, assert_hidden_for, confirmation};

#[rstest]
#[case::the_job_s_facts_are_read("BatchGetItem")]
#[case::the_job_is_claimed("UpdateItem")]
#[tokio::test]
async fn a_panic_in_one_job_takes_none_of_its_neighbours_along(#[case] operation: &'static str) {
    let mut stack = Stack::start().await;
    for n in 1..=10 {
        let mut new = raised_by_a_visitor();
        new.customer.email = format!("visitor{n}@customer.example").parse().unwrap();
        let event = stack.save(n, new).await;
        stack.announce_to_visitor(&event).await;
    }
    stack.app.store = stack.table.spied(Spy::new(move |call| {
        assert!(
            call.operation != operation || !call.body.contains("TKT-00005"),
            "this test makes the fifth job panic"
        );
        Ok(())
    }));
    let reported = stack.work().await;
    assert_eq!(reported.len(), 1);
    assert!(reported[0].contains("TKT-00005"), "{reported:?}");
    let mut expected: Vec<_> = (1..=10)
        .filter(|n| *n != 5)
        .map(|n| format!("visitor{n}@customer.example"))
        .collect();
    expected.sort();
    assert_eq!(stack.ses.recipients().await, expected);
    // It may have left a claim behind, so it outwaits one.
    assert_hidden_for(&stack, 31).await;
}

#[rstest]
#[case::no_json("Hello")]
#[case::no_job(r#"{"hello":1}"#)]
#[case::an_unknown_role(
    r#"{"event":{"of":"ticket","workspace":"w1","number":"TKT-00001","version":1},"to":{"role":"king"}}"#
)]
#[case::no_number(
    r#"{"event":{"of":"ticket","workspace":"w1","number":"1","version":1},"to":{"role":"visitor"}}"#
)]
#[case::a_workspace_that_is_gone(
    r#"{"event":{"of":"ticket","workspace":"w9","number":"TKT-00001","version":1},"to":{"role":"visitor"}}"#
)]
#[tokio::test]
async fn what_can_never_succeed_goes_to_the_dead_letter_queue_without_a_pause(#[case] body: &str) {
    let stack = Stack::start().await;
    stack.queues.send_raw(body).await;
    for receive in 1..=5 {
        assert_eq!(stack.work().await, [body], "receive {receive}");
    }
    assert_eq!(stack.work().await, [""; 0], "there is no sixth receive");
    assert_eq!(stack.queues.held().await, 0);
    assert_eq!(stack.queues.take_dead().await, [body]);
}

#[rstest]
#[case(FaultKind::Throttle)]
#[case(FaultKind::Error)]
#[tokio::test]
async fn a_mail_that_ses_does_not_take_is_tried_again_after_five_seconds(#[case] kind: FaultKind) {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    stack.ses.fail(kind, 1, VISITOR);
    let reported = stack.work().await;
    assert_eq!(reported.len(), 1);
    assert!(reported[0].contains("visitor"));
    assert_eq!(
        stack.ses.recipients().await,
        [OWNER],
        "nobody else is held up"
    );
    // Released, so that the next try need not wait for the claim to end.
    assert_eq!(
        stack.state(&confirmation(&event)).await.as_deref(),
        Some("queued")
    );
    assert_hidden_for(&stack, 5).await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR, OWNER]);
    assert_eq!(stack.queues.held().await, 0);
}

#[tokio::test]
async fn pauses_grow_until_the_dead_letter_queue() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce_to_visitor(&event).await;
    stack.ses.fail(FaultKind::Throttle, 5, VISITOR);
    for pause in [5, 15, 60, 900] {
        assert_eq!(stack.work().await.len(), 1);
        assert_hidden_for(&stack, pause).await;
    }
    assert_eq!(stack.work().await.len(), 1);
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.queues.take_dead().await.len(), 1);
    // An operator sends it back, and the mail still leaves.
    stack.announce_to_visitor(&event).await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR]);
}

#[tokio::test]
async fn a_mail_that_ses_rejects_is_undeliverable_for_good() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    stack.ses.fail(FaultKind::Reject, 1, VISITOR);
    assert_eq!(stack.work().await, [""; 0], "done: nobody tries again");
    assert_eq!(stack.queues.held().await, 0);
    assert_eq!(
        stack.state(&confirmation(&event)).await.as_deref(),
        Some("undeliverable")
    );
    assert_eq!(stack.ses.recipients().await, [OWNER]);
    stack.announce_to_visitor(&event).await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [OWNER]);
}

#[tokio::test]
async fn a_mail_of_unknown_outcome_keeps_its_claim_and_waits_for_its_end() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    let job = confirmation(&event);
    stack.announce_to_visitor(&event).await;
    stack.ses.fail(FaultKind::Hang, 1, VISITOR);
    assert_eq!(stack.work().await.len(), 1);
    assert_eq!(stack.state(&job).await.as_deref(), Some("claimed"));
    assert_hidden_for(&stack, 31).await;
    stack.end_claim(&job).await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR]);
}

#[tokio::test]
async fn without_a_table_jobs_come_again() {
    let mut stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    stack.app.store = stack
        .table
        .spied(Spy::new(|_| Err("no table today".into())));
    assert_eq!(stack.work().await.len(), 2);
    assert_hidden_for(&stack, 5).await;
    stack.app.store = stack.table.store.clone();
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR, OWNER]);
}

/// Without its mark a sent mail would be sent again, and a suppressed one after all.
#[rstest]
#[case::sent(5, FaultKind::Hang, 0, "sent")]
#[case::suppressed(0, FaultKind::Hang, 0, "suppressed")]
#[case::undeliverable(5, FaultKind::Reject, 1, "undeliverable")]
#[tokio::test]
async fn a_mark_that_fails_once_is_tried_again(
    #[case] confirmations_per_recipient: u32,
    #[case] fault: FaultKind,
    #[case] faults: u32,
    #[case] state: &str,
) {
    let mut stack = Stack::start().await;
    let limits = Limits {
        confirmations_per_recipient,
        ..Limits::default()
    };
    let settings = Settings {
        limits,
        ..settings()
    };
    let w1 = workspace("w1");
    stack
        .table
        .store
        .put_settings(&w1, &settings)
        .await
        .unwrap();
    stack.ses.fail(fault, faults, VISITOR);
    let event = stack.raise(1).await;
    stack.announce_to_visitor(&event).await;
    let failed = AtomicBool::new(false);
    stack.app.store = stack.table.spied(Spy::new(move |call| {
        let marks = call.body.contains("settled_at");
        if marks && !failed.swap(true, Ordering::SeqCst) {
            return Err("lost".into());
        }
        Ok(())
    }));
    assert_eq!(stack.work().await, [""; 0]);
    let marked = stack.state(&confirmation(&event)).await;
    assert_eq!(marked.as_deref(), Some(state));
}

#[tokio::test]
async fn jobs_whose_turn_is_far_go_back_without_costing_a_receive() {
    let mut stack = Stack::start().await;
    for n in 1..=3 {
        let event = stack.raise(n).await;
        stack.announce_to_visitor(&event).await;
    }
    // One mail in ten seconds: the first may leave now, the others in 10 and in 20 s.
    stack.app.pacer = Pacer::new(0.1, 1);
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.mails().await.len(), 1);
    assert_eq!(
        (stack.queues.visible().await, stack.queues.held().await),
        (0, 2)
    );
    stack.queues.advance(11);
    assert_eq!(stack.queues.visible().await, 1);
    stack.queues.advance(10);
    let event = stack.queues.receive_event().await;
    let counts: Vec<_> = event["Records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| {
            record["attributes"]["ApproximateReceiveCount"]
                .as_str()
                .unwrap()
        })
        .collect();
    assert_eq!(counts, ["1", "1"]);
}

#[tokio::test]
async fn a_ticket_that_cannot_be_read_fails_alone() {
    let stack = Stack::start().await;
    let (broken, whole) = (stack.raise(1).await, stack.raise(2).await);
    let strange = aws_sdk_dynamodb::types::AttributeValue::S("tomorrow".to_owned());
    stack
        .table
        .set("W#w1#T#TKT-00001", "META", "updated_at", strange)
        .await;
    stack.announce_to_visitor(&broken).await;
    stack.announce_to_visitor(&whole).await;
    let reported = stack.work().await;
    assert_eq!(reported.len(), 1);
    assert!(reported[0].contains("TKT-00001"));
    assert_eq!(stack.ses.recipients().await, [VISITOR]);
}
