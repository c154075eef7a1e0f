//! Nothing at all, and what programs write for nothing, must not stand for a secret.

use serde_json::{Value, json};
use tests::{Invite, TestApp};

use crate::authorization::world::World;

const TOKEN: &str = "/api/sign-in/token";
const ACCEPT: &str = "/api/workspace/agents/accept";

#[tokio::test]
async fn what_is_empty_is_no_code_and_no_token_in_a_body() {
    let world = World::new(TestApp::start().await).await;
    let (request, code) = world.code_for("agent@example.com", None).await;
    let (id, token) = world.invite(&world.owner, "new@example.com").await;
    for empty in empties() {
        let sign_in = |id: &Value, code: &Value| json!({ "request_id": id, "code": code });
        let accept = |id: &Value, token: &Value| json!({ "invite_id": id, "token": token });
        let [request, code, id, token] = [&request, &code, &id, &token].map(|it| json!(it));
        for (path, body) in [
            (TOKEN, sign_in(&request, &empty)),
            (TOKEN, sign_in(&empty, &code)),
            (TOKEN, sign_in(&empty, &empty)),
            (ACCEPT, accept(&id, &empty)),
            (ACCEPT, accept(&empty, &token)),
            (ACCEPT, accept(&empty, &empty)),
            ("/api/tickets/create", json!({ "bot_token": empty })),
            ("/api/chat", json!({ "bot_token": empty })),
        ] {
            let answer = world.app.post(path, &body).await;
            // What is no text may be refused for its form.
            let is_refused = answer.status == 401 || (answer.status == 422 && !empty.is_string());
            assert!(
                is_refused,
                "{path} {body}: {} {}",
                answer.status, answer.body
            );
        }
    }
    // The other halves were good all the while.
    assert_eq!(world.app.enter_code(&request, &code).await.status, 200);
    assert_eq!(world.app.accept(&Invite { id, token }).await.status, 200);
}

#[tokio::test]
async fn what_is_empty_is_no_cookie_and_no_bearer() {
    let app = TestApp::start().await;
    let chat = app.start_chat("Vera", "vera@example.com").await;
    for empty in ["", " ", "null", "0", "undefined", ".", "..", "Bearer", "*"] {
        let cookie = format!("tkt_refresh={empty}");
        assert_eq!(app.refresh(&cookie).await.status, 401, "{cookie}");
        assert_eq!(app.sign_out(&cookie).await.status, 401, "{cookie}");
        let bearer = format!("Bearer {empty}");
        let messages = format!("/api/chat/{}/messages", chat.id);
        for path in ["/api/workspace", &messages] {
            let request = app.request("GET", path);
            let answer = app.send(request.header("authorization", &bearer)).await;
            assert_eq!(answer.status, 401, "{path} {bearer}");
        }
    }
}

fn empties() -> Vec<Value> {
    let mut empties = vec![json!(null), json!(0), json!(false), json!([]), json!({})];
    let texts = ["", " ", "0", "000000", "null", "\u{0}", "*", "%"];
    empties.extend(texts.map(Value::from));
    empties
}
