//! Promises about mails, marks and queues, each broken once.

use rstest::rstest;
use serde_json::json;

use crate::history::{
    Allowed, Poison,
    tests::{
        assert_broken, healthy,
        model::{Model, OWNER, by_widget, pk},
    },
};

#[rstest]
#[case::a_lost_mail(
    |m: &mut Model| drop(m.found.mails.remove(m.mail(2, "two@example.com"))),
    &["LostMail"]
)]
#[case::a_lost_mail_without_a_mark(
    |m: &mut Model| {
        m.found.mails.remove(m.mail(3, OWNER));
        m.remove(3, "X#1#owner#o1");
    },
    &["LostMail"]
)]
#[case::a_mail_without_a_claim(|m: &mut Model| m.remove(3, "X#1#owner#o1"), &["UnclaimedMail"])]
#[case::a_doubled_mail(|m: &mut Model| m.send_again(3, OWNER, "owner#o1"), &["DoubledMail"])]
#[case::a_third_mail(
    |m: &mut Model| {
        m.allowed = Allowed::default().second_copy("TKT-00003", OWNER);
        m.send_again(3, OWNER, "owner#o1");
        m.send_again(3, OWNER, "owner#o1");
    },
    &["DoubledMail"]
)]
#[case::more_copies_than_faults(
    |m: &mut Model| {
        m.allowed = Allowed::default().second_copies(1);
        m.send_again(3, OWNER, "owner#o1");
        m.send_again(2, "two@example.com", "customer#-");
    },
    &["TooManySecondCopies"]
)]
#[case::a_copy_without_a_second_claim(
    |m: &mut Model| {
        m.allowed = Allowed::default().second_copies(1);
        let mail = m.found.mails[m.mail(3, OWNER)].clone();
        m.found.mails.push(mail);
    },
    &["UnclaimedMail"]
)]
#[case::an_unexpected_mail(
    |m: &mut Model| m.found.mails.push(json!({"id": "x", "to": ["x@example.com"], "subject": "Support Ticket Reference: TKT-00003"})),
    &["MailWithoutEvent"]
)]
#[case::a_mail_to_who_became_owner_later(
    |m: &mut Model| m.found.mails.push(json!({"id": "x", "to": ["late@example.com"], "subject": "New Support Ticket #TKT-00003"})),
    &["MailWithoutEvent"]
)]
#[case::a_mail_about_a_ticket_that_never_was(
    |m: &mut Model| m.found.mails.push(json!({"id": "x", "to": [OWNER], "subject": "New Support Ticket #TKT-00006"})),
    &["MailWithoutEvent"]
)]
#[case::a_mark_that_no_event_owes(
    |m: &mut Model| m.put(&pk(3), "X#1#customer#-", json!({"state": "sent", "claims": 1})),
    &["MarkWithoutEvent"]
)]
#[case::undeliverable_for_no_reason(
    |m: &mut Model| {
        m.found.mails.remove(m.mail(3, OWNER));
        m.item(3, "X#1#owner#o1")["state"] = json!("undeliverable");
    },
    &["MailWithheld"]
)]
#[case::suppressed_for_no_reason(
    |m: &mut Model| {
        m.found.mails.remove(m.mail(3, "three@example.com"));
        m.item(3, "X#1#visitor#-")["state"] = json!("suppressed");
    },
    &["MailWithheld"]
)]
fn mails_go_out_once(#[case] spoil: fn(&mut Model), #[case] expected: &[&str]) {
    assert_broken(spoil, expected);
}

/// Three tickets of one address, where the workspace allows two confirmations.
fn with_a_suppressed_one() -> Model {
    let mut model = healthy();
    for _ in 0..3 {
        model.done(&by_widget("many@example.com"));
    }
    model.found.mails.remove(model.mail(9, "many@example.com"));
    model.item(9, "X#1#visitor#-")["state"] = json!("suppressed");
    model
}

#[test]
fn no_mail_goes_to_a_suppressed_recipient() {
    let mut model = with_a_suppressed_one();
    assert_eq!(model.violations(), [""; 0]);
    let mut mail = model.found.mails[model.mail(8, "many@example.com")].clone();
    mail["subject"] = json!("Support Ticket Reference: TKT-00009");
    model.found.mails.push(mail);
    model.allowed = Allowed::default().second_copies(9);
    assert_eq!(model.violations(), ["MailToSuppressed"]);
    model.item(9, "X#1#visitor#-")["state"] = json!("sent");
    assert_eq!(model.violations(), ["TooManyConfirmations"]);
}

#[rstest]
#[case::visible(|m: &mut Model| m.found.queues.jobs.visible = 1, &["LeftInQueue"])]
#[case::in_flight(|m: &mut Model| m.found.queues.jobs.in_flight = 1, &["LeftInQueue"])]
#[case::delayed(|m: &mut Model| m.found.queues.jobs.delayed = 1, &["LeftInQueue"])]
#[case::an_open_claim(
    |m: &mut Model| m.item(3, "X#1#owner#o1")["state"] = json!("claimed"),
    &["OpenClaim"]
)]
#[case::a_mail_that_was_given_back(
    |m: &mut Model| {
        m.found.mails.remove(m.mail(3, OWNER));
        m.item(3, "X#1#owner#o1")["state"] = json!("queued");
    },
    &["LostMail", "OpenClaim"]
)]
#[case::a_dead_letter(|m: &mut Model| m.found.queues.dead_jobs.push("x".into()), &["UnexpectedDeadLetter"])]
#[case::a_record_set_aside(
    |m: &mut Model| m.found.queues.stream_failures.push("x".into()),
    &["UnexpectedDeadLetter"]
)]
#[case::a_poison_that_is_missing(
    |m: &mut Model| m.allowed = Allowed::default().dead(Poison::job("x")),
    &["MissingPoison"]
)]
#[case::a_poison_in_the_wrong_queue(
    |m: &mut Model| {
        m.allowed = Allowed::default().dead(Poison::job("x"));
        m.found.queues.stream_failures.push("x".into());
    },
    &["MissingPoison", "UnexpectedDeadLetter"]
)]
#[case::a_second_poison(
    |m: &mut Model| {
        m.allowed = Allowed::default().dead(Poison::stream("x"));
        m.found.queues.stream_failures = vec!["x".into(), "x".into()];
    },
    &["UnexpectedDeadLetter"]
)]
fn nothing_is_left_at_rest(#[case] spoil: fn(&mut Model), #[case] expected: &[&str]) {
    assert_broken(spoil, expected);
}
