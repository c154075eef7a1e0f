use domain::{chat::Sender, event::AnyEvent};
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::{OWNER, workspace};

use crate::room::{Room, VERA};

#[tokio::test]
async fn an_agents_ticket_and_its_conversation_know_each_other() {
    let room = Room::open().await;
    room.say("My invoice is wrong.").await;
    let reply = room.ask(json!({})).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    let expected = json!({
        "ticket_number": "TKT-00001",
        "conversation_id": room.id.as_str(),
        "source": "chat",
        "session_id": null,
        "created_by": OWNER,
        "customer_name": "Vera",
        "customer_email": VERA,
        "customer_phone": null,
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(reply.body[field], *value, "{field}");
    }
    assert_eq!(room.tickets().await, ["TKT-00001"]);
    let messages = room.messages().await;
    let [_, said] = &messages[..] else {
        panic!("{messages:?}")
    };
    let text = "Ticket TKT-00001 was created from this conversation.";
    assert_eq!((said.from, said.text.as_str()), (Sender::System, text));
    assert_eq!((said.seq, &said.by), (2, &None));
    assert_eq!(said.numbers, ["TKT-00001"]);
    let conversation = room.conversation().await;
    assert_eq!(conversation.unread(), 1);
    assert_eq!(conversation.last.unwrap().text, text);
}

#[tokio::test]
async fn what_is_typed_of_the_customer_goes_before_what_the_conversation_knows() {
    let room = Room::open().await;
    let typed = json!({ "customer_name": "Ann", "customer_phone": "+39 06 1234" });
    let named = room.ask(typed).await.body;
    assert_eq!(named["customer_name"], "Ann");
    assert_eq!(named["customer_email"], VERA);
    assert_eq!(named["customer_phone"], "+39 06 1234");
    let addressed = json!({ "customer_email": "ann@customer.example" });
    let addressed = room.ask(addressed).await.body;
    assert_eq!(addressed["customer_name"], "Vera");
    assert_eq!(addressed["customer_email"], "ann@customer.example");
    assert_eq!(room.tickets().await, ["TKT-00001", "TKT-00002"]);
}

#[rstest]
#[case::unknown(json!("0123456789abcdef0123456789abcdef"), &["/conversation_id"])]
#[case::no_id(json!("c1"), &["/conversation_id"])]
#[case::blank(json!(""), &["/conversation_id"])]
#[case::a_number(json!(7), &["/conversation_id"])]
#[case::none(Value::Null, &["/customer_name", "/customer_email"])]
#[tokio::test]
async fn without_a_conversation_of_the_workspace_nothing_is_saved(
    #[case] id: Value,
    #[case] pointers: &[&str],
) {
    let room = Room::open().await;
    let before = room.desk.table.keys().await;
    let reply = room.ask(json!({ "conversation_id": id })).await;
    assert_eq!((reply.status, reply.pointers()), (422, pointers.to_vec()));
    assert_eq!(room.desk.table.keys().await, before);
}

#[tokio::test]
async fn another_workspaces_conversation_is_as_unknown_as_none() {
    let room = Room::open().await;
    let w2 = workspace("w2");
    let (foreign, _) = room.another(&w2).await;
    let change = json!({ "conversation_id": foreign.as_str(), "title": "" });
    let reply = room.ask(change).await;
    assert_eq!(reply.status, 422);
    assert_eq!(reply.pointers(), ["/title", "/conversation_id"]);
    let unknown = "0123456789abcdef0123456789abcdef";
    let change = json!({ "conversation_id": unknown, "title": "" });
    assert_eq!(room.ask(change).await.body, reply.body);
    let found = room.desk.store().conversation(&w2, &foreign).await;
    assert_eq!(found.unwrap().unwrap().version, 1);
}

#[rstest]
#[case::title(json!({ "title": "" }), "/title")]
#[case::name(json!({ "customer_name": " " }), "/customer_name")]
#[case::address(json!({ "customer_email": "nobody" }), "/customer_email")]
#[case::nobody(json!({ "assigned_to": "nobody@acme.example" }), "/assigned_to")]
#[tokio::test]
async fn a_ticket_that_is_refused_is_not_told_of(#[case] change: Value, #[case] pointer: &str) {
    let room = Room::open().await;
    let reply = room.ask(change).await;
    assert_eq!((reply.status, reply.pointers()), (422, vec![pointer]));
    assert_eq!(room.conversation().await.version, 1);
    assert!(room.messages().await.is_empty());
}

#[tokio::test]
async fn a_repeat_under_the_same_key_gets_the_first_answer_and_says_nothing_twice() {
    let room = Room::open().await;
    let key = Some("order-7");
    let first = room.ask_with_key(key, json!({})).await;
    room.say("Thank you!").await;
    let again = room.ask_with_key(key, json!({})).await;
    assert_eq!((again.status, &again.body), (201, &first.body));
    let other = room.ask_with_key(key, json!({ "title": "Other" })).await;
    assert_eq!(other.status, 422);
    assert_eq!(room.messages().await.len(), 2);
    assert_eq!(room.tickets().await, ["TKT-00001"]);
}

#[tokio::test]
async fn the_customer_alone_is_owed_a_mail_as_for_any_ticket_of_an_agents() {
    let room = Room::open().await;
    room.ask(json!({})).await;
    let ticket = room.ticket("TKT-00001").await;
    assert!(!ticket.visitors_title);
    let store = room.desk.store();
    let history = store.history(&workspace("w1"), &ticket.number).await;
    let event = history.unwrap().unwrap().events.remove(0);
    let jobs = AnyEvent::Ticket(event).jobs(&[]);
    let to: Vec<_> = jobs.into_iter().map(|job| job.to.key()).collect();
    assert_eq!(to, ["customer#-"]);
}

#[tokio::test]
async fn a_conversation_costs_one_call() {
    let room = Room::open().await;
    let alone = json!({
        "conversation_id": null, "customer_name": "Ann", "customer_email": "ann@customer.example",
    });
    room.ask(alone.clone()).await;
    room.desk.calls();
    let (read, number, save) = ("GetItem", "UpdateItem", "TransactWriteItems");
    room.ask(alone).await;
    assert_eq!(room.desk.calls(), [number, save]);
    room.ask(json!({})).await;
    assert_eq!(room.desk.calls(), [read, number, save]);
    room.ask_with_key(Some("k1"), json!({})).await;
    assert_eq!(room.desk.calls(), [read, read, number, save]);
    room.ask(json!({ "conversation_id": "c1" })).await;
    assert!(room.desk.calls().is_empty());
}
