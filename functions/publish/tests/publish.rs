//! Stream records in, jobs out: against a table and queues of each test's own.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::{
    collections::HashSet,
    time::{Duration, SystemTime},
};

use domain::{
    agent::Role, edit::Visibility, job::Job, text::MessageText, ticket::CreatedTicket,
    time::UtcTime,
};
use publish::{App, Batch, handle};
use queue::Queue;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::{
    Queues, Spy, Table,
    samples::{OWNER, agent, raised_by_a_visitor, set_up, signed_in, time, workspace},
};

const FIXTURE: &str = include_str!("fixtures/dynamodb-stream.json");
/// What a visitor typed into the records of these tests.
const PERSONAL: [&str; 3] = ["Maria", "maria@customer.example", "Rossi"];

#[tokio::test]
async fn an_event_as_lambda_hands_it_over_becomes_its_jobs() {
    let stack = Stack::start().await;
    let answer = stack.publish(serde_json::from_str(FIXTURE).unwrap()).await;
    assert_eq!(answer, json!({ "batchItemFailures": [] }));
    assert_eq!(
        stack.announced().await,
        [
            "TKT-00002 customer#-",
            "TKT-20240115-0001 owner#o1",
            "TKT-20240115-0001 visitor#-"
        ]
    );
}

/// What the table's stream really carries, the other items of the transaction filtered out as the
/// template's filter does.
#[tokio::test]
async fn a_ticket_that_was_just_saved_is_announced() {
    let stack = Stack::start().await;
    let created = raised_by_a_visitor().numbered(
        workspace("w1"),
        "TKT-00007".parse().unwrap(),
        time("2024-01-15T09:30:00Z"),
    );
    stack
        .table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();
    let mut records = stack.table.stream_records().await;
    records.retain(|record| {
        record["dynamodb"]["Keys"]["sk"]["S"]
            .as_str()
            .unwrap()
            .starts_with("E#")
    });
    let answer = stack.publish(json!({ "Records": records })).await;
    assert_eq!(failed(&answer), [""; 0]);
    assert_eq!(
        stack.announced().await,
        ["TKT-00007 owner#o1", "TKT-00007 visitor#-"]
    );
}

#[tokio::test]
async fn each_owner_of_that_time_gets_a_job_and_nobody_else() {
    let stack = Stack::start().await;
    let owner = agent("o2", "second@acme.example", Role::Owner);
    let helper = agent("a1", "helper@acme.example", Role::Agent);
    let mut newcomer = agent("o3", "newcomer@acme.example", Role::Owner);
    newcomer.since = time("2024-01-15T09:30:00.001Z");
    for agent in [owner, helper, newcomer] {
        stack
            .table
            .store
            .add_agent(&workspace("w1"), &agent)
            .await
            .unwrap();
    }
    let stranger = agent("o9", "stranger@other.example", Role::Owner);
    stack
        .table
        .store
        .add_agent(&workspace("w2"), &stranger)
        .await
        .unwrap();
    stack.publish(json!({ "Records": [record(1)] })).await;
    assert_eq!(
        stack.announced().await,
        [
            "TKT-00001 owner#o1",
            "TKT-00001 owner#o2",
            "TKT-00001 visitor#-"
        ]
    );
}

#[tokio::test]
async fn three_strange_records_among_a_thousand_block_nobody() {
    let stack = Stack::start().await;
    let mut records: Vec<_> = (1..=1_000).map(record).collect();
    records[10]["dynamodb"] = json!("Maria Rossi <maria@customer.example>");
    records[500]["dynamodb"]["NewImage"]["kind"] = json!({ "S": "teleported by Maria" });
    let strange_key = json!({ "S": "S#sign-in-request" });
    records[990]["dynamodb"]["Keys"]["pk"] = strange_key.clone();
    records[990]["dynamodb"]["NewImage"]["pk"] = strange_key;

    let answer = stack.publish(json!({ "Records": records })).await;
    assert_eq!(answer, json!({ "batchItemFailures": [] }));
    let announced = stack.announced().await;
    let tickets: HashSet<_> = announced.iter().map(|job| &job[..9]).collect();
    assert_eq!((announced.len(), tickets.len()), (1_994, 997));
    let notes = stack.queues.take_notes().await;
    assert_eq!(notes.len(), 3);
    for note in &notes {
        assert_holds_nothing_personal(note);
        assert!(
            note["event_id"].as_str().unwrap().starts_with("event-"),
            "{note}"
        );
    }
    let note = notes
        .iter()
        .find(|note| note["event_id"] == "event-501")
        .unwrap();
    assert_eq!(note["sequence_number"], sequence_number(501));
    assert_eq!(
        (&note["pk"], &note["sk"]),
        (&json!("W#w1#T#TKT-00501"), &json!("E#0000000001"))
    );
}

#[tokio::test]
async fn a_deleted_ticket_is_cleared_but_for_its_tombstone_and_the_event_of_its_end() {
    let stack = Stack::start().await;
    stack.delete_a_ticket("TKT-00007").await;
    let kept = stack.write("TKT-00008").await;
    let before = stack.partition("TKT-00008").await;

    let answer = stack.publish_all().await;
    assert_eq!(failed(&answer), [""; 0]);
    assert_eq!(stack.partition("TKT-00007").await, ["E#0000000004", "META"]);
    assert_eq!(stack.partition("TKT-00008").await, before);
    assert_eq!(kept.ticket.version, 1);
    // The jobs of what happened before go out; who works on them finds no ticket.
    assert_eq!(stack.announced().await.len(), 2 * 2 + 1);
    for sk in ["E#0000000004", "META"] {
        let item = stack.table.item("W#w1#T#TKT-00007", sk).await;
        let shown = format!("{item:?}");
        for personal in PERSONAL {
            assert!(!shown.contains(personal), "{personal} is in {shown}");
        }
    }
}

#[tokio::test]
async fn clearing_that_is_interrupted_goes_on_when_the_record_comes_again() {
    let mut stack = Stack::start().await;
    stack.delete_a_ticket("TKT-00007").await;
    stack.app.store = stack.table.spied(Spy::new(|call| match call.operation {
        "BatchWriteItem" => Err("no deletion today".into()),
        _ => Ok(()),
    }));
    let answer = stack.publish_all().await;
    assert_eq!(failed(&answer).len(), 1);
    stack.app.store = stack.table.store.clone();
    for _ in 0..2 {
        assert_eq!(failed(&stack.publish_all().await), [""; 0]);
        assert_eq!(stack.partition("TKT-00007").await, ["E#0000000004", "META"]);
    }
}

#[tokio::test]
async fn clearing_stops_before_the_invocation_ends() {
    let stack = Stack::start().await;
    stack.delete_a_ticket("TKT-00007").await;
    let before = stack.partition("TKT-00007").await;
    let records = stack.events().await;
    let batch = serde_json::from_value(json!({ "Records": records })).unwrap();
    let soon = SystemTime::now() + Duration::from_secs(4);
    let answer = serde_json::to_value(handle(&stack.app, batch, soon).await).unwrap();
    assert_eq!(failed(&answer).len(), 1);
    assert_eq!(stack.partition("TKT-00007").await, before);
}

#[rstest]
#[case::no_object(json!("maria@customer.example"))]
#[case::null(Value::Null)]
#[case::empty(json!({}))]
#[case::a_list_for_the_image(broken("NewImage", json!(["Maria"])))]
#[case::an_attribute_of_no_type(broken("NewImage", json!({ "pk": { "Maria": "Rossi" } })))]
#[case::a_number_that_is_none(broken("NewImage", json!({ "pk": { "N": "Maria" } })))]
#[case::a_key_that_is_a_number(broken("NewImage", json!({ "pk": { "N": "1" } })))]
#[case::an_empty_image(broken("NewImage", json!({})))]
#[case::no_image(broken("NewImage", Value::Null))]
#[case::a_text_for_a_time(broken("ApproximateCreationDateTime", json!("Maria")))]
#[case::keys_that_are_text(broken("Keys", json!("Maria")))]
#[case::an_odd_time(broken_image("at", json!({ "S": "when Maria came" })))]
#[case::an_odd_agent(broken_image("by", json!({ "S": "Maria Rossi" })))]
#[case::no_snapshot(broken_image("snapshot", json!({ "S": "Maria" })))]
#[case::an_event_key_without_a_version(broken_image("sk", json!({ "S": "E#Maria" })))]
#[case::characters_that_sqs_refuses(broken_image("pk", json!({ "S": "W#w1#T#\u{0}\u{ffff}" })))]
#[tokio::test]
async fn a_record_that_cannot_be_read_is_set_aside_without_what_it_holds(#[case] strange: Value) {
    let stack = Stack::start().await;
    let answer = stack
        .publish(json!({ "Records": [record(1), strange, record(2)] }))
        .await;
    assert_eq!(answer, json!({ "batchItemFailures": [] }));
    assert_eq!(stack.announced().await.len(), 4);
    let notes = stack.queues.take_notes().await;
    assert_eq!(notes.len(), 1);
    assert_holds_nothing_personal(&notes[0]);
    assert!(!notes[0]["reason"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn jobs_carry_nothing_personal() {
    let stack = Stack::start().await;
    stack.publish(serde_json::from_str(FIXTURE).unwrap()).await;
    let event = stack.queues.receive_event().await;
    assert_eq!(event["Records"].as_array().unwrap().len(), 3);
    for record in event["Records"].as_array().unwrap() {
        assert_holds_nothing_personal(&record["body"]);
        assert!(!record["body"].as_str().unwrap().contains('@'));
    }
}

#[tokio::test]
async fn when_the_queue_cannot_be_reached_every_record_comes_again() {
    let mut stack = Stack::start().await;
    stack.app.jobs = Queues::unreachable();
    let records: Vec<_> = (1..=25).map(record).collect();
    let answer = stack.publish(json!({ "Records": records })).await;
    let expected: Vec<_> = (1..=25).map(sequence_number).collect();
    assert_eq!(failed(&answer), expected);
}

#[tokio::test]
async fn when_nothing_can_be_set_aside_the_strange_record_alone_comes_again() {
    let mut stack = Stack::start().await;
    stack.app.set_aside = Queues::unreachable();
    let strange = broken("NewImage", json!({}));
    let answer = stack
        .publish(json!({ "Records": [record(1), strange, record(2)] }))
        .await;
    assert_eq!(failed(&answer), [sequence_number(900)]);
    assert_eq!(stack.announced().await.len(), 4);
}

#[tokio::test]
async fn when_the_owners_cannot_be_read_only_the_records_that_need_them_come_again() {
    let mut stack = Stack::start().await;
    stack.app.store = stack.table.spied(Spy::new(|call| match call.operation {
        "Query" => Err("no agents today".into()),
        _ => Ok(()),
    }));
    let answer = stack.publish(serde_json::from_str(FIXTURE).unwrap()).await;
    assert_eq!(failed(&answer), ["4421584500000000017450439091"]);
    assert_eq!(stack.announced().await, ["TKT-00002 customer#-"]);
}

#[tokio::test]
async fn a_record_that_comes_twice_makes_the_same_jobs() {
    let stack = Stack::start().await;
    stack.publish(json!({ "Records": [record(1)] })).await;
    let first = stack.announced().await;
    stack.publish(json!({ "Records": [record(1)] })).await;
    assert_eq!(stack.announced().await, first);
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
        let (jobs, set_aside): (Queue, Queue) = (queues.jobs.clone(), queues.dead.clone());
        let app = App {
            store: table.store.clone(),
            jobs,
            set_aside,
        };
        Self { table, queues, app }
    }

    async fn publish(&self, event: Value) -> Value {
        let batch: Batch = serde_json::from_value(event).unwrap();
        let deadline = SystemTime::now() + Duration::from_secs(30);
        serde_json::to_value(handle(&self.app, batch, deadline).await).unwrap()
    }

    /// The events that the table's stream carries.
    async fn events(&self) -> Vec<Value> {
        let mut records = self.table.stream_records().await;
        records.retain(|record| {
            let sk = record["dynamodb"]["Keys"]["sk"]["S"].as_str().unwrap();
            record["eventName"] == "INSERT" && sk.starts_with("E#")
        });
        records
    }

    async fn publish_all(&self) -> Value {
        let records = self.events().await;
        self.publish(json!({ "Records": records })).await
    }

    /// Saves a visitor's ticket.
    async fn write(&self, number: &str) -> CreatedTicket {
        let at = time("2024-01-15T09:30:00Z");
        let created = raised_by_a_visitor().numbered(workspace("w1"), number.parse().unwrap(), at);
        let (store, workspace) = (&self.table.store, workspace("w1"));
        let saved = store.insert_ticket(&workspace, &created, None);
        saved.await.unwrap();
        created
    }

    /// Saves a visitor's ticket, an answer, a note and the end of it.
    async fn delete_a_ticket(&self, number: &str) {
        let (store, agent) = (&self.table.store, signed_in());
        let mut ticket = self.write(number).await.ticket;
        for visibility in [Visibility::Public, Visibility::Internal] {
            let body = MessageText::parse("Maria, is it this one?").unwrap();
            let changed = ticket.with_message(body, visibility, &agent, UtcTime::now());
            let saved = store.save_change(&agent.workspace, &ticket, &changed, None);
            saved.await.unwrap();
            ticket = changed.ticket;
        }
        let deletion = ticket.deletion(&agent, UtcTime::now());
        let deleted = store.delete_ticket(&agent.workspace, &ticket, &deletion);
        deleted.await.unwrap();
    }

    /// The sort keys of a ticket's partition.
    async fn partition(&self, number: &str) -> Vec<String> {
        let pk = format!("W#w1#T#{number}");
        let keys = self.table.keys().await.into_iter();
        keys.filter(|key| key.0 == pk).map(|key| key.1).collect()
    }

    /// Takes the jobs off the queue: number and recipient, sorted.
    async fn announced(&self) -> Vec<String> {
        let mut jobs: Vec<_> = self.queues.take_jobs().await.iter().map(shown).collect();
        jobs.sort();
        jobs
    }
}

fn shown(job: &Job) -> String {
    let domain::event::EventId::Ticket(event) = &job.event else {
        panic!("{job:?} is not about a ticket");
    };
    format!("{} {}", event.number, job.to.key())
}

/// The record of the `n`-th ticket, which a visitor raised.
fn record(n: usize) -> Value {
    let fixture: Value = serde_json::from_str(FIXTURE).unwrap();
    let mut record = fixture["Records"][0].clone();
    let pk = json!({ "S": format!("W#w1#T#TKT-{n:05}") });
    record["eventID"] = json!(format!("event-{n}"));
    record["dynamodb"]["SequenceNumber"] = json!(sequence_number(n));
    record["dynamodb"]["Keys"]["pk"] = pk.clone();
    record["dynamodb"]["NewImage"]["pk"] = pk;
    record
}

fn sequence_number(n: usize) -> String {
    format!("44215845000000000174504{n:05}")
}

/// A record with something else in place of one part of its change.
fn broken(part: &str, value: Value) -> Value {
    let mut record = record(900);
    record["dynamodb"][part] = value;
    record
}

fn broken_image(attribute: &str, value: Value) -> Value {
    let mut record = record(900);
    record["dynamodb"]["NewImage"][attribute] = value;
    record
}

fn failed(answer: &Value) -> Vec<&str> {
    let failures = answer["batchItemFailures"].as_array().unwrap();
    failures
        .iter()
        .map(|failure| failure["itemIdentifier"].as_str().unwrap())
        .collect()
}

#[track_caller]
fn assert_holds_nothing_personal(value: &Value) {
    let shown = value.to_string();
    for personal in PERSONAL.iter().chain([&OWNER]) {
        assert!(!shown.contains(personal), "{personal} is in {shown}");
    }
}
