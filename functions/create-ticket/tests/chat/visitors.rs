use aws_sdk_dynamodb::types::AttributeValue;
use domain::{chat::Sender, ticket::Source, time::UtcTime};
use serde_json::json;
use testkit::samples::workspace;

use crate::room::{Room, TOKENS, w1};

#[tokio::test]
async fn a_visitor_who_bears_the_conversations_token_raises_a_ticket_in_it() {
    let room = Room::open().await;
    let bearer = format!("Bearer {}", room.token);
    let reply = room.raise(&[("authorization", &bearer)], json!({})).await;
    let expected = json!({ "ticket_id": "TKT-00001", "status": "open" });
    assert_eq!((reply.status, &reply.body), (201, &expected));
    let ticket = room.ticket("TKT-00001").await;
    assert_eq!(ticket.conversation_id.as_ref(), Some(&room.id));
    assert_eq!(ticket.session_id.unwrap().as_str(), room.id.as_str());
    // It came by the widget: nobody has verified who it is from.
    assert_eq!(ticket.source, Source::Widget);
    assert!(ticket.visitors_title);
    assert_eq!(ticket.customer.name.as_str(), "Maria");
    assert_eq!(ticket.customer.email.as_str(), "maria@customer.example");
    assert_eq!(room.tickets().await, ["TKT-00001"]);
    let messages = room.messages().await;
    let [said] = &messages[..] else {
        panic!("{messages:?}")
    };
    let text = "Ticket TKT-00001 was raised in this conversation.";
    assert_eq!((said.from, said.text.as_str()), (Sender::System, text));
    assert_eq!(said.numbers, ["TKT-00001"]);
}

#[tokio::test]
async fn without_that_token_a_session_is_text_and_nothing_is_said_or_linked() {
    let room = Room::open().await;
    let (_, other) = room.another(w1()).await;
    let bearers = [
        ("none", String::new()),
        ("another conversation's", format!("Bearer {other}")),
        ("an unknown one", "Bearer AAAAAAAAAAAAAAAAAAAAAA".to_owned()),
        ("the widget's", format!("Bearer {}", TOKENS[0])),
        ("an agent's", format!("Bearer {}", room.desk.token)),
        ("the id", format!("Bearer {}", room.id.as_str())),
        ("a blank one", "Bearer  ".to_owned()),
        ("another scheme", format!("Basic {}", room.token)),
        ("no scheme", room.token.clone()),
    ];
    for (n, (what, bearer)) in (1..).zip(bearers) {
        let headers = [("authorization", &*bearer)];
        let headers = &headers[..usize::from(what != "none")];
        let reply = room.raise(headers, json!({})).await;
        assert_eq!(reply.status, 201, "{what}");
        is_unlinked(&room, &format!("TKT-{n:05}"), what).await;
    }
}

#[tokio::test]
async fn a_token_that_is_over_links_nothing() {
    let room = Room::open().await;
    let keys = room.desk.table.keys().await.into_iter();
    let lookup = keys
        .map(|key| key.0)
        .find(|pk| pk.starts_with("L#VISITOR#"));
    let now = UtcTime::now().epoch_seconds().to_string();
    let (lookup, table) = (lookup.unwrap(), &room.desk.table);
    table
        .set(&lookup, "L", "expires_at", AttributeValue::N(now))
        .await;
    let bearer = format!("Bearer {}", room.token);
    let reply = room.raise(&[("authorization", &bearer)], json!({})).await;
    assert_eq!(reply.status, 201);
    is_unlinked(&room, "TKT-00001", "a token that is over").await;
}

#[tokio::test]
async fn a_token_links_nothing_of_another_workspace() {
    let room = Room::open().await;
    room.twin().await;
    let bearer = format!("Bearer {}", room.token);
    let change = json!({ "bot_token": TOKENS[1] });
    let reply = room.raise(&[("authorization", &bearer)], change).await;
    assert_eq!(reply.status, 201);
    let number = reply.body["ticket_id"].as_str().unwrap().parse().unwrap();
    let ticket = room.desk.store().ticket(&workspace("w2"), &number).await;
    assert_eq!(ticket.unwrap().unwrap().conversation_id, None);
    assert_eq!(room.conversation().await.version, 1);
}

#[tokio::test]
async fn a_token_links_no_session_but_its_own_conversation() {
    let room = Room::open().await;
    let (other, _) = room.another(w1()).await;
    let bearer = format!("bearer {}", room.token);
    for session in [Some("s-9"), Some(other.as_str()), None] {
        let change = json!({ "session_id": session });
        let reply = room.raise(&[("authorization", &bearer)], change).await;
        assert_eq!(reply.status, 201);
        let ticket = room.ticket(reply.body["ticket_id"].as_str().unwrap()).await;
        assert_eq!(ticket.conversation_id, None);
        assert_eq!(ticket.session_id.as_ref().map(|id| id.as_str()), session);
    }
    assert_eq!(room.conversation().await.version, 1);
    let other = room.desk.store().conversation(w1(), &other).await;
    assert_eq!(other.unwrap().unwrap().version, 1);
}

#[tokio::test]
async fn a_conversation_of_a_hundred_tickets_takes_no_more_from_its_visitor() {
    let room = Room::open().await;
    let before = room.conversation().await;
    let mut full = before.clone();
    full.version += 1;
    full.tickets = vec!["TKT-00009".parse().unwrap(); 99];
    let store = room.desk.store();
    store.save_conversation(w1(), &before, &full).await.unwrap();
    let bearer = format!("Bearer {}", room.token);
    for linked in [true, false] {
        let reply = room.raise(&[("authorization", &bearer)], json!({})).await;
        assert_eq!(reply.status, 201);
        let ticket = room.ticket(reply.body["ticket_id"].as_str().unwrap()).await;
        assert_eq!(ticket.conversation_id.is_some(), linked);
        assert_eq!(room.tickets().await.len(), 100);
        assert_eq!(room.messages().await.len(), 1);
    }
    // Agents know what they do.
    assert_eq!(room.ask(json!({})).await.status, 201);
    assert_eq!(room.tickets().await.len(), 101);
}

#[tokio::test]
async fn a_visitors_repeat_gets_the_first_answer_and_says_nothing_twice() {
    let room = Room::open().await;
    let bearer = format!("Bearer {}", room.token);
    let headers = [("authorization", &*bearer), ("idempotency-key", "k1")];
    let first = room.raise(&headers, json!({})).await;
    let again = room.raise(&headers, json!({})).await;
    assert_eq!((again.status, again.body), (201, first.body.clone()));
    // Nor does one who lost the token since.
    let again = room.raise(&headers[1..], json!({})).await;
    assert_eq!((again.status, again.body), (201, first.body));
    assert_eq!(room.tickets().await, ["TKT-00001"]);
    assert_eq!(room.messages().await.len(), 1);
}

#[tokio::test]
async fn a_visitors_conversation_costs_two_calls() {
    let room = Room::open().await;
    room.raise(&[], json!({})).await;
    room.desk.calls();
    let (read, count, save) = ("GetItem", "UpdateItem", "TransactWriteItems");
    room.raise(&[], json!({})).await;
    assert_eq!(room.desk.calls(), [read, count, count, count, save]);
    let bearer = format!("Bearer {}", room.token);
    room.raise(&[("authorization", &bearer)], json!({})).await;
    // The widget's token, two limits; the visitor's token, the conversation; the number, the save.
    let expected = [read, count, count, read, read, count, save];
    assert_eq!(room.desk.calls(), expected);
}

async fn is_unlinked(room: &Room, number: &str, what: &str) {
    let ticket = room.ticket(number).await;
    assert_eq!(ticket.conversation_id, None, "{what}");
    let session = ticket.session_id.unwrap();
    assert_eq!(session.as_str(), room.id.as_str(), "{what}");
    assert_eq!(ticket.source, Source::Widget, "{what}");
    assert_eq!(room.conversation().await.version, 1, "{what}");
    assert!(room.messages().await.is_empty(), "{what}");
}
