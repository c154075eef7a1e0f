use domain::{
    agent::Role,
    event::AnyEvent,
    ticket::{CreatedTicket, NewTicket},
};
use serde_json::Value;
use store::{StoreError, events::read_event, tickets::InsertError};
use testkit::{
    Table,
    samples::{
        CUSTOMER, OWNER, agent, email, raised_by_a_visitor, set_up, time, workspace,
        written_by_an_agent,
    },
};

const PARTITION: &str = "W#w1#T#TKT-00001";

#[tokio::test]
async fn a_new_ticket_is_a_head_a_text_and_an_event() {
    let table = Table::start().await;
    let created = numbered(raised_by_a_visitor(), "TKT-00001");
    table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();

    let keys = ["E#0000000001", "META", "TEXT"].map(|sk| (PARTITION.to_owned(), sk.to_owned()));
    assert_eq!(table.keys().await, keys);
    let facts = table
        .store
        .mail_facts(&created.event.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(facts.ticket, created.ticket);
    assert_eq!(facts.texts, created.texts);
    assert_eq!(facts.event, created.event);
}

#[tokio::test]
async fn every_field_of_an_agents_ticket_is_read_back() {
    let table = Table::start().await;
    set_up(&table.store).await;
    let new = NewTicket {
        assigned_to: Some(email(OWNER)),
        ..written_by_an_agent()
    };
    let created = numbered(new, "TKT-20240115-10000");
    table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();
    let facts = table
        .store
        .mail_facts(&created.event.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(facts.ticket, created.ticket);
    assert_eq!(facts.event.by, Some(email(OWNER)));
}

#[tokio::test]
async fn the_stream_carries_the_event_and_nothing_else_under_an_events_key() {
    let table = Table::start().await;
    let created = numbered(written_by_an_agent(), "TKT-00001");
    table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();

    let records = table.stream_records().await;
    let is_event = |record: &&Value| {
        record["dynamodb"]["Keys"]["sk"]["S"]
            .as_str()
            .unwrap()
            .starts_with("E#")
    };
    let events: Vec<_> = records.iter().filter(is_event).collect();
    assert_eq!((records.len(), events.len()), (3, 1));
    assert_eq!(events[0]["eventName"], "INSERT");
    assert_eq!(events[0]["dynamodb"]["Keys"]["sk"]["S"], "E#0000000001");
    let image = &events[0]["dynamodb"]["NewImage"];
    // The event travels to `publish`, which needs neither the customer nor their words.
    let shown = image.to_string();
    for personal in ["John Doe", CUSTOMER, "two amounts"] {
        assert!(!shown.contains(personal), "{personal} is in {shown}");
    }
    let image: serde_dynamo::Item = serde_json::from_value(image.clone()).unwrap();
    let event = AnyEvent::Ticket(created.event);
    assert_eq!(read_event(image).unwrap(), event);
}

#[tokio::test]
async fn a_head_stays_below_a_kilobyte() {
    let table = Table::start().await;
    let created = numbered(written_by_an_agent(), "TKT-00001");
    table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();
    let head = table.item(PARTITION, "META").await.unwrap();
    // Longer than DynamoDB counts it, since names and quotes of the debug form come on top.
    let size: usize = head
        .iter()
        .map(|(name, value)| name.len() + format!("{value:?}").len())
        .sum();
    assert!(size < 1_024, "{size} bytes");
}

#[tokio::test]
async fn an_unknown_assignee_is_refused_and_nothing_is_saved() {
    let table = Table::start().await;
    set_up(&table.store).await;
    let before = table.keys().await;
    let new = NewTicket {
        assigned_to: Some(email("nobody@acme.example")),
        ..written_by_an_agent()
    };
    let created = numbered(new, "TKT-00001");
    let refused = table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await;
    assert!(
        matches!(refused, Err(InsertError::UnknownAssignee)),
        "{refused:?}"
    );
    assert_eq!(table.keys().await, before);
}

#[tokio::test]
async fn an_agent_of_another_workspace_is_an_unknown_assignee() {
    let table = Table::start().await;
    let stranger = agent("a9", "stranger@other.example", Role::Agent);
    table
        .store
        .add_agent(&workspace("w2"), &stranger)
        .await
        .unwrap();
    let new = NewTicket {
        assigned_to: Some(stranger.email),
        ..written_by_an_agent()
    };
    let created = numbered(new, "TKT-00001");
    let refused = table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await;
    assert!(
        matches!(refused, Err(InsertError::UnknownAssignee)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn an_assignee_is_found_whatever_the_case_of_the_address() {
    let table = Table::start().await;
    set_up(&table.store).await;
    let new = NewTicket {
        assigned_to: Some(email(&OWNER.to_uppercase())),
        ..written_by_an_agent()
    };
    let created = numbered(new, "TKT-00001");
    table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_number_that_is_taken_is_never_overwritten() {
    let table = Table::start().await;
    let first = numbered(raised_by_a_visitor(), "TKT-00001");
    table
        .store
        .insert_ticket(&workspace("w1"), &first, None)
        .await
        .unwrap();
    let second = written_by_an_agent().numbered(
        workspace("w1"),
        "TKT-00001".parse().unwrap(),
        time("2024-01-16T00:00:00Z"),
    );
    let refused = table
        .store
        .insert_ticket(&workspace("w1"), &second, None)
        .await;
    assert!(
        matches!(refused, Err(InsertError::Store(StoreError::Exists { .. }))),
        "{refused:?}"
    );
    let facts = table
        .store
        .mail_facts(&first.event.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(facts.ticket, first.ticket);
}

#[tokio::test]
async fn two_tables_of_one_account_take_the_same_number() {
    let table = Table::start().await;
    let created = numbered(raised_by_a_visitor(), "TKT-00001");
    let elsewhere = numbered(written_by_an_agent(), "TKT-00001");
    for (store, ticket) in [(&table.store, &created), (&table.sibling(), &elsewhere)] {
        store
            .insert_ticket(&workspace("w1"), ticket, None)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn the_same_number_in_two_workspaces_is_two_tickets() {
    let table = Table::start().await;
    for id in ["w1", "w2"] {
        let created = raised_by_a_visitor().numbered(
            workspace(id),
            "TKT-00001".parse().unwrap(),
            time("2024-01-15T09:30:00Z"),
        );
        table
            .store
            .insert_ticket(&workspace(id), &created, None)
            .await
            .unwrap();
    }
    assert_eq!(table.keys().await.len(), 6);
}

#[tokio::test]
async fn a_head_that_this_version_cannot_read_is_an_error_and_no_missing_ticket() {
    let table = Table::start().await;
    let created = numbered(raised_by_a_visitor(), "TKT-00001");
    table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();
    let broken = aws_sdk_dynamodb::types::AttributeValue::S("tomorrow".to_owned());
    table.set(PARTITION, "META", "created_at", broken).await;
    let read = table.store.mail_facts(&created.event.id).await;
    assert!(
        matches!(read, Err(StoreError::Corrupt { item: "ticket", .. })),
        "{read:?}"
    );
}

fn numbered(new: NewTicket, number: &str) -> CreatedTicket {
    new.numbered(
        workspace("w1"),
        number.parse().unwrap(),
        time("2024-01-15T09:30:00Z"),
    )
}
