//! Many who write in one conversation.

use futures_util::future::{join, join_all};
use serde_json::json;

use crate::room::Room;

#[tokio::test]
async fn tickets_and_messages_at_once_lose_no_message_and_no_number() {
    let room = &Room::open().await;
    room.desk.calls();
    let tickets = join_all([0; 4].map(|_| room.ask(json!({}))));
    let messages = (0..6).map(|n| async move { room.say(&format!("m{n}")).await });
    let (tickets, _) = join(tickets, join_all(messages)).await;
    let mut numbers: Vec<_> = tickets
        .iter()
        .map(|reply| {
            assert_eq!(reply.status, 201, "{}", reply.body);
            reply.body["ticket_number"].as_str().unwrap().to_owned()
        })
        .collect();
    numbers.sort();
    // No number was taken twice, none was lost for a message that came between.
    let expected = ["TKT-00001", "TKT-00002", "TKT-00003", "TKT-00004"];
    assert_eq!(numbers, expected);
    let calls = room.desk.calls();
    let count = |operation| calls.iter().filter(|call| *call == operation).count();
    assert_eq!(count("UpdateItem"), 4);
    assert!(
        count("TransactWriteItems") > 4,
        "nobody met anybody: {calls:?}"
    );
    let mut linked = room.tickets().await;
    linked.sort();
    assert_eq!(linked, expected);
    let said = room.messages().await;
    let seqs: Vec<_> = said.iter().map(|message| message.seq).collect();
    assert_eq!(seqs, (1..=10).collect::<Vec<_>>());
    let mut told: Vec<_> = said.into_iter().flat_map(|it| it.numbers).collect();
    told.sort();
    assert_eq!(told, expected);
}

#[tokio::test]
async fn one_request_that_comes_many_times_at_once_makes_one_ticket_and_one_message() {
    let room = &Room::open().await;
    let replies = join_all([0; 5].map(|_| room.ask_with_key(Some("k1"), json!({})))).await;
    for reply in &replies {
        assert_eq!((reply.status, &reply.body), (201, &replies[0].body));
    }
    assert_eq!(room.messages().await.len(), 1);
    assert_eq!(room.tickets().await.len(), 1);
}

#[tokio::test]
async fn visitors_meet_agents_too() {
    let room = &Room::open().await;
    let bearer = format!("Bearer {}", room.token);
    let headers = [("authorization", &*bearer)];
    let raised = join_all([0; 3].map(|_| room.raise(&headers, json!({}))));
    let written = join_all([0; 3].map(|_| room.ask(json!({}))));
    let (raised, written) = join(raised, written).await;
    for reply in raised.iter().chain(&written) {
        assert_eq!(reply.status, 201, "{}", reply.body);
    }
    let mut linked = room.tickets().await;
    linked.sort();
    let expected: Vec<_> = (1..=6).map(|n| format!("TKT-{n:05}")).collect();
    assert_eq!(linked, expected);
    assert_eq!(room.messages().await.len(), 6);
}
