//! Events of people: what is still of use is announced again.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::time::{Duration, SystemTime};

use announce_again::{App, walk};
use domain::{
    agent::Role,
    event::EventId,
    invitation::{Invitation, InvitationId, LIFETIME},
    job::{Job, Recipient},
    sign_in::{Applicant, CODE_LIFETIME, SignInId, SignInRequest},
    time::UtcTime,
};
use serde_json::json;
use store::{
    audit::Act,
    deliveries::{ClaimOutcome, DeliveryState},
};
use testkit::{
    Queues, Table,
    samples::{OWNER, email, set_up, signed_in, workspace},
};

#[tokio::test]
async fn an_invitation_is_announced_until_its_mail_is_settled() {
    let stack = Stack::start().await;
    let job = stack.invite(UtcTime::now().plus(LIFETIME)).await;
    assert_eq!(stack.walk().await, std::slice::from_ref(&job));

    let store = &stack.table.store;
    let claim = store.claim(&job, "a", UtcTime::now()).await.unwrap();
    let ClaimOutcome::Claimed(claim) = claim else {
        panic!("nobody else is here")
    };
    let sent = store.settle(&claim, DeliveryState::Sent, UtcTime::now());
    sent.await.unwrap();
    assert_eq!(stack.walk().await, []);
}

/// DynamoDB may take two days to remove it.
#[tokio::test]
async fn an_invitation_that_is_over_is_not_announced() {
    let stack = Stack::start().await;
    stack.invite(UtcTime::now()).await;
    assert_eq!(stack.walk().await, []);
}

#[tokio::test]
async fn a_sign_in_request_is_never_announced_again() {
    let stack = Stack::start().await;
    let request = SignInRequest {
        id: SignInId::from_bits(1),
        at: UtcTime::now(),
        applicant: Some(Applicant {
            email: email(OWNER),
            workspace: None,
        }),
        code_key: "k1".to_owned(),
        expires_at: UtcTime::now().plus(CODE_LIFETIME),
    };
    stack.table.store.put_sign_in(&request).await.unwrap();
    assert_eq!(stack.walk().await, []);
}

/// The function and what it stands on, with the workspace `w1` of one owner.
struct Stack {
    table: Table,
    queues: Queues,
    app: App,
}

impl Stack {
    async fn start() -> Self {
        let (table, queues) = tokio::join!(Table::start(), Queues::start());
        set_up(&table.store).await;
        let app = App {
            store: table.store.clone(),
            jobs: queues.jobs.clone(),
        };
        Self { table, queues, app }
    }

    /// Invites somebody. Returns the job of the mail.
    async fn invite(&self, expires_at: UtcTime) -> Job {
        let by = signed_in();
        let act = Act {
            by: &by,
            at: UtcTime::now(),
            log: 0,
        };
        let invitation = Invitation {
            id: InvitationId::from_bits(workspace("w1"), 1),
            at: act.at,
            by: email(OWNER),
            email: email("ada@acme.example"),
            role: Role::Agent,
            key: "k1".to_owned(),
            expires_at,
        };
        self.table.store.invite(&act, &invitation).await.unwrap();
        Job {
            event: EventId::Invitation(invitation.id),
            to: Recipient::Agent,
        }
    }

    /// Walks once over the one event. Returns what was put on the queue.
    async fn walk(&self) -> Vec<Job> {
        let request = serde_json::from_value(json!({})).unwrap();
        let later = SystemTime::now() + Duration::from_secs(900);
        let report = walk(&self.app, request, later).await.unwrap();
        let jobs = self.queues.take_jobs().await;
        let report = serde_json::to_value(report).unwrap();
        let announced = jobs.len();
        assert_eq!(
            report,
            json!({ "walked": 1, "announced": announced, "unreadable": 0, "next": null })
        );
        jobs
    }
}
