//! Promises about the mails of a ticket's life, each broken once.

use rstest::rstest;
use serde_json::json;

use crate::history::tests::{
    assert_breaks, edit, lived,
    model::{Model, OWNER},
};

#[rstest]
#[case::update(|m: &mut Model| m.lose("Support Ticket Update: ", 2), &["LostMail"])]
#[case::update_of_an_old_ticket(|m: &mut Model| m.lose("Support Ticket Update: ", 1), &["LostMail"])]
#[case::resolution(|m: &mut Model| m.lose("Support Ticket Resolved: ", 2), &["LostMail"])]
#[case::answer(|m: &mut Model| m.lose("Support Ticket Answer: ", 2), &["LostMail"])]
#[case::doubled_update(|m: &mut Model| m.double("Support Ticket Update: ", 3), &["DoubledMail", "UnclaimedMail"])]
#[case::doubled_resolution(|m: &mut Model| m.double("Support Ticket Resolved: ", 2), &["DoubledMail", "UnclaimedMail"])]
#[case::doubled_answer(|m: &mut Model| m.double("Support Ticket Answer: ", 2), &["DoubledMail", "UnclaimedMail"])]
#[case::a_mail_about_a_note(
    |m: &mut Model| m.tell(2, 3, "Support Ticket Answer: "),
    &["DoubledMail", "MarkWithoutEvent", "UnclaimedMail"]
)]
#[case::a_mail_about_notes_that_nobody_is_told_of(
    |m: &mut Model| m.tell(1, 4, "Support Ticket Update: "),
    &["DoubledMail", "MarkWithoutEvent", "UnclaimedMail"]
)]
#[case::a_mail_about_nothing(
    |m: &mut Model| m.tell(3, 3, "Support Ticket Resolved: "),
    &["MailWithoutEvent"]
)]
#[case::an_update_that_an_owner_gets(
    |m: &mut Model| m.found.mails.push(json!({"id": "x", "to": [OWNER], "subject": "Support Ticket Update: TKT-00003"})),
    &["MailWithoutEvent"]
)]
#[case::an_open_job(
    |m: &mut Model| {
        m.lose("Support Ticket Update: ", 1);
        m.item(1, "X#5#customer#-")["state"] = json!("claimed");
    },
    &["LostMail", "OpenClaim"]
)]
#[case::an_update_that_counts_as_a_confirmation(
    |m: &mut Model| {
        m.lose("Support Ticket Update: ", 3);
        m.item(3, "X#2#visitor#-")["state"] = json!("suppressed");
    },
    &["MailWithheld"]
)]
fn the_mails_of_a_life_go_out_once(#[case] spoil: fn(&mut Model), #[case] expected: &[&str]) {
    assert_breaks(lived(), spoil, expected);
}

/// A visitor is told less often than things happen; the daily cap is about what visitors cause.
#[test]
fn updates_do_not_count_as_confirmations() {
    let mut model = lived();
    for title in ["One", "Two", "Three"] {
        model.done(&edit(3, &json!({"title": title})));
    }
    assert_eq!(model.violations(), [""; 0]);
}
