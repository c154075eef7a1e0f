//! Promises about tickets, numbers, changes and answers, each broken once.

use rstest::rstest;
use serde_json::json;

use crate::history::{
    Outcome,
    tests::{
        assert_broken,
        model::{Model, by_agent, by_widget, pk},
    },
};

#[rstest]
#[case::a_lost_ticket(|m: &mut Model| m.found.items.retain(|(p, _), _| *p != pk(3)), &["LostTicket", "MailWithoutEvent"])]
#[case::a_lost_head(|m: &mut Model| m.remove(3, "META"), &["LostTicket", "MailWithoutEvent"])]
#[case::a_lost_description(|m: &mut Model| m.remove(3, "TEXT"), &["LostTicket"])]
#[case::a_lost_ticket_of_the_start(|m: &mut Model| m.remove(1, "META"), &["LostTicket"])]
#[case::half_a_ticket_of_a_lost_answer(|m: &mut Model| m.remove(4, "TEXT"), &["LostTicket"])]
#[case::a_ticket_without_its_head(|m: &mut Model| m.remove(4, "META"), &["MailWithoutEvent", "OrphanedPart", "RecordWithoutTicket"])]
#[case::a_doubled_ticket(|m: &mut Model| drop(m.save(&by_widget("three@example.com"))), &["DoubledTicket"])]
#[case::a_second_ticket_of_a_lost_answer(
    |m: &mut Model| drop(m.save(&by_widget("four@example.com"))),
    &["DoubledTicket"]
)]
#[case::an_unexpected_ticket(|m: &mut Model| drop(m.save(&by_agent("x@example.com"))), &["UnexpectedTicket"])]
#[case::a_refused_ticket_that_exists(
    |m: &mut Model| drop(m.save(&by_agent("five@example.com"))),
    &["UnexpectedTicket"]
)]
fn tickets_exist_once(#[case] spoil: fn(&mut Model), #[case] expected: &[&str]) {
    assert_broken(spoil, expected);
}

#[rstest]
#[case::a_number_for_two_keys(
    |m: &mut Model| {
        let answer = json!({"ticket_id": "TKT-00003", "status": "open"});
        m.history.create(by_widget("three@example.com"), Outcome::Ok(answer));
    },
    &["NumberGivenTwice"]
)]
#[case::an_old_number(
    |m: &mut Model| {
        let answer = json!({"ticket_number": "TKT-00001", "status": "open", "customer_email": "x@example.com"});
        m.history.create(by_agent("x@example.com"), Outcome::Ok(answer));
    },
    &["NumberGivenTwice"]
)]
#[case::a_head_of_another_number(
    |m: &mut Model| m.item(3, "META")["number"] = json!("TKT-00004"),
    &["MalformedNumber"]
)]
#[case::an_unexplained_gap(
    |m: &mut Model| m.put("W#demo#N", "SEQ", json!({"count": 8})),
    &["UnexplainedGap"]
)]
#[case::a_counter_that_fell_behind(
    |m: &mut Model| m.put("W#demo#N", "SEQ", json!({"count": 3})),
    &["CounterBehind"]
)]
fn numbers_are_unique_and_without_gaps(#[case] spoil: fn(&mut Model), #[case] expected: &[&str]) {
    assert_broken(spoil, expected);
}

#[rstest]
#[case::a_missing_event(|m: &mut Model| m.remove(3, "E#0000000001"), &["LostTicket", "MailWithoutEvent", "MarkWithoutEvent", "MissingEvent"])]
#[case::a_hole(|m: &mut Model| m.remove(1, "E#0000000002"), &["MissingEvent"])]
#[case::an_event_of_no_change(
    |m: &mut Model| m.put(&pk(3), "E#0000000002", json!({"kind": "other"})),
    &["EventWithoutChange"]
)]
#[case::an_event_of_another_time(
    |m: &mut Model| m.item(3, "E#0000000001")["at"] = json!("2024-01-15T10:00:00Z"),
    &["EventDisagrees", "LostMail"]
)]
#[case::a_title_that_nobody_sent(
    |m: &mut Model| m.item(2, "META")["title"] = json!("x"),
    &["HeadDisagrees"]
)]
#[case::a_description_that_nobody_sent(
    |m: &mut Model| m.item(2, "TEXT")["description"] = json!("x"),
    &["HeadDisagrees"]
)]
#[case::an_old_ticket_that_changed(
    |m: &mut Model| m.item(1, "META")["priority"] = json!("low"),
    &["HeadDisagrees"]
)]
fn changes_are_whole(#[case] spoil: fn(&mut Model), #[case] expected: &[&str]) {
    assert_broken(spoil, expected);
}

#[rstest]
#[case::another_answer(
    |m: &mut Model| {
        let answer = json!({"ticket_number": "TKT-00004", "status": "open", "customer_email": "two@example.com"});
        m.repeated(&by_agent("two@example.com").with_key("k2"), &answer);
    },
    &["AnswerChanged"]
)]
#[case::a_key_for_two_bodies(
    |m: &mut Model| {
        let answer = json!({"ticket_number": "TKT-00002", "status": "open", "customer_email": "y@example.com"});
        m.repeated(&by_agent("y@example.com").with_key("k2"), &answer);
    },
    &["KeyReused"]
)]
#[case::a_forgotten_key(
    |m: &mut Model| drop(m.found.items.remove(&("W#demo#K#k2".into(), "K".into()))),
    &["KeyForgotten"]
)]
#[case::a_record_of_another_answer(
    |m: &mut Model| m.put("W#demo#K#k2", "K", json!({"answer": r#"{"ticket_number":"TKT-00002"}"#})),
    &["KeyForgotten"]
)]
#[case::a_record_of_no_ticket(
    |m: &mut Model| m.put("W#demo#K#x", "K", json!({"answer": r#"{"ticket_id":"TKT-00006"}"#})),
    &["RecordWithoutTicket"]
)]
#[case::an_answer_of_another_ticket(
    |m: &mut Model| {
        let answer = json!({"ticket_number": "TKT-00007", "status": "open", "customer_email": "x@example.com"});
        m.save(&by_agent("y@example.com"));
        m.history.create(by_agent("y@example.com"), Outcome::Ok(answer));
    },
    &["AnswerDisagrees"]
)]
fn a_key_has_one_answer(#[case] spoil: fn(&mut Model), #[case] expected: &[&str]) {
    assert_broken(spoil, expected);
}
