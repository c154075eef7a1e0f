//! Promises about what agents do to tickets, each broken once.

use rstest::rstest;
use serde_json::{Value, json};

use crate::history::{
    Act, Outcome,
    tests::{
        assert_breaks, edit, lived,
        model::{Model, to},
    },
};

#[rstest]
#[case::an_edit_that_nobody_asked_for(
    |m: &mut Model| drop(m.save(&edit(2, &json!({"priority": "low"})))),
    &["UnaskedChange"]
)]
#[case::a_refused_edit_that_was_done(
    |m: &mut Model| {
        m.refused(&edit(3, &json!({"status": "closed"})), false);
        m.save(&edit(3, &json!({"status": "closed"})));
    },
    &["UnaskedChange"]
)]
#[case::an_unknown_edit_that_was_done_twice(
    |m: &mut Model| {
        m.done_without_answer(&to(3, Act::Note("x".to_owned())));
        m.save(&to(3, Act::Note("x".to_owned())));
    },
    &["UnaskedChange"]
)]
#[case::an_answer_that_was_saved_twice(
    |m: &mut Model| drop(m.save(&to(2, Act::Answer("We are\non it.".to_owned())))),
    &["UnaskedChange"]
)]
#[case::a_change_by_somebody_else(
    |m: &mut Model| m.item(3, "E#0000000002")["by"] = json!("bo@example.com"),
    &["UnaskedChange"]
)]
#[case::a_change_of_a_named_version_by_somebody_else(
    |m: &mut Model| m.item(2, "E#0000000002")["by"] = json!("bo@example.com"),
    &["LostChange", "UnaskedChange"]
)]
#[case::an_edit_over_a_version_that_its_author_had_not_seen(
    |m: &mut Model| drop(m.done(&edit(3, &json!({"status": "closed"})).if_match(Some(2)))),
    &["LostChange", "UnaskedChange"]
)]
#[case::a_version_for_two_edits(
    |m: &mut Model| {
        let request = edit(3, &json!({"status": "closed"})).if_match(Some(3));
        let answer = m.done(&request);
        m.repeated(&request, &answer);
    },
    &["VersionGivenTwice"]
)]
#[case::an_acknowledged_note_that_is_not_there(
    |m: &mut Model| m.repeated(&to(3, Act::Note("x".to_owned())), &json!({"version": 4})),
    &["LostChange"]
)]
#[case::an_acknowledged_edit_that_is_not_there(
    |m: &mut Model| {
        let answer = json!({"version": 3});
        m.repeated(&edit(3, &json!({"status": "closed"})), &answer);
    },
    &["LostChange"]
)]
#[case::an_edit_that_had_nothing_to_do_and_was_answered_as_done_later(
    |m: &mut Model| {
        let answer = json!({"version": 3});
        m.repeated(&edit(3, &json!({"priority": "high"})).if_match(Some(1)), &answer);
    },
    &["LostChange"]
)]
#[case::an_acknowledged_deletion_that_was_not_done(
    |m: &mut Model| m.repeated(&to(3, Act::Delete), &Value::Null),
    &["LostChange"]
)]
#[case::an_answer_that_tells_of_another_title(
    |m: &mut Model| {
        let answer = json!({"version": 3, "title": "x"});
        m.repeated(&edit(3, &json!({"priority": "high"})), &answer);
    },
    &["AnswerDisagrees"]
)]
#[case::an_answer_from_the_past(
    |m: &mut Model| {
        let answer = json!({"version": 2});
        m.repeated(&edit(3, &json!({"priority": "high"})), &answer);
    },
    &["WentBack"]
)]
#[case::another_answer_to_a_repeated_message(
    |m: &mut Model| {
        let request = to(2, Act::Answer("We are\r\non it.".to_owned())).with_key("a1");
        m.repeated(&request, &json!({"version": 5}));
    },
    &["AnswerChanged"]
)]
#[case::a_key_for_two_messages(
    |m: &mut Model| {
        let request = to(2, Act::Answer("Other".to_owned())).with_key("a1");
        m.repeated(&request, &json!({"version": 4}));
    },
    &["KeyReused"]
)]
#[case::an_event_that_is_missing(
    |m: &mut Model| {
        m.remove(2, "E#0000000003");
    },
    &["LostChange", "MissingEvent"]
)]
#[case::a_note_that_became_another(
    |m: &mut Model| m.item(2, "E#0000000003")["body"] = json!("Ask Cy."),
    &["LostChange", "UnaskedChange"]
)]
fn each_change_has_one_event_and_each_event_one_change(
    #[case] spoil: fn(&mut Model),
    #[case] expected: &[&str],
) {
    assert_breaks(lived(), spoil, expected);
}

#[rstest]
#[case::a_title(|m: &mut Model| m.item(2, "META")["title"] = json!("Wrong invoice"), &["HeadDisagrees"])]
#[case::a_description(|m: &mut Model| m.item(1, "TEXT")["description"] = json!("One"), &["HeadDisagrees"])]
#[case::notes(|m: &mut Model| m.item(2, "TEXT")["resolution_notes"] = json!(null), &["HeadDisagrees"])]
#[case::the_time_of_the_first_answer(
    |m: &mut Model| m.item(2, "META")["first_response_at"] = json!(null),
    &["HeadDisagrees"]
)]
#[case::the_time_of_the_resolution(
    |m: &mut Model| m.item(2, "META")["resolved_at"] = json!(null),
    &["HeadDisagrees"]
)]
#[case::whose_title_it_is(
    |m: &mut Model| m.item(3, "META")["visitors_title"] = json!(true),
    &["HeadDisagrees"]
)]
#[case::a_change_from_what_never_was(
    |m: &mut Model| m.item(2, "E#0000000002")["changes"][0]["from"] = json!("closed"),
    &["EventDisagrees", "LostChange", "UnaskedChange"]
)]
#[case::a_change_that_changes_nothing(
    |m: &mut Model| {
        let nothing = json!({"field": "priority", "from": "high", "to": "high"});
        m.item(2, "E#0000000002")["changes"].as_array_mut().unwrap().push(nothing);
    },
    &["EventDisagrees", "LostChange", "UnaskedChange"]
)]
#[case::a_change_of_no_field(
    |m: &mut Model| m.item(3, "E#0000000002")["changes"][0]["field"] = json!("version"),
    &["AnswerDisagrees", "EventDisagrees", "HeadDisagrees", "LostChange", "UnaskedChange"]
)]
#[case::an_empty_change(
    |m: &mut Model| m.item(1, "E#0000000004")["changes"] = json!([]),
    &["AnswerDisagrees", "EventDisagrees", "HeadDisagrees", "LostChange", "UnaskedChange"]
)]
#[case::a_change_before_the_last_one(
    |m: &mut Model| m.item(2, "E#0000000003")["at"] = json!("2024-01-15T09:59:00Z"),
    &["EventDisagrees"]
)]
#[case::a_kind_that_is_none(
    |m: &mut Model| m.item(2, "E#0000000003")["kind"] = json!("created"),
    &["EventDisagrees", "LostChange", "LostMail", "UnaskedChange"]
)]
#[case::a_snapshot_of_another_time(
    |m: &mut Model| m.item(2, "E#0000000004")["snapshot"]["title"] = json!("Wrong invoice"),
    &["EventDisagrees"]
)]
#[case::a_snapshot_without_notes(
    |m: &mut Model| m.item(2, "E#0000000006")["snapshot"]["resolution_notes"] = json!(null),
    &["EventDisagrees"]
)]
#[case::a_snapshot_with_notes_too_early(
    |m: &mut Model| m.item(1, "E#0000000004")["snapshot"]["resolution_notes"] = json!("x"),
    &["EventDisagrees"]
)]
#[case::a_snapshot_of_a_note(
    |m: &mut Model| m.item(2, "E#0000000003")["snapshot"] = json!({"title": "x"}),
    &["EventDisagrees"]
)]
#[case::a_first_snapshot_of_another_title(
    |m: &mut Model| m.item(2, "E#0000000001")["snapshot"]["title"] = json!("x"),
    &["EventDisagrees"]
)]
fn no_update_is_lost(#[case] spoil: fn(&mut Model), #[case] expected: &[&str]) {
    assert_breaks(lived(), spoil, expected);
}

#[rstest]
fn an_index_shows_a_ticket_as_it_is(
    #[values(
        "ws",
        "ws_status",
        "ws_assignee",
        "ws_customer",
        "created_key",
        "updated_key"
    )]
    attribute: &str,
    #[values(1, 2, 3)] count: u64,
) {
    let mut model = lived();
    model.item(count, "META")[attribute] = json!("other#1");
    assert_eq!(model.violations(), ["HeadDisagrees"]);
    model.item(count, "META")[attribute] = json!(null);
    assert_eq!(model.violations(), ["HeadDisagrees"]);
}

#[test]
fn the_index_of_priorities_shows_active_tickets_alone() {
    let mut model = lived();
    assert_eq!(model.item(3, "META")["ws_priority"], "demo#high");
    model.item(3, "META")["ws_priority"] = json!(null);
    assert_eq!(model.violations(), ["HeadDisagrees"]);
    let mut model = lived();
    model.item(2, "META")["ws_priority"] = json!("demo#high");
    assert_eq!(model.violations(), ["HeadDisagrees"]);
}

#[test]
fn changes_of_unknown_end_may_be_there_or_not() {
    let mut model = lived();
    let version_named = edit(3, &json!({"status": "pending"})).if_match(Some(3));
    model.lost(&edit(3, &json!({"status": "pending"})), false);
    model.done_without_answer(&version_named);
    let call = model.history.begin(to(3, Act::Delete));
    call.end(Outcome::Unknown);
    assert_eq!(model.violations(), [""; 0]);
}
