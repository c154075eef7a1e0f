//! Events of people: sign-in requests and invitations become jobs as tickets' events do.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::time::{Duration, SystemTime};

use domain::{
    agent::Role,
    invitation::{Invitation, InvitationId, LIFETIME},
    sign_in::{Applicant, CODE_LIFETIME, SignInId, SignInRequest},
    time::UtcTime,
};
use publish::{App, Batch, handle};
use rstest::rstest;
use serde_json::{Value, json};
use store::audit::Act;
use testkit::{
    Queues, Table,
    samples::{OWNER, email, set_up, signed_in, workspace},
};

const ID: &str = "0000000000000000000000000000001f";
const VERA: &str = "vera@acme.example";

#[tokio::test]
async fn a_request_for_a_code_becomes_the_job_of_its_mail_which_holds_ids_alone() {
    let stack = Stack::start().await;
    let applicant = Applicant {
        email: email(VERA),
        workspace: Some(workspace("w1")),
    };
    stack.ask(Some(applicant)).await;
    let published = stack.publish(stack.events().await).await;
    let job = json!({
        "event": { "of": "sign_in", "request": ID },
        "to": { "role": "agent" },
    });
    assert_eq!(published, [job]);
    assert_eq!(stack.queues.take_notes().await, [json!(null); 0]);
}

#[tokio::test]
async fn a_request_for_a_code_for_an_address_that_nobody_knows_has_no_mail() {
    let stack = Stack::start().await;
    stack.ask(None).await;
    let events = stack.events().await;
    assert_eq!(events.len(), 1, "known or not, an event is written");
    assert_eq!(stack.publish(events).await, [json!(null); 0]);
    assert_eq!(stack.queues.take_notes().await, [json!(null); 0]);
}

#[tokio::test]
async fn a_try_of_a_code_is_no_event() {
    let stack = Stack::start().await;
    stack.ask(None).await;
    let id = SignInId::from_bits(0x1f);
    let store = &stack.table.store;
    assert!(store.try_code(&id, UtcTime::now()).await.unwrap().is_some());
    assert_eq!(stack.events().await.len(), 1);
}

#[tokio::test]
async fn an_invitation_becomes_the_job_of_its_mail() {
    let stack = Stack::start().await;
    stack.invite().await;
    let published = stack.publish(stack.events().await).await;
    let job = json!({
        "event": { "of": "invitation", "workspace": "w1", "id": ID },
        "to": { "role": "agent" },
    });
    assert_eq!(published, [job]);
}

#[rstest]
#[case::no_key("code_key", json!(null))]
#[case::an_applicant_of_another_kind("applicant", json!({ "S": VERA }))]
#[case::an_applicant_without_an_address("applicant", json!({ "M": { "name": { "S": VERA } } }))]
#[case::an_end_in_words("expires_at", json!({ "S": format!("when {VERA} comes") }))]
#[case::another_key("pk", json!({ "S": "S#0" }))]
#[case::an_odd_key("pk", json!({ "S": "S#0000000000000000000000000000001F" }))]
#[tokio::test]
async fn a_malformed_request_is_set_aside_without_what_it_holds(
    #[case] attribute: &str,
    #[case] value: Value,
) {
    let stack = Stack::start().await;
    let applicant = Applicant {
        email: email(VERA),
        workspace: None,
    };
    stack.ask(Some(applicant)).await;
    stack.invite().await;
    let mut events = stack.events().await;
    let image = &mut events[0]["dynamodb"]["NewImage"];
    if value.is_null() {
        image.as_object_mut().unwrap().remove(attribute);
    } else {
        image[attribute] = value;
    }
    // Its neighbour is announced all the same.
    assert_eq!(stack.publish(events).await.len(), 1);
    let notes = stack.queues.take_notes().await;
    assert_eq!(notes.len(), 1);
    let note = notes[0].to_string();
    for personal in ["vera", "acme", "@"] {
        assert!(!note.contains(personal), "{note}");
    }
    assert!(note.contains("no event that this version knows"), "{note}");
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
            set_aside: queues.dead.clone(),
        };
        Self { table, queues, app }
    }

    async fn ask(&self, applicant: Option<Applicant>) {
        let request = SignInRequest {
            id: SignInId::from_bits(0x1f),
            at: UtcTime::now(),
            applicant,
            code_key: "k1".to_owned(),
            expires_at: UtcTime::now().plus(CODE_LIFETIME),
        };
        self.table.store.put_sign_in(&request).await.unwrap();
    }

    async fn invite(&self) {
        let by = signed_in();
        let act = Act {
            by: &by,
            at: UtcTime::now(),
            log: 0,
        };
        let invitation = Invitation {
            id: InvitationId::from_bits(workspace("w1"), 0x1f),
            at: act.at,
            by: email(OWNER),
            email: email(VERA),
            role: Role::Agent,
            key: "k1".to_owned(),
            expires_at: act.at.plus(LIFETIME),
        };
        self.table.store.invite(&act, &invitation).await.unwrap();
    }

    /// What the table's stream carries and the template's filter lets through.
    async fn events(&self) -> Vec<Value> {
        let mut records = self.table.stream_records().await;
        records.retain(|record| {
            let sk = record["dynamodb"]["Keys"]["sk"]["S"].as_str().unwrap();
            record["eventName"] == "INSERT" && sk.starts_with("E#")
        });
        records
    }

    /// Publishes records, all of them with success. Returns the jobs' bodies.
    async fn publish(&self, records: Vec<Value>) -> Vec<Value> {
        let batch: Batch = serde_json::from_value(json!({ "Records": records })).unwrap();
        let deadline = SystemTime::now() + Duration::from_secs(30);
        let answer = serde_json::to_value(handle(&self.app, batch, deadline).await).unwrap();
        assert_eq!(answer, json!({ "batchItemFailures": [] }));
        let jobs = self.queues.take_jobs().await.into_iter();
        jobs.map(|job| serde_json::to_value(job).unwrap()).collect()
    }
}
