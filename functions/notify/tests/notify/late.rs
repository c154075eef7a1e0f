//! What happens when an invocation's time runs out.

use std::{
    net::TcpListener,
    time::{Duration, SystemTime},
};

use aws_sdk_dynamodb::Client;
use store::Store;
use testkit::{Spy, samples::VISITOR};

use crate::support::{Stack, assert_hidden_for, confirmation};

#[tokio::test]
async fn without_time_for_ses_nothing_is_claimed() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce_to_visitor(&event).await;
    let soon = SystemTime::now() + Duration::from_secs(5);
    assert_eq!(stack.work_until(soon).await.len(), 1);
    assert_eq!(stack.state(&confirmation(&event)).await, None);
    assert_hidden_for(&stack, 5).await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR]);
}

#[tokio::test]
async fn a_claim_that_took_too_long_is_given_back_and_nothing_is_sent() {
    let mut stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce_to_visitor(&event).await;
    stack.app.store = stack.table.spied(Spy::new(|call| {
        if call.body.contains("claimed_until = :until") {
            std::thread::sleep(Duration::from_millis(1_500));
        }
        Ok(())
    }));
    let just_enough = SystemTime::now() + Duration::from_millis(6_900);
    assert_eq!(stack.work_until(just_enough).await.len(), 1);
    assert_eq!(stack.ses.mails().await.len(), 0);
    let state = stack.state(&confirmation(&event)).await;
    assert_eq!(state.as_deref(), Some("queued"));
}

#[tokio::test]
async fn a_table_that_is_silent_until_the_time_runs_out_fails_no_more_than_its_jobs() {
    let mut stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce_to_visitor(&event).await;
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let config = stack.table.client().config().to_builder();
    let client = Client::from_conf(config.endpoint_url(url).build());
    stack.app.store = Store::new(client, stack.table.name().to_owned());
    let deadline = SystemTime::now() + Duration::from_millis(900);
    assert_eq!(stack.work_until(deadline).await.len(), 1);
    assert!(SystemTime::now() < deadline, "Lambda would have ended it");
    // Its claim may have been carried out, so it outwaits one.
    assert_hidden_for(&stack, 31).await;
}
