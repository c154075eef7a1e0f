//! Promises about deleted tickets, each broken once.

use rstest::rstest;
use serde_json::{Value, json};

use crate::history::{
    Act, Allowed,
    tests::{
        assert_breaks, deleted, edit, lived,
        model::{Model, OWNER, pk, to},
    },
};

#[test]
fn lives_and_deletions_that_keep_every_promise_pass() {
    for model in [lived(), deleted()] {
        model.history.check(&model.found, &Allowed::default());
        assert_eq!(model.history.second_copies(&model.found), 0);
    }
}

#[rstest]
#[case::a_tombstone_with_a_title(|m: &mut Model| m.item(7, "META")["title"] = json!("x"), &["TombstoneHolds"])]
#[case::a_tombstone_in_an_index(|m: &mut Model| m.item(1, "META")["ws"] = json!("demo"), &["TombstoneHolds"])]
#[case::no_tombstone(|m: &mut Model| m.remove(7, "META"), &["LostTicket", "MailWithoutEvent", "RecordWithoutTicket"])]
#[case::no_event(|m: &mut Model| m.remove(7, "E#0000000005"), &["MissingEvent", "UnaskedChange"])]
#[case::the_text(
    |m: &mut Model| m.put(&pk(7), "TEXT", json!({"description": "x"})),
    &["LeftBehind"]
)]
#[case::an_event_of_before(
    |m: &mut Model| m.put(&pk(7), "E#0000000001", json!({"kind": "created"})),
    &["LeftBehind"]
)]
#[case::a_mark(
    |m: &mut Model| m.put(&pk(1), "X#0000000001#customer#-", json!({"state": "sent"})),
    &["LeftBehind"]
)]
#[case::an_event_of_another_kind(
    |m: &mut Model| m.item(7, "E#0000000005")["kind"] = json!("noted"),
    &["EventDisagrees"]
)]
#[case::an_event_of_another_time(
    |m: &mut Model| m.item(7, "E#0000000005")["at"] = json!("2024-01-15T10:00:00Z"),
    &["EventDisagrees"]
)]
#[case::an_event_that_says_too_much(
    |m: &mut Model| m.item(7, "E#0000000005")["snapshot"] = json!({"title": "x"}),
    &["EventDisagrees"]
)]
#[case::a_deletion_by_somebody_else(
    |m: &mut Model| m.item(7, "E#0000000005")["by"] = json!("bo@example.com"),
    &["UnaskedChange"]
)]
#[case::a_deletion_that_nobody_asked_for(
    |m: &mut Model| drop(m.save(&to(3, Act::Delete))),
    &["UnaskedChange"]
)]
#[case::a_deletion_of_another_version(
    |m: &mut Model| drop(m.done(&to(3, Act::Delete).if_match(Some(2)))),
    &["UnaskedChange"]
)]
#[case::two_deletions(|m: &mut Model| m.repeated(&to(7, Act::Delete), &Value::Null), &["VersionGivenTwice"])]
#[case::a_change_after_the_deletion(
    |m: &mut Model| m.repeated(&to(7, Act::Note("x".to_owned())), &json!({"version": 6})),
    &["LostChange"]
)]
#[case::a_version_for_two_changes(
    |m: &mut Model| m.repeated(&edit(7, &json!({"status": "open"})).if_match(Some(2)), &json!({"version": 3})),
    &["VersionGivenTwice"]
)]
#[case::more_versions_than_changes(
    |m: &mut Model| {
        let event = m.item(7, "E#0000000005").clone();
        m.remove(7, "E#0000000005");
        m.put(&pk(7), "E#0000000007", event);
        m.item(7, "META")["version"] = json!(7);
    },
    &["UnaskedChange"]
)]
#[case::a_mail_that_nobody_can_have_owed(
    |m: &mut Model| m.found.mails.push(json!({"id": "x", "to": [OWNER], "subject": "Support Ticket Update: TKT-00007"})),
    &["MailWithoutEvent"]
)]
#[case::a_mail_more_than_was_owed(|m: &mut Model| m.double("Support Ticket Answer: ", 7), &["TooManySecondCopies"])]
fn a_deleted_ticket_leaves_its_tombstone_and_one_event(
    #[case] spoil: fn(&mut Model),
    #[case] expected: &[&str],
) {
    assert_breaks(deleted(), spoil, expected);
}

/// A job of a deleted ticket ends silently, whenever that was.
#[test]
fn a_deleted_ticket_owes_no_mail() {
    let mut model = deleted();
    for words in ["Reference", "Resolved", "Answer"] {
        model.lose(&format!("Support Ticket {words}: "), 7);
    }
    assert_eq!(model.violations(), [""; 0]);
}
