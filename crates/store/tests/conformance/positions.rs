//! Where a page ends, and that the next one goes on right there.

use std::collections::BTreeSet;

use rstest::rstest;

use crate::database::{Database, Item, item, outcome, s};
use crate::index_definitions::{BY_CREATED, rows, with_indexes};
use crate::paging::{filled, sort_keys};

const INVALID: &str = "ValidationException";

#[tokio::test]
async fn a_position_is_the_last_items_key_and_nothing_else() {
    let db = filled(&[]).await;
    db.fill([item("P", "1", [("more", s("x"))]), item("P", "2", [])])
        .await;
    let page = db.query("P", "").limit(1).send().await.unwrap();
    assert_eq!(page.last_evaluated_key, Some(item("P", "1", [])));
}

#[tokio::test]
async fn a_full_last_page_has_a_position_and_an_empty_page_behind_it() {
    let db = filled(&["1", "2"]).await;
    let page = db.query("P", "").limit(2).send().await.unwrap();
    assert_eq!(page.last_evaluated_key, Some(item("P", "2", [])));
    let next = db.query("P", "").limit(2);
    let next = next
        .set_exclusive_start_key(page.last_evaluated_key)
        .send()
        .await
        .unwrap();
    assert_eq!((next.count(), next.last_evaluated_key), (0, None));
}

#[rstest]
#[case::ascending(true)]
#[case::descending(false)]
#[tokio::test]
async fn pages_join_without_gap_or_repeat_while_items_come_and_go(#[case] forward: bool) {
    let names: Vec<_> = (10..50).map(|i| format!("{i}-")).collect();
    let db = filled(&names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let (mut met, mut position, mut round) = (Vec::new(), None, 0);
    loop {
        let page = db.query("P", "").limit(7).scan_index_forward(forward);
        let page = page.set_exclusive_start_key(position).send().await.unwrap();
        met.extend(sort_keys(page.items()));
        position = page.last_evaluated_key;
        let Some(last) = &position else { break };
        // One more before the position, and the item at the position goes away.
        let last = last["sk"].as_s().unwrap().clone();
        db.delete("P", &last).await;
        let behind = if forward { "00" } else { "99" };
        db.fill([item("P", &format!("{behind}{round}"), [])]).await;
        round += 1;
    }
    if !forward {
        met.reverse();
    }
    assert_eq!(met, names);
}

#[tokio::test]
async fn a_position_outside_of_the_query_is_refused() {
    let db = filled(&["1", "2"]).await;
    let from = |key: Item| db.query("P", "").set_exclusive_start_key(Some(key)).send();
    assert_eq!(
        outcome(&from(item("Q", "1", [])).await),
        INVALID,
        "another partition"
    );
    let mut half = item("P", "1", []);
    half.remove("sk");
    assert_eq!(outcome(&from(half).await), INVALID, "half a key");
    assert_eq!(
        outcome(&from(item("P", "1", [("x", s("y"))])).await),
        INVALID,
        "too much"
    );
    let range = db.query("P", " AND begins_with(sk, :a)");
    let range = range
        .expression_attribute_values(":a", s("1"))
        .set_exclusive_start_key(Some(item("P", "2", [])));
    assert_eq!(
        outcome(&range.send().await),
        INVALID,
        "outside of the range"
    );
}

fn row(number: u32, created: &str) -> Item {
    item(
        &format!("T#{number:05}"),
        "META",
        [("ws", s("w1")), ("created", s(created))],
    )
}

#[tokio::test]
async fn a_position_in_an_index_has_the_index_key_and_the_tables_key() {
    let db = with_indexes().await;
    db.fill([row(1, "a"), row(2, "b")]).await;
    let page = rows(&db, BY_CREATED, "w1", "").limit(1);
    assert_eq!(
        page.send().await.unwrap().last_evaluated_key,
        Some(row(1, "a"))
    );
}

#[rstest]
#[case::ascending(true)]
#[case::descending(false)]
#[tokio::test]
async fn pages_of_an_index_join_where_many_items_share_an_index_key(#[case] forward: bool) {
    let db = with_indexes().await;
    db.fill((1..=30).map(|i| row(i, if i % 2 == 0 { "even" } else { "odd" })))
        .await;
    let (mut met, mut created, mut position) = (Vec::new(), Vec::new(), None);
    loop {
        let page = rows(&db, BY_CREATED, "w1", "")
            .limit(4)
            .scan_index_forward(forward)
            .set_exclusive_start_key(position);
        let page = page.send().await.unwrap();
        met.extend(
            page.items()
                .iter()
                .map(|item| item["pk"].as_s().unwrap().clone()),
        );
        created.extend(
            page.items()
                .iter()
                .map(|item| item["created"].as_s().unwrap().clone()),
        );
        position = page.last_evaluated_key;
        if position.is_none() {
            break;
        }
    }
    assert_eq!(met.len(), 30);
    assert_eq!(met.iter().collect::<BTreeSet<_>>().len(), 30);
    if !forward {
        created.reverse();
    }
    assert!(created.is_sorted());
}

#[tokio::test]
async fn a_position_in_an_index_holds_when_its_item_has_moved_on() {
    let db = with_indexes().await;
    db.fill((1..=4).map(|i| row(i, &format!("{i}")))).await;
    let query = || rows(&db, BY_CREATED, "w1", "").limit(2);
    let first = query().send().await.unwrap();
    db.fill([row(2, "9")]).await;
    let rest = query()
        .set_exclusive_start_key(first.last_evaluated_key)
        .limit(9)
        .send()
        .await;
    let pks: Vec<_> = rest
        .unwrap()
        .items()
        .iter()
        .map(|item| item["pk"].clone())
        .collect();
    assert_eq!(pks, [s("T#00003"), s("T#00004"), s("T#00002")]);
}

#[tokio::test]
async fn a_scan_meets_every_item_once_over_its_pages() {
    let db = Database::start().await;
    db.fill((0..100).map(|i| item(&format!("P{}", i % 13), &format!("{i:03}"), [])))
        .await;
    let (mut met, mut position, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = db
            .client
            .scan()
            .table_name(&db.name)
            .limit(9)
            .consistent_read(true);
        let page = page
            .filter_expression("begins_with(sk, :zero)")
            .expression_attribute_values(":zero", s("0"))
            .set_exclusive_start_key(position);
        let page = page.send().await.unwrap();
        met.extend(sort_keys(page.items()));
        pages += 1;
        position = page.last_evaluated_key;
        let Some(last) = &position else { break };
        assert_eq!(last.len(), 2, "pk and sk");
    }
    met.sort();
    assert_eq!(met, (0..100).map(|i| format!("{i:03}")).collect::<Vec<_>>());
    assert_eq!(pages, 12);
}

#[tokio::test]
async fn a_scan_goes_on_from_an_item_that_is_gone() {
    let db = Database::start().await;
    db.fill((0..20).map(|i| item(&format!("P{i}"), "S", [])))
        .await;
    let first = db
        .client
        .scan()
        .table_name(&db.name)
        .limit(8)
        .send()
        .await
        .unwrap();
    let position = first.last_evaluated_key.unwrap();
    let met: BTreeSet<_> = first
        .items
        .unwrap()
        .iter()
        .map(|item| item["pk"].as_s().unwrap().clone())
        .collect();
    db.delete(position["pk"].as_s().unwrap(), "S").await;
    let rest = db
        .client
        .scan()
        .table_name(&db.name)
        .set_exclusive_start_key(Some(position));
    let rest = rest.send().await.unwrap().items.unwrap();
    assert_eq!(rest.len(), 12);
    assert!(
        rest.iter()
            .all(|item| !met.contains(item["pk"].as_s().unwrap()))
    );
}
