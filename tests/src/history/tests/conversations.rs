//! Promises about conversations and the tickets that are made of them, each broken once.

use rstest::rstest;
use serde_json::{Value, json};

use crate::history::tests::{
    assert_breaks, edit, healthy,
    model::{CHAT, Model, by_agent_in_chat, to},
};
use crate::history::{Act, Operation, Outcome};

/// The healthy stack, whose ticket 7 is made of a conversation.
fn linked() -> Model {
    let mut model = healthy();
    model.done(&by_agent_in_chat("seven@example.com").with_key("k7"));
    model
}

fn item<'a>(model: &'a mut Model, sk: &str) -> &'a mut Value {
    let key = (format!("W#demo#C#{CHAT}"), sk.to_owned());
    model.found.items.get_mut(&key).unwrap()
}

#[rstest]
#[case::a_ticket_that_is_not_listed(|m: &mut Model| item(m, "META")["tickets"] = json!([]), &["UnlinkedTicket"])]
#[case::a_ticket_that_is_listed_twice(
    |m: &mut Model| item(m, "META")["tickets"] = json!(["TKT-00007", "TKT-00007"]),
    &["UnlinkedTicket"]
)]
#[case::a_ticket_that_was_not_told_of(
    |m: &mut Model| item(m, "M#0000000002")["numbers"] = json!([]),
    &["UnlinkedTicket"]
)]
#[case::a_ticket_that_was_told_of_twice(
    |m: &mut Model| *item(m, "M#0000000001") = json!({"from": "system", "numbers": ["TKT-00007"]}),
    &["ConversationDisagrees", "UnlinkedTicket"]
)]
#[case::another_ticket(
    |m: &mut Model| item(m, "META")["tickets"] = json!(["TKT-00007", "TKT-00003"]),
    &["LinkedToNothing"]
)]
#[case::no_ticket(
    |m: &mut Model| item(m, "META")["tickets"] = json!(["TKT-00007", "TKT-00099"]),
    &["LinkedToNothing"]
)]
#[case::a_conversation_that_is_lost(
    |m: &mut Model| m.found.items.retain(|(pk, _), _| !pk.contains("#C#")),
    &["UnlinkedTicket"]
)]
#[case::another_source(|m: &mut Model| m.item(7, "META")["source"] = json!("agent"), &["EventDisagrees", "HeadDisagrees"])]
#[case::another_conversation(
    |m: &mut Model| m.item(7, "META")["conversation_id"] = json!("c1"),
    &["HeadDisagrees", "LinkedToNothing", "UnlinkedTicket"]
)]
#[case::a_message_that_is_lost(
    |m: &mut Model| drop(m.found.items.remove(&(format!("W#demo#C#{CHAT}"), "M#0000000001".to_owned()))),
    &["ConversationDisagrees", "MissingMessage"]
)]
#[case::a_miscount(|m: &mut Model| item(m, "META")["visitor_messages"] = json!(2), &["ConversationDisagrees"])]
#[case::a_head_behind(|m: &mut Model| item(m, "META")["seq"] = json!(1), &["ConversationDisagrees"])]
fn conversations_and_tickets_know_each_other(
    #[case] spoil: fn(&mut Model),
    #[case] expected: &[&str],
) {
    assert_breaks(linked(), spoil, expected);
}

#[test]
fn the_visitor_is_the_customer_where_none_was_typed() {
    let mut model = healthy();
    let mut request = by_agent_in_chat("seven@example.com");
    let answer = model.save(&request);
    if let Operation::Create(creation) = &mut request.operation {
        creation.body["customer_email"] = Value::Null;
    }
    model.history.create(request, Outcome::Ok(answer));
    assert_eq!(model.violations(), [""; 0]);
}

#[test]
fn a_ticket_of_a_conversation_lives_as_any_other() {
    let mut model = linked();
    model.done(&edit(7, &json!({"status": "resolved"})).if_match(Some(1)));
    assert_eq!(model.violations(), [""; 0]);
    model.done(&to(7, Act::Delete));
    assert_eq!(model.violations(), [""; 0]);
}
