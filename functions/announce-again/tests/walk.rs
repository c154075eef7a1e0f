//! Gaps are filled, and nobody gets a mail twice.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::{
    collections::HashSet,
    time::{Duration, SystemTime},
};

use announce_again::{App, walk};
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{event::Event, job::Recipient, ticket::NewTicket, time::UtcTime};
use notify::{Keys, Mailer, Pacer, Sender};
use serde_json::{Value, json};
use store::deliveries::{ClaimOutcome, DeliveryState};
use testkit::{
    Queues, Ses, Table,
    samples::{
        OWNER, PUBLIC_URL, SENDER, VISITOR, raised_by_a_visitor, set_up, signed_in, time,
        workspace, written_by_an_agent,
    },
};

#[tokio::test]
async fn events_that_were_never_announced_get_their_mails() {
    let stack = Stack::start().await;
    for n in 1..=2 {
        stack.save(n, raised_by_a_visitor()).await;
    }
    let report = stack.walk(json!({})).await;
    let expected = json!({ "walked": 2, "announced": 4, "unreadable": 0, "next": null });
    assert_eq!(report, expected);
    stack.notify_all().await;
    assert_eq!(
        stack.ses.recipients().await,
        [VISITOR, VISITOR, OWNER, OWNER]
    );
}

#[tokio::test]
async fn what_is_settled_is_not_announced_again() {
    let stack = Stack::start().await;
    let (first, second) = (
        stack.save(1, raised_by_a_visitor()).await,
        stack.save(2, raised_by_a_visitor()).await,
    );
    stack.walk(json!({})).await;
    stack.notify_all().await;
    assert_eq!(stack.walk(json!({})).await["announced"], 0);

    // The first ticket's confirmation was refused for good, the second one's mark was lost.
    let mark = |event: &Event| {
        let mut jobs = event.jobs(&[]);
        assert_eq!(jobs[0].to, Recipient::Visitor);
        jobs.remove(0)
    };
    let undeliverable = DeliveryState::Undeliverable;
    stack
        .table
        .store
        .put_settled(&mark(&first), undeliverable, UtcTime::now())
        .await
        .unwrap();
    stack
        .table
        .remove("W#w1#T#TKT-00002", "X#0000000001#visitor#-")
        .await;
    assert_eq!(stack.walk(json!({})).await["announced"], 1);
    assert_eq!(stack.queues.take_jobs().await, [mark(&second)]);
}

#[tokio::test]
async fn jobs_in_flight_are_doubled_on_the_queue_and_still_sent_once() {
    let stack = Stack::start().await;
    for n in 1..=5 {
        stack.save(n, raised_by_a_visitor()).await;
    }
    for _ in 0..3 {
        assert_eq!(stack.walk(json!({})).await["announced"], 10);
    }
    assert_eq!(stack.queues.held().await, 30);
    stack.notify_all().await;
    let recipients = stack.ses.recipients().await;
    let owners = recipients.iter().filter(|to| *to == OWNER).count();
    assert_eq!((recipients.len(), owners), (10, 5));
    let subjects: HashSet<_> = stack
        .ses
        .mails()
        .await
        .into_iter()
        .map(|mail| (mail.to, mail.subject))
        .collect();
    assert_eq!(subjects.len(), 10, "no mail is there twice");
}

#[tokio::test]
async fn a_job_that_somebody_is_at_is_announced_and_waits_for_the_claim() {
    let stack = Stack::start().await;
    let event = stack.save(1, written_by_an_agent()).await;
    let job = event.jobs(&[]).remove(0);
    let claim = stack
        .table
        .store
        .claim(&job, "another", UtcTime::now())
        .await
        .unwrap();
    let ClaimOutcome::Claimed(claim) = claim else {
        panic!("{claim:?}")
    };
    assert_eq!(stack.walk(json!({})).await["announced"], 1);
    stack.notify_once().await;
    assert_eq!(
        (stack.ses.mails().await.len(), stack.queues.held().await),
        (0, 1)
    );
    stack
        .table
        .store
        .settle(&claim, DeliveryState::Sent, UtcTime::now())
        .await
        .unwrap();
    stack.notify_all().await;
    assert_eq!(stack.ses.mails().await.len(), 0);
}

#[tokio::test]
async fn a_walk_that_runs_out_of_time_goes_on_where_it_stopped() {
    let stack = Stack::start().await;
    for n in 1..=400 {
        stack.save(n, written_by_an_agent()).await;
    }
    let (mut request, mut walks, mut walked) = (json!({}), 0, 0);
    loop {
        // No time is left at all, so each walk ends after a page.
        let report = stack.walk_until(request, SystemTime::now()).await.unwrap();
        walks += 1;
        walked += report["walked"].as_u64().unwrap();
        if report["next"].is_null() {
            break;
        }
        request = json!({ "after": report["next"] });
    }
    assert!(walks > 1, "more than one walk is the point of this test");
    assert_eq!(walked, 400);
    let jobs = stack.queues.take_jobs().await;
    let distinct: HashSet<_> = jobs.iter().collect();
    assert_eq!((jobs.len(), distinct.len()), (400, 400));
}

#[tokio::test]
async fn with_time_enough_one_walk_covers_all_pages() {
    let stack = Stack::start().await;
    for n in 1..=400 {
        stack.save(n, written_by_an_agent()).await;
    }
    let report = stack.walk(json!({})).await;
    let expected = json!({ "walked": 400, "announced": 400, "unreadable": 0, "next": null });
    assert_eq!(report, expected);
}

#[tokio::test]
async fn an_item_that_cannot_be_read_is_counted_and_blocks_nobody() {
    let stack = Stack::start().await;
    stack.save(1, written_by_an_agent()).await;
    let strange = AttributeValue::S("teleported".to_owned());
    stack
        .table
        .set("W#w1#T#TKT-00002", "E#0000000001", "kind", strange)
        .await;
    let report = stack.walk(json!({})).await;
    let expected = json!({ "walked": 1, "announced": 1, "unreadable": 1, "next": null });
    assert_eq!(report, expected);
}

#[tokio::test]
async fn a_deleted_ticket_that_was_never_cleared_is_cleared_and_announced_to_nobody() {
    let stack = Stack::start().await;
    let event = stack.save(1, raised_by_a_visitor()).await;
    let (store, agent) = (&stack.table.store, signed_in());
    let facts = store.mail_facts(&event.id).await.unwrap().unwrap();
    let deletion = facts.ticket.deletion(&agent, UtcTime::now());
    let deleted = store.delete_ticket(&agent.workspace, &facts.ticket, &deletion);
    deleted.await.unwrap();

    stack.walk(json!({})).await;
    stack.notify_all().await;
    assert_eq!(stack.ses.recipients().await, [""; 0]);
    let keys = stack.table.keys().await.into_iter();
    let left = keys.filter(|(pk, _)| pk == "W#w1#T#TKT-00001");
    let left: Vec<_> = left.map(|(_, sk)| sk).collect();
    assert_eq!(left, ["E#0000000002", "META"]);
}

#[tokio::test]
async fn a_walk_without_a_queue_fails_aloud() {
    let mut stack = Stack::start().await;
    stack.app.jobs = Queues::unreachable();
    stack.save(1, written_by_an_agent()).await;
    let later = SystemTime::now() + Duration::from_secs(900);
    stack.walk_until(json!({}), later).await.unwrap_err();
}

#[test]
fn a_misspelt_request_is_refused() {
    let misspelt = json!({ "aftr": { "pk": "a", "sk": "b" } });
    assert!(serde_json::from_value::<announce_again::Request>(misspelt).is_err());
}

/// The function, and notify behind it, with the workspace `w1` of one owner.
struct Stack {
    table: Table,
    queues: Queues,
    ses: Ses,
    app: App,
    notify: notify::App,
}

impl Stack {
    async fn start() -> Self {
        let (table, queues, ses) = tokio::join!(Table::start(), Queues::start(), Ses::start());
        set_up(&table.store).await;
        let (store, jobs) = (table.store.clone(), queues.jobs.clone());
        let notify = notify::App {
            store: store.clone(),
            keys: Keys::new(table.secrets.clone()),
            jobs: jobs.clone(),
            mailer: Mailer::new(&ses.config()),
            sender: Sender {
                address: SENDER.parse().unwrap(),
                public_url: PUBLIC_URL.to_owned(),
            },
            pacer: Pacer::new(1_000.0, 1),
        };
        Self {
            table,
            queues,
            ses,
            app: App { store, jobs },
            notify,
        }
    }

    async fn save(&self, n: u32, new: NewTicket) -> Event {
        let number = format!("TKT-{n:05}").parse().unwrap();
        let created = new.numbered(workspace("w1"), number, time("2024-01-15T09:30:00Z"));
        self.table
            .store
            .insert_ticket(&workspace("w1"), &created, None)
            .await
            .unwrap();
        created.event
    }

    async fn walk(&self, request: Value) -> Value {
        self.walk_until(request, SystemTime::now() + Duration::from_secs(900))
            .await
            .unwrap()
    }

    async fn walk_until(
        &self,
        request: Value,
        deadline: SystemTime,
    ) -> Result<Value, lambda_runtime::Error> {
        let request = serde_json::from_value(request).unwrap();
        let report = walk(&self.app, request, deadline).await?;
        Ok(serde_json::to_value(report).unwrap())
    }

    /// Lets notify work until the queue is empty.
    async fn notify_all(&self) {
        while self.queues.held().await > 0 {
            self.notify_once().await;
            self.queues.advance(60);
        }
    }

    async fn notify_once(&self) {
        let event = self.queues.receive_event().await;
        let batch = serde_json::from_value(event.clone()).unwrap();
        let deadline = SystemTime::now() + Duration::from_secs(10);
        let answer = notify::handle(&self.notify, batch, deadline).await;
        self.queues
            .settle_event(&event, &serde_json::to_value(answer).unwrap())
            .await;
    }
}
