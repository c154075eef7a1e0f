use domain::{
    text::{PersonName, Title},
    ticket::Status,
    time::UtcTime,
};
use rstest::rstest;
use serde_json::{Value, json};
use testkit::{
    Desk,
    samples::{raised_by_a_visitor, signed_in, workspace, written_by_an_agent},
};

use crate::{desk, list, numbers, save};

#[rstest]
#[case::a_number("TKT-00001", &[1])]
#[case::a_number_as_typed("tkt%201", &[1])]
#[case::a_bare_number("1", &[1])]
#[case::a_number_in_a_title("404", &[3])]
#[case::a_foreign_number("ERROR-404", &[])]
#[case::words_that_look_like_a_number("error+404", &[3])]
#[case::a_number_that_nobody_has("TKT-00077", &[])]
#[case::an_address("MARIA@customer.example", &[3, 1])]
#[case::a_part_of_an_address("maria@", &[3, 1])]
#[case::a_name("rossi", &[1])]
#[case::a_title("invoice", &[2])]
#[case::name_and_title("invoice+john", &[2])]
#[case::other_scripts("%C3%BCnal", &[3])]
#[case::nothing("parcel", &[])]
#[tokio::test]
async fn tickets_are_found_by_number_address_and_words(#[case] q: &str, #[case] expected: &[u32]) {
    let desk = shelf().await;
    assert_eq!(numbers(&desk, &format!("?q={q}")).await, expected);
}

#[rstest]
#[case::number("q=1&status=closed", &[])]
#[case::address("q=maria@customer.example&status=closed", &[3])]
#[case::address_beside_customers("q=maria@customer.example&customer_email=john@customer.example", &[])]
#[case::words("q=invoice&priority=high", &[2])]
#[case::words_by_change("q=customer&sort=updated", &[3, 2, 1])]
#[case::words_by_priority("q=customer&sort=priority", &[2, 1])]
#[tokio::test]
async fn a_search_keeps_to_the_filters(#[case] query: &str, #[case] expected: &[u32]) {
    let desk = shelf().await;
    assert_eq!(numbers(&desk, &format!("?{query}")).await, expected);
}

#[tokio::test]
async fn a_search_by_words_says_how_far_it_came_when_there_is_more() {
    let desk = shelf().await;
    let first = list(&desk, "?q=customer&limit=2").await.body;
    assert_eq!(first["searched_back_to"], "2024-01-15T09:02:00.000Z");
    let cursor = first["next_cursor"].as_str().unwrap();
    let last = list(&desk, &format!("?q=customer&limit=2&cursor={cursor}"))
        .await
        .body;
    assert_eq!(last["items"][0]["ticket_number"], "TKT-00001");
    assert_eq!(last["searched_back_to"], Value::Null);
    // Other lists do not search.
    let listed = list(&desk, "?limit=2").await.body;
    assert_eq!(listed["searched_back_to"], Value::Null);
}

#[tokio::test]
async fn a_search_for_a_title_with_a_number_has_pages_too() {
    let desk = desk().await;
    for n in 1..=3 {
        save(&desk, n, n, raised_by_a_visitor(), |created| {
            created.ticket.title = Title::parse("Error 404").unwrap();
        })
        .await;
    }
    let first = list(&desk, "?q=404&limit=2").await.body;
    let cursor = first["next_cursor"].as_str().unwrap();
    assert_eq!(
        numbers(&desk, &format!("?q=404&limit=2&cursor={cursor}")).await,
        [1]
    );
}

#[tokio::test]
async fn a_deleted_ticket_is_not_found() {
    let desk = desk().await;
    let created = desk.write("w1", "TKT-00001").await;
    let deletion = created.ticket.deletion(&signed_in(), UtcTime::now());
    let store = desk.store();
    store
        .delete_ticket(&workspace("w1"), &created.ticket, &deletion)
        .await
        .unwrap();
    for query in ["?q=1", "?q=john@customer.example", "?q=invoice", ""] {
        assert_eq!(list(&desk, query).await.body["items"], json!([]), "{query}");
    }
}

async fn shelf() -> Desk {
    let desk = desk().await;
    save(&desk, 1, 1, raised_by_a_visitor(), |_| ()).await;
    save(&desk, 2, 2, written_by_an_agent(), |_| ()).await;
    save(&desk, 3, 3, raised_by_a_visitor(), |created| {
        created.ticket.title = Title::parse("Error 404 in the shop").unwrap();
        created.ticket.customer.name = PersonName::parse("Ünal").unwrap();
        created.ticket.status = Status::Closed;
    })
    .await;
    desk
}
