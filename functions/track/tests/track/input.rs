use domain::workspace::Settings;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::{CUSTOMER, settings, workspace};

use crate::tracker::{CUSTOMERS_ADDRESS, Tracker};

#[rstest]
#[case::as_mailed("TKT-00003", CUSTOMER)]
#[case::lower_case("tkt-00003", CUSTOMER)]
#[case::without_padding("TKT-3", CUSTOMER)]
#[case::digits_alone("3", CUSTOMER)]
#[case::spaces("  tkt 00003\n", CUSTOMER)]
#[case::no_dash("tkt3", CUSTOMER)]
#[case::hash("#TKT-00003", CUSTOMER)]
#[case::a_dash_of_a_mail_program("TKT\u{2013}00003", CUSTOMER)]
#[case::full_width("\u{ff34}\u{ff2b}\u{ff34}\u{2212}\u{ff13}", CUSTOMER)]
#[case::the_end_of_a_sentence("TKT-00003.", CUSTOMER)]
#[case::address_in_another_case("TKT-00003", "JOHN@Customer.Example")]
#[case::address_with_outer_spaces("TKT-00003", "  john@customer.example ")]
#[tokio::test]
async fn a_number_and_an_address_may_be_typed_as_people_type(
    #[case] number: &str,
    #[case] email: &str,
) {
    let tracker = Tracker::start().await;
    tracker.write("w1", "TKT-00003").await;
    let tracked = tracker.tracked(number, email).await;
    assert_eq!(tracked["ticket_number"], "TKT-00003");
}

#[tokio::test]
async fn digits_alone_mean_the_current_prefix_and_older_ones_are_found_in_full() {
    let tracker = Tracker::start().await;
    let renamed = Settings {
        prefix: "HELP".parse().unwrap(),
        earlier_prefixes: vec!["TKT".parse().unwrap()],
        ..settings()
    };
    let store = &tracker.table.store;
    store
        .put_settings(&workspace("w1"), &renamed)
        .await
        .unwrap();
    for number in ["TKT-00003", "HELP-00003", "HELP-20240115-0001"] {
        tracker.write("w1", number).await;
    }
    for (typed, number) in [
        ("3", "HELP-00003"),
        ("help3", "HELP-00003"),
        ("tkt 3", "TKT-00003"),
        ("20240115-1", "HELP-20240115-0001"),
    ] {
        let tracked = tracker.tracked(typed, CUSTOMER).await;
        assert_eq!(tracked["ticket_number"], number, "{typed}");
    }
}

#[tokio::test]
async fn a_workspace_may_be_named() {
    let tracker = Tracker::start().await;
    let store = &tracker.table.store;
    let second = Settings {
        first: false,
        ..settings()
    };
    store.put_settings(&workspace("w2"), &second).await.unwrap();
    tracker.write("w1", "TKT-00001").await;
    tracker.write("w2", "TKT-00002").await;
    for (named, number, status) in [
        (Value::Null, "TKT-00001", 200),
        (json!("w1"), "TKT-00001", 200),
        (json!("w2"), "TKT-00001", 404),
        (Value::Null, "TKT-00002", 404),
        (json!("w1"), "TKT-00002", 404),
        (json!("w2"), "TKT-00002", 200),
    ] {
        let body = json!({ "ticket_number": number, "email": CUSTOMER, "workspace": named });
        assert_eq!(tracker.ask(&body).await.status, status, "{body}");
    }
}

#[rstest]
#[case::no_number(json!({ "email": CUSTOMER }), &["/ticket_number"])]
#[case::null_number(json!({ "ticket_number": null, "email": CUSTOMER }), &["/ticket_number"])]
#[case::blank_number(json!({ "ticket_number": " ", "email": CUSTOMER }), &["/ticket_number"])]
#[case::zero(json!({ "ticket_number": "0", "email": CUSTOMER }), &["/ticket_number"])]
#[case::words(json!({ "ticket_number": "my ticket", "email": CUSTOMER }), &["/ticket_number"])]
#[case::number_of_another_type(json!({ "ticket_number": 3, "email": CUSTOMER }), &["/ticket_number"])]
#[case::no_email(json!({ "ticket_number": "3" }), &["/email"])]
#[case::null_email(json!({ "ticket_number": "3", "email": null }), &["/email"])]
#[case::empty_email(json!({ "ticket_number": "3", "email": "" }), &["/email"])]
#[case::no_email_at_all(json!({ "ticket_number": "3", "email": "john" }), &["/email"])]
#[case::several_emails(json!({ "ticket_number": "3", "email": "a@b.example,c@d.example" }), &["/email"])]
#[case::emails(json!({ "ticket_number": "3", "email": [CUSTOMER] }), &["/email"])]
#[case::line_break(json!({ "ticket_number": "3", "email": "john@customer.example\r\n" }), &["/email"])]
#[case::workspace_of_another_type(
    json!({ "ticket_number": "3", "email": CUSTOMER, "workspace": 1 }),
    &["/workspace"]
)]
#[case::unknown_field(
    json!({ "ticket_number": "3", "email": CUSTOMER, "customer_email": CUSTOMER }),
    &["/customer_email"]
)]
#[case::nothing(json!({}), &["/ticket_number", "/email"])]
#[tokio::test]
async fn wrong_fields_are_named_and_count_no_miss(#[case] body: Value, #[case] pointers: &[&str]) {
    let tracker = Tracker::start().await;
    let answer = tracker.ask(&body).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    let answer = answer.json();
    assert_eq!(answer["type"], "urn:tkt:problem:invalid-fields");
    let errors = answer["errors"].as_array().unwrap().iter();
    let named: Vec<_> = errors.map(|e| e["pointer"].as_str().unwrap()).collect();
    assert_eq!(named, pointers);
    let calls = tracker.calls();
    assert!(calls.iter().all(|call| call == "GetItem"), "{calls:?}");
}

#[rstest]
#[case::cut_off("", "application/json", r#"{"ticket_number":"#, 400)]
#[case::a_query("email=john@customer.example", "application/json", "{}", 400)]
#[case::a_form("", "application/x-www-form-urlencoded", "ticket_number=3", 415)]
#[case::no_object("", "application/json", "[]", 422)]
#[case::too_large("", "application/json", &" ".repeat(65_537), 413)]
#[tokio::test]
async fn what_is_no_json_request_is_refused_without_a_call(
    #[case] query: &str,
    #[case] content_type: &str,
    #[case] body: &str,
    #[case] status: u16,
) {
    let tracker = Tracker::start().await;
    let headers = json!({ "content-type": content_type });
    let answer = tracker.send(CUSTOMERS_ADDRESS, query, &headers, body).await;
    assert_eq!(answer.status, status);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(tracker.calls(), [""; 0]);
}
