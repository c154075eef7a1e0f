//! What passes: a run without faults, and what a fault excuses.

use rstest::rstest;
use serde_json::{Value, json};

use crate::history::{
    Allowed, Outcome, Poison,
    tests::{
        healthy,
        model::{Model, OWNER, by_agent, pk},
    },
};

/// A job of ticket 4, as it travels.
const JOB: &str = r#"{"event":{"of":"ticket","workspace":"demo","number":"TKT-00004","version":1},"to":{"role":"owner","id":"o1"}}"#;

#[test]
fn a_healthy_history_passes() {
    let model = healthy();
    model.history.check(&model.found, &Allowed::default());
    assert_eq!(model.history.counts(), (7, 3));
    assert_eq!(model.history.second_copies(&model.found), 0);
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
    // `none@example.com` may have burnt 7; nobody is left for 8.
    assert_eq!(model.violations(), [""; 0]);
    model.put("W#demo#N", "SEQ", json!({"count": 8}));
    assert_eq!(model.violations(), ["UnexplainedGap"]);
}
