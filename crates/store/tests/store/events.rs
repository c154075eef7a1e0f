use std::collections::HashSet;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::event::{AnyEvent, Event};
use store::Store;
use testkit::{
    Table,
    samples::{raised_by_a_visitor, set_up, time, workspace},
};

#[tokio::test]
async fn a_walk_meets_every_event_once_over_many_pages() {
    let table = Table::start().await;
    set_up(&table.store).await;
    // Three items a ticket, 500 items a page.
    let mut expected = HashSet::new();
    for n in 1..=400 {
        expected.insert(save(&table.store, n).await.id);
    }
    let (mut met, mut pages, mut position) = (Vec::new(), 0, None);
    loop {
        let page = table.store.walk_events(position).await.unwrap();
        assert_eq!(page.unreadable, 0);
        met.extend(page.events.into_iter().map(|event| match event {
            AnyEvent::Ticket(event) => event.id,
            other => panic!("{other:?} was never saved"),
        }));
        pages += 1;
        position = page.next;
        if position.is_none() {
            break;
        }
    }
    assert!(pages > 1, "more than one page is the point of this test");
    assert_eq!(met.len(), 400);
    assert_eq!(met.into_iter().collect::<HashSet<_>>(), expected);
}

#[tokio::test]
async fn a_walk_counts_what_it_cannot_read_and_goes_on() {
    let table = Table::start().await;
    let event = save(&table.store, 1).await;
    let strange = AttributeValue::S("a kind of tomorrow".to_owned());
    table
        .set("W#w1#T#TKT-00002", "E#0000000001", "kind", strange.clone())
        .await;
    table
        .set("S#request", "E#0000000001", "kind", strange)
        .await;
    let page = table.store.walk_events(None).await.unwrap();
    assert_eq!(
        (page.events, page.unreadable),
        (vec![AnyEvent::Ticket(event)], 2)
    );
}

#[tokio::test]
async fn an_event_whose_ticket_is_gone_has_no_mail() {
    let table = Table::start().await;
    for (n, missing) in [(1, "META"), (2, "TEXT"), (3, "E#0000000001")] {
        let event = save(&table.store, n).await;
        assert!(table.store.mail_facts(&event.id).await.unwrap().is_some());
        table.remove(&format!("W#w1#T#TKT-{n:05}"), missing).await;
        assert!(
            table.store.mail_facts(&event.id).await.unwrap().is_none(),
            "without {missing}"
        );
    }
}

/// Saves the `n`-th ticket.
async fn save(store: &Store, n: u64) -> Event {
    let number = format!("TKT-{n:05}").parse().unwrap();
    let created =
        raised_by_a_visitor().numbered(workspace("w1"), number, time("2024-01-15T09:30:00Z"));
    store
        .insert_ticket(&workspace("w1"), &created, None)
        .await
        .unwrap();
    created.event
}
