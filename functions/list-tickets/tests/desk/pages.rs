use axum::body::Body;
use rstest::rstest;
use serde_json::Value;
use testkit::{
    Desk, Reply,
    samples::{raised_by_a_visitor, settings, workspace},
};

use crate::{desk, list, numbers, numbers_in, save, stranger};

#[rstest]
#[case::newest_first("", 25)]
#[case::oldest_first("&order=asc", 25)]
#[case::by_change("&sort=updated", 25)]
#[case::by_priority("&sort=priority", 25)]
#[case::filtered("&status=open&assigned_to=none", 25)]
#[case::searched("&q=maria", 25)]
#[tokio::test]
async fn pages_joined_are_the_list(#[case] query: &str, #[case] expected: usize) {
    let desk = shelf(25).await;
    let whole = numbers(&desk, &format!("?limit=100{query}")).await;
    let (mut joined, mut page) = (Vec::new(), list(&desk, &format!("?limit=4{query}")).await);
    loop {
        joined.extend(numbers_in(&page.body));
        let Some(cursor) = page.body["next_cursor"].as_str() else {
            break;
        };
        page = list(&desk, &format!("?limit=4{query}&cursor={cursor}")).await;
    }
    assert_eq!((&joined, joined.len()), (&whole, expected));
}

#[rstest]
#[case::unsaid("", 20)]
#[case::one("?limit=1", 1)]
#[case::most("?limit=100", 25)]
#[tokio::test]
async fn a_page_has_so_many_rows(#[case] query: &str, #[case] rows: usize) {
    let desk = shelf(25).await;
    let page = list(&desk, query).await.body;
    assert_eq!(numbers_in(&page).len(), rows);
    assert_eq!(page["next_cursor"].is_null(), rows == 25);
}

#[tokio::test]
async fn a_page_that_ends_with_the_list_has_no_next_one() {
    let desk = shelf(4).await;
    let page = list(&desk, "?limit=4").await.body;
    assert_eq!(numbers_in(&page), [4, 3, 2, 1]);
    assert_eq!(page["next_cursor"], Value::Null);
}

#[tokio::test]
async fn the_next_page_may_be_of_another_size() {
    let desk = shelf(5).await;
    let page = list(&desk, "?limit=2").await.body;
    let cursor = page["next_cursor"].as_str().unwrap();
    let next = numbers(&desk, &format!("?limit=3&cursor={cursor}")).await;
    assert_eq!(next, [3, 2, 1]);
}

#[rstest]
#[case::another_filter("?limit=2&status=open")]
#[case::another_sort("?limit=2&sort=updated")]
#[case::another_order("?limit=2&order=asc")]
#[case::a_search("?limit=2&q=maria")]
#[tokio::test]
async fn a_cursor_of_another_list_is_refused(#[case] query: &str) {
    let desk = shelf(5).await;
    let page = list(&desk, "?limit=2").await.body;
    let cursor = page["next_cursor"].as_str().unwrap();
    let refused = list(&desk, &format!("{query}&cursor={cursor}")).await;
    assert_eq!(refused.status, 400, "{}", refused.body);
    assert_eq!(refused.body["type"], "urn:tkt:problem:malformed-request");
}

#[tokio::test]
async fn a_cursor_of_another_workspace_is_refused() {
    let desk = shelf(5).await;
    let page = list(&desk, "?limit=2").await.body;
    let cursor = page["next_cursor"].as_str().unwrap();
    desk.store()
        .put_settings(&workspace("w2"), &settings())
        .await
        .unwrap();
    let refused = as_stranger(&desk, &format!("?limit=2&cursor={cursor}")).await;
    assert_eq!(refused.status, 400);
}

#[tokio::test]
async fn another_workspaces_agent_sees_nothing_of_ours() {
    let desk = shelf(5).await;
    desk.store()
        .put_settings(&workspace("w2"), &settings())
        .await
        .unwrap();
    for query in [
        "",
        "?sort=updated",
        "?sort=priority",
        "?q=maria",
        "?q=TKT-00001",
    ] {
        let reply = as_stranger(&desk, query).await;
        assert_eq!(reply.status, 200, "{query}");
        assert_eq!(numbers_in(&reply.body), [0; 0], "{query}");
    }
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let desk = shelf(3).await;
    let first = list(&desk, "").await;
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let again = if_none_match(&desk, first.header("etag")).await;
    assert_eq!((again.status, again.body), (304, Value::Null));
    assert_eq!(again.headers["etag"], first.headers["etag"]);

    save(&desk, 4, 50, raised_by_a_visitor(), |_| ()).await;
    let changed = if_none_match(&desk, first.header("etag")).await;
    assert_eq!(numbers_in(&changed.body), [4, 3, 2, 1]);
    assert_ne!(changed.headers["etag"], first.headers["etag"]);
}

async fn if_none_match(desk: &Desk, tag: &str) -> Reply {
    let request = desk
        .request("GET", "/api/ticket")
        .header("if-none-match", tag);
    desk.send(request.body(Body::empty()).unwrap()).await
}

async fn as_stranger(desk: &Desk, query: &str) -> Reply {
    let token = desk.token_of(&stranger()).await;
    let request = axum::http::Request::get(format!("/api/ticket{query}"))
        .header("authorization", format!("Bearer {token}"));
    desk.send(request.body(Body::empty()).unwrap()).await
}

async fn shelf(tickets: u32) -> Desk {
    let desk = desk().await;
    for n in 1..=tickets {
        save(&desk, n, n, raised_by_a_visitor(), |_| ()).await;
    }
    desk
}
