use axum::{body::Body, http::Request};
use rstest::rstest;
use serde_json::json;

use crate::{desk, get, list};

#[rstest]
#[case::unknown("?colour=red")]
#[case::unknown_in_another_case("?Status=open")]
#[case::repeated("?status=open&status=closed")]
#[case::unknown_status("?status=done")]
#[case::status_in_another_case("?status=Open")]
#[case::one_of_two("?status=open,done")]
#[case::no_status("?status=")]
#[case::a_comma_too_many("?status=open,")]
#[case::unknown_priority("?priority=highest")]
#[case::blank_category("?category=+")]
#[case::category_with_a_line_break("?category=a%0Ab")]
#[case::no_address("?assigned_to=somebody")]
#[case::me_in_another_case("?assigned_to=Me")]
#[case::no_customer("?customer_email=me")]
#[case::blank_search("?q=+")]
#[case::long_search(&format!("?q={}", "a".repeat(201)))]
#[case::unknown_sort("?sort=title")]
#[case::two_sorts("?sort=created,updated")]
#[case::unknown_order("?order=down")]
#[case::order_without_a_value("?order")]
#[case::resolved_by_priority("?sort=priority&status=open,resolved")]
#[case::no_row("?limit=0")]
#[case::too_many_rows("?limit=101")]
#[case::far_too_many_rows("?limit=99999999999999999999")]
#[case::a_negative_limit("?limit=-1")]
#[case::a_signed_limit("?limit=%2B1")]
#[case::no_number("?limit=ten")]
#[case::no_cursor("?cursor=")]
#[case::a_made_up_cursor("?cursor=eyJ2IjoxfQ")]
#[case::a_hostile_cursor("?cursor=%27%20OR%201=1")]
#[case::not_utf8("?q=%FF")]
#[tokio::test]
async fn a_bad_parameter_is_refused(#[case] query: &str) {
    let desk = desk().await;
    let reply = list(&desk, query).await;
    assert_eq!(reply.status, 400, "{}", reply.body);
    assert_eq!(reply.body["type"], "urn:tkt:problem:malformed-request");
}

#[rstest]
#[case::the_detail("/api/ticket/TKT-00001?x=1")]
#[case::health("/api/health?x=1")]
#[tokio::test]
async fn other_routes_take_no_parameter(#[case] path: &str) {
    assert_eq!(get(&desk().await, path).await.status, 400);
}

#[rstest]
#[case::the_list("/api/ticket?status=done")]
#[case::the_detail("/api/ticket/TKT-00001?x=1")]
#[tokio::test]
async fn credentials_come_before_anything_else(#[case] path: &str) {
    let desk = desk().await;
    let request = Request::get(path).body(Body::empty()).unwrap();
    assert_eq!(desk.send(request).await.status, 401);
}

#[tokio::test]
async fn anyone_may_ask_whether_the_api_answers() {
    let request = Request::get("/api/health").body(Body::empty()).unwrap();
    let reply = desk().await.send(request).await;
    assert_eq!((reply.status, reply.body), (200, json!({ "status": "ok" })));
}
