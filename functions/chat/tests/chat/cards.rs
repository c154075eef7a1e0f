use domain::ticket::{Customer, NewTicket};
use serde_json::{Value, json};
use testkit::samples::{email, raised_by_a_visitor};

use crate::{Ask, Chat, VERA, each};

#[tokio::test]
async fn a_message_carries_the_cards_of_its_visitor_for_agents_and_visitor_alike() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    save(&chat, "TKT-00001", VERA).await;
    save(&chat, "TKT-00002", "tom@customer.example").await;
    let text = "tkt-00001, TKT-00002, TKT-00009 and TKT-00001";
    let sent = chat.said(&vera.token, &vera.id, text, "1").await;
    let expected = ["ticket", "error", "error"];
    assert_eq!(each(&sent["cards"], "kind"), expected);
    assert_eq!(sent["cards"][0]["ticket_number"], "TKT-00001");
    let agents = chat.said(&chat.agent(), &vera.id, text, "1").await;
    assert_eq!(agents["cards"], sent["cards"]);
    for bearer in [&vera.token, &chat.agent()] {
        let seen = chat.read(bearer, &vera.id, 0).await;
        assert_eq!(
            each(&seen["messages"], "cards"),
            vec![sent["cards"].clone(); 2]
        );
    }
}

#[tokio::test]
async fn cards_show_tickets_as_they_are_when_they_are_read() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    // Named before there is one.
    let sent = chat.said(&vera.token, &vera.id, "TKT-00001?", "1").await;
    assert_eq!(sent["cards"][0]["kind"], "error");
    save(&chat, "TKT-00001", VERA).await;
    let seen = chat.read(&vera.token, &vera.id, 0).await;
    assert_eq!(seen["messages"][0]["cards"][0]["kind"], "ticket");
    let path = "W#w1#T#TKT-00001";
    chat.desk.table.remove(path, "META").await;
    let seen = chat.read(&vera.token, &vera.id, 0).await;
    assert_eq!(seen["messages"][0]["cards"][0]["kind"], "error");
}

#[tokio::test]
async fn past_the_limit_of_misses_a_message_is_taken_and_its_cards_stay_errors() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    save(&chat, "TKT-00001", VERA).await;
    let wrong = |from: u32| {
        let numbers = (from..from + 10).map(|n| format!("TKT-{n:05}"));
        numbers.collect::<Vec<_>>().join(" ")
    };
    // Twenty misses for an address in a quarter of an hour; more than twice that, should one end.
    for (n, from) in [(1, 100), (2, 200), (3, 300), (4, 400), (5, 500)] {
        chat.said(&vera.token, &vera.id, &wrong(from), &n.to_string())
            .await;
    }
    let right = chat.said(&vera.token, &vera.id, "TKT-00001", "6").await;
    assert_eq!(each(&right["cards"], "kind"), ["error"]);
    for bearer in [&vera.token, &chat.agent()] {
        let seen = chat.read(bearer, &vera.id, 5).await;
        assert_eq!(each(&seen["messages"][0]["cards"], "kind"), ["error"]);
    }
    // An agent's numbers are neither counted nor refused.
    let agents = chat.said(&chat.agent(), &vera.id, "TKT-00001", "1").await;
    assert_eq!(each(&agents["cards"], "kind"), ["ticket"]);
}

#[tokio::test]
async fn a_repeat_and_reading_count_no_miss_again_and_agents_none_at_all() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    chat.said(&vera.token, &vera.id, "TKT-00009", "1").await;
    let counts = async || {
        let keys = chat.desk.table.keys().await;
        let mut counts = Vec::new();
        for (pk, sk) in keys.iter().filter(|(pk, _)| pk.contains("MISS#")) {
            let item = chat.desk.table.item(pk, sk).await.unwrap();
            counts.push(format!("{pk} {:?}", item["count"]));
        }
        counts
    };
    let before = counts().await;
    assert_eq!(before.len(), 3);
    chat.said(&vera.token, &vera.id, "TKT-00009", "1").await;
    chat.read(&vera.token, &vera.id, 0).await;
    chat.said(&chat.agent(), &vera.id, "TKT-00009", "1").await;
    assert_eq!(counts().await, before);
}

#[tokio::test]
async fn a_visitor_who_wants_a_ticket_is_marked_and_an_agent_is_not() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let text = "How do I open a  Ticket?";
    let marked = chat.said(&vera.token, &vera.id, text, "1").await;
    assert_eq!(marked["intent"], "raise_ticket");
    let agents = chat.said(&chat.agent(), &vera.id, text, "1").await;
    assert_eq!(agents["intent"], Value::Null);
    let other = chat.said(&vera.token, &vera.id, "Good morning", "2").await;
    assert_eq!(other["intent"], Value::Null);
}

#[tokio::test]
async fn a_message_costs_few_calls() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    chat.said(&vera.token, &vera.id, "Hello", "1").await;
    chat.desk.calls();
    chat.said(&vera.token, &vera.id, "Hello", "2").await;
    let (get, batch, save) = ("GetItem", "BatchGetItem", "TransactWriteItems");
    // The token; the head and the name; the limit; the message.
    assert_eq!(chat.desk.calls(), [get, batch, "UpdateItem", save]);
    let path = format!("/{}/messages?after=2", vera.id);
    chat.send(Ask::new("GET", &path).bearer(&vera.token)).await;
    assert_eq!(chat.desk.calls(), [get, "Query"]);
    let expected = json!([]);
    assert_eq!(
        chat.read(&vera.token, &vera.id, 2).await["messages"],
        expected
    );
}

/// Saves a ticket for whoever has this address.
async fn save(chat: &Chat, number: &str, address: &str) {
    let by_maria = raised_by_a_visitor();
    let customer = Customer {
        email: email(address),
        ..by_maria.customer.clone()
    };
    let new = NewTicket {
        customer,
        ..by_maria
    };
    chat.desk.save(new, "w1", number).await;
}
