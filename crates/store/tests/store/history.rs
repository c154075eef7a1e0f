use domain::{
    edit::Visibility, event::EventKind, job::Recipient, text::MessageText, ticket::Ticket,
    time::UtcTime,
};
use store::{deliveries::DeliveryState, history::Delivery};
use testkit::{
    Table,
    samples::{raised_by_a_visitor, signed_in, time, workspace},
};

#[tokio::test]
async fn a_history_is_all_that_happened_oldest_first_with_its_deliveries() {
    let table = Table::start().await;
    let ticket = raised(&table).await;
    let ticket = answered(&table, &ticket, "One").await;
    answered(&table, &ticket, "Two").await;
    let history = history(&table).await.unwrap();
    assert!(history.complete);
    let versions: Vec<_> = history.events.iter().map(version).collect();
    assert_eq!(versions, [1, 2, 3]);
    assert_eq!(history.ticket.version, 3);
    assert_eq!(history.deliveries, []);

    let jobs = history.events[1].jobs(&[]);
    let store = &table.store;
    store
        .put_settled(&jobs[0], DeliveryState::Undeliverable, UtcTime::now())
        .await
        .unwrap();
    let delivery = Delivery {
        version: 2,
        to: Recipient::Visitor,
        state: DeliveryState::Undeliverable,
    };
    let again = self::history(&table).await.unwrap();
    assert_eq!(again.deliveries, [delivery]);
}

#[tokio::test]
async fn of_a_ticket_with_more_than_two_megabytes_the_oldest_events_are_left_out() {
    let table = Table::start().await;
    let mut ticket = raised(&table).await;
    // 15 kB each, the longest message there is.
    let longest = "\u{8a9e}".repeat(5_000);
    for _ in 0..150 {
        ticket = answered(&table, &ticket, &longest).await;
    }
    let history = history(&table).await.unwrap();
    assert!(!history.complete);
    assert_eq!(
        (history.ticket.version, history.events.len() > 100),
        (151, true)
    );
    let versions: Vec<_> = history.events.iter().map(version).collect();
    let newest = 151 - versions.len() as u64 + 1..=151;
    assert_eq!(versions, newest.collect::<Vec<_>>());
    let size: usize = history.events.iter().map(length).sum();
    assert!(size < 3 * 1_024 * 1_024, "{size} bytes");
}

#[tokio::test]
async fn no_ticket_has_no_history() {
    let table = Table::start().await;
    assert!(history(&table).await.is_none());
    let ticket = raised(&table).await;
    let deletion = ticket.deletion(&signed_in(), UtcTime::now());
    let deleted = table
        .store
        .delete_ticket(&workspace("w1"), &ticket, &deletion)
        .await;
    deleted.unwrap();
    assert!(history(&table).await.is_none());
}

async fn raised(table: &Table) -> Ticket {
    let number = "TKT-00001".parse().unwrap();
    let at = time("2024-01-15T09:30:00Z");
    let created = raised_by_a_visitor().numbered(workspace("w1"), number, at);
    let inserted = table
        .store
        .insert_ticket(&workspace("w1"), &created, None)
        .await;
    inserted.unwrap();
    created.ticket
}

async fn answered(table: &Table, ticket: &Ticket, body: &str) -> Ticket {
    let body = MessageText::parse(body).unwrap();
    let changed = ticket.with_message(body, Visibility::Public, &signed_in(), UtcTime::now());
    let saved = table
        .store
        .save_change(&workspace("w1"), ticket, &changed, None)
        .await;
    saved.unwrap();
    changed.ticket
}

async fn history(table: &Table) -> Option<store::history::History> {
    let number = "TKT-00001".parse().unwrap();
    let found = table.store.history(&workspace("w1"), &number).await;
    found.unwrap()
}

fn version(event: &domain::event::Event) -> u64 {
    event.id.version
}

fn length(event: &domain::event::Event) -> usize {
    match &event.kind {
        EventKind::Answered { body } => body.as_str().len(),
        _ => 0,
    }
}
