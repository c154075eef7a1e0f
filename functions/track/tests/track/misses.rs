use domain::workspace::Settings;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::{CUSTOMER, settings, workspace};

use crate::tracker::Tracker;

/// Everything that can be wrong with a guess.
#[rstest]
#[case::unknown_number(json!({ "ticket_number": "TKT-00009", "email": CUSTOMER }))]
#[case::wrong_address(json!({ "ticket_number": "TKT-00001", "email": "jane@customer.example" }))]
#[case::both(json!({ "ticket_number": "TKT-00009", "email": "jane@customer.example" }))]
#[case::deleted_ticket(json!({ "ticket_number": "TKT-00002", "email": CUSTOMER }))]
#[case::cleared_ticket(json!({ "ticket_number": "TKT-00003", "email": CUSTOMER }))]
#[case::another_workspaces_ticket(json!({ "ticket_number": "TKT-00004", "email": CUSTOMER }))]
#[case::another_workspace(json!({ "ticket_number": "TKT-00001", "email": CUSTOMER, "workspace": "w2" }))]
#[case::unknown_workspace(json!({ "ticket_number": "TKT-00001", "email": CUSTOMER, "workspace": "w3" }))]
#[case::no_workspace_by_its_form(json!({ "ticket_number": "TKT-00001", "email": CUSTOMER, "workspace": "W1" }))]
#[case::empty_workspace(json!({ "ticket_number": "TKT-00001", "email": CUSTOMER, "workspace": "" }))]
#[case::a_key_in_place_of_a_workspace(
    json!({ "ticket_number": "TKT-00001", "email": CUSTOMER, "workspace": "w1#T#TKT-00001" })
)]
#[case::a_long_workspace(
    json!({ "ticket_number": "TKT-00001", "email": CUSTOMER, "workspace": "w".repeat(60_000) })
)]
#[case::another_prefix(json!({ "ticket_number": "ABC-00001", "email": CUSTOMER }))]
#[case::another_prefix_without_dash(json!({ "ticket_number": "ABC1", "email": CUSTOMER }))]
#[case::a_dated_number(json!({ "ticket_number": "TKT-20240115-0001", "email": CUSTOMER }))]
#[case::an_absurd_number(json!({ "ticket_number": "99999999999999999999", "email": CUSTOMER }))]
#[case::the_largest_number(json!({ "ticket_number": "18446744073709551615", "email": CUSTOMER }))]
#[tokio::test]
async fn every_miss_is_answered_alike_by_the_same_calls(#[case] body: Value) {
    let tracker = desk().await;
    let plain = json!({ "ticket_number": "TKT-00008", "email": "x@y.example" });
    // Which workspace is the first, and each one's settings, are read once a minute.
    tracker.ask(&plain).await;
    tracker.ask(&body).await;
    tracker.calls();

    let expected = tracker.ask(&plain).await;
    let expected_calls = tracker.calls();
    assert_eq!(expected.status, 404);
    assert_eq!(expected_calls, ["BatchGetItem", "TransactWriteItems"]);
    let answer = tracker.ask(&body).await;
    assert_eq!((answer, tracker.calls()), (expected, expected_calls));
}

#[tokio::test]
async fn a_miss_says_what_to_do() {
    let body = json!({ "ticket_number": "TKT-00009", "email": CUSTOMER });
    let answer = desk().await.ask(&body).await;
    let names: Vec<_> = answer.headers.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["content-type", "content-length"]);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(
        answer.json(),
        json!({
            "type": "urn:tkt:problem:not-found",
            "title": "Nothing was found here",
            "status": 404,
            "detail": "We could not find a ticket with this number and e-mail. Check both; the number is in the e-mail that we sent you.",
            "errors": [],
        })
    );
}

/// A workspace's settings are kept for a minute, and so is that there is no such workspace.
#[tokio::test]
async fn the_first_look_into_a_workspace_costs_the_same_whether_there_is_one() {
    let tracker = desk().await;
    let mut calls = Vec::new();
    for named in ["w2", "w3", "W1"] {
        let body = json!({ "ticket_number": "9", "email": CUSTOMER, "workspace": named });
        for _ in 0..2 {
            assert_eq!(tracker.ask(&body).await.status, 404);
            calls.push(tracker.calls());
        }
    }
    let first = ["GetItem", "BatchGetItem", "TransactWriteItems"];
    for looks in calls.chunks(2) {
        assert_eq!(looks[0], first);
        assert_eq!(looks[1], first[1..]);
    }
}

#[tokio::test]
async fn a_stack_without_a_workspace_knows_no_ticket() {
    let tracker = Tracker::start().await;
    tracker.table.remove("L#FIRST", "L").await;
    tracker.write("w1", "TKT-00001").await;
    let body = json!({ "ticket_number": "TKT-00001", "email": CUSTOMER });
    assert_eq!(tracker.ask(&body).await.status, 404);
}

/// John's tickets: 1 is there, 2 is deleted, 3 deleted and cleared, 4 in another workspace.
async fn desk() -> Tracker {
    let tracker = Tracker::start().await;
    let store = &tracker.table.store;
    let second = Settings {
        first: false,
        prefix: "ABC".parse().unwrap(),
        ..settings()
    };
    store.put_settings(&workspace("w2"), &second).await.unwrap();
    tracker.write("w1", "TKT-00001").await;
    tracker.write("w2", "TKT-00004").await;
    tracker.write("w2", "ABC-00001").await;
    for number in ["TKT-00002", "TKT-00003"] {
        let ticket = tracker.write("w1", number).await;
        tracker.delete(&ticket).await;
    }
    for sk in ["TEXT", "E#0000000001"] {
        tracker.table.remove("W#w1#T#TKT-00003", sk).await;
    }
    tracker
}
