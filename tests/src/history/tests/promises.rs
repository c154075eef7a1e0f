//! Each promise, broken once.

use rstest::rstest;
use serde_json::{Value, json};

use crate::history::{
    Allowed, Outcome, Poison,
    tests::model::{Model, OWNER, by_agent, by_widget, pk},
};

/// A job of ticket 4, as it travels.
const JOB: &str = r#"{"event":{"of":"ticket","workspace":"demo","number":"TKT-00004","version":1},"to":{"role":"owner","id":"o1"}}"#;

/// One call of each kind: 2 by an agent with a key that came twice, 3 by the widget, 4 by the
/// widget without an answer; 5 was burnt by a refusal, 6 by a call that never ended.
fn healthy() -> Model {
    let mut model = Model::new();
    let with_key = by_agent("two@example.com").with_key("k2");
    let answer = model.done(&with_key);
    model.repeated(&with_key, &answer);
    model.done(&by_widget("three@example.com"));
    model.done_without_answer(&by_widget("Four@example.com").with_key("k4"));
    model.refused(&by_agent("five@example.com"), true);
    model.lost(&by_widget("six@example.com"), true);
    model.lost(&by_widget("none@example.com"), false);
    model
}

#[test]
fn a_healthy_history_passes() {
    let model = healthy();
    model.history.check(&model.found, &Allowed::default());
    assert_eq!(model.history.counts(), (7, 3));
    assert_eq!(model.history.second_copies(&model.found), 0);
}

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
    &["HeadDisagrees", "NumberGivenTwice"]
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
#[case::a_change_that_nobody_asked_for(
    |m: &mut Model| {
        m.item(3, "META")["version"] = json!(2);
        m.put(&pk(3), "E#0000000002", json!({"kind": "other"}));
    },
    &["UnaskedChange"]
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

#[rstest]
#[case::a_second_copy(|m: &mut Model| {
    m.allowed = Allowed::default().second_copy("TKT-00003", "Owner@example.com");
    m.send_again(3, OWNER, "owner#o1");
})]
#[case::a_second_copy_of_any(|m: &mut Model| {
    m.allowed = Allowed::default().second_copies(1);
    m.send_again(3, OWNER, "owner#o1");
})]
#[case::a_burnt_number(|m: &mut Model| {
    m.allowed = Allowed::default().gaps(2);
    m.put("W#demo#N", "SEQ", json!({"count": 8}));
})]
#[case::a_rejected_address(|m: &mut Model| {
    m.allowed = Allowed::default().rejected("two@example.com");
    m.found.mails.remove(m.mail(2, "two@example.com"));
    m.item(2, "X#1#customer#-")["state"] = json!("undeliverable");
})]
#[case::a_dead_job(|m: &mut Model| {
    m.allowed = Allowed::default().dead(Poison::job("TKT-00004"));
    m.found.queues.dead_jobs.push(JOB.into());
    m.found.mails.remove(m.mail(4, OWNER));
    m.item(4, "X#1#owner#o1")["state"] = json!("queued");
})]
#[case::poison_as_often_as_said(|m: &mut Model| {
    m.allowed = Allowed::default().dead(Poison::stream("x").times(1, 2));
    m.found.queues.stream_failures = vec!["x1".into(), "x2".into()];
})]
#[case::an_item_of_the_test(|m: &mut Model| {
    m.allowed = Allowed::default().ignored("TKT-99999");
    m.put(&pk(99_999), "E#0000000001", Value::Null);
})]
#[case::a_race_of_two_with_one_key(|m: &mut Model| {
    let request = by_agent("seven@example.com").with_key("k7");
    let (first, second) = (m.history.begin(request.clone()), m.history.begin(request.clone()));
    let answer = m.save(&request);
    m.put("W#demo#N", "SEQ", json!({"count": 8}));
    first.end(Outcome::Ok(answer.clone()));
    second.end(Outcome::Ok(answer));
})]
fn what_a_fault_excuses_passes(#[case] excuse: fn(&mut Model)) {
    let mut model = healthy();
    excuse(&mut model);
    assert_eq!(model.violations(), [""; 0]);
}

/// A repeat that began when the answer was known is answered from the record, so it burns nothing.
#[test]
fn a_late_repeat_excuses_no_gap() {
    let mut model = healthy();
    model.put("W#demo#N", "SEQ", json!({"count": 7}));
    let answer = json!({"ticket_number": "TKT-00002", "status": "open", "customer_email": "two@example.com"});
    model.repeated(&by_agent("two@example.com").with_key("k2"), &answer);
    // The call without a ticket excuses one; it is the second that has no excuse.
    assert_eq!(model.violations(), [""; 0]);
    model.put("W#demo#N", "SEQ", json!({"count": 8}));
    assert_eq!(model.violations(), ["UnexplainedGap"]);
}

fn assert_broken(spoil: fn(&mut Model), expected: &[&str]) {
    let mut model = healthy();
    spoil(&mut model);
    assert_eq!(model.violations(), expected);
}
