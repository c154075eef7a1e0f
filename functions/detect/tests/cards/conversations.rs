use serde_json::json;
use testkit::samples::VISITOR;

use crate::{
    ask, kinds_and_numbers,
    room::{Room, start},
};

#[tokio::test]
async fn an_agent_sees_what_the_visitor_of_the_conversation_would() {
    let room = Room::open().await;
    room.desk.write("w1", "TKT-00003").await;
    room.desk.raise("w1", "TKT-00004").await;
    let body = json!({ "text": "TKT-00003 TKT-00004", "conversation_id": room.id.as_str() });
    let reply = ask(&room.desk, &body).await;
    assert_eq!(
        kinds_and_numbers(&reply.body["cards"]),
        ["ticket TKT-00003", "error TKT-00004"]
    );
    let (id, _) = start(&room.desk, "w1", 2, VISITOR).await;
    let body = json!({ "text": "TKT-00003 TKT-00004", "conversation_id": id.as_str() });
    let reply = ask(&room.desk, &body).await;
    assert_eq!(
        kinds_and_numbers(&reply.body["cards"]),
        ["error TKT-00003", "ticket TKT-00004"]
    );
}

#[tokio::test]
async fn another_workspaces_conversation_is_an_unknown_one() {
    let room = Room::open().await;
    let (theirs, _) = start(&room.desk, "w2", 2, VISITOR).await;
    for id in [theirs.as_str(), "0123456789abcdef0123456789abcdef"] {
        let body = json!({ "text": "TKT-00003", "conversation_id": id });
        let reply = ask(&room.desk, &body).await;
        assert_eq!(
            (reply.status, reply.pointers()),
            (422, vec!["/conversation_id"])
        );
    }
}

#[tokio::test]
async fn an_agents_misses_are_not_counted() {
    let room = Room::open().await;
    for n in 0..30 {
        let text = format!("TKT-1{n:04} TKT-2{n:04} TKT-00009");
        let body = json!({ "text": text, "conversation_id": room.id.as_str() });
        assert_eq!(ask(&room.desk, &body).await.status, 200);
    }
    room.desk.calls();
    let reply = room.visitor_asks("TKT-00009").await;
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn an_agents_answer_is_for_no_other_origins_page() {
    let room = Room::open().await;
    let body = json!({ "text": "TKT-00003", "conversation_id": room.id.as_str() });
    let reply = room.send("203.0.113.9", &room.desk.token, &body).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_conversation_costs_an_agent_one_call() {
    let room = Room::open().await;
    let body = json!({ "text": "TKT-00003", "conversation_id": room.id.as_str() });
    ask(&room.desk, &body).await;
    room.desk.calls();
    ask(&room.desk, &body).await;
    assert_eq!(room.desk.calls(), ["GetItem", "BatchGetItem"]);
}
