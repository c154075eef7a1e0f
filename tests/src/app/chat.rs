//! What visitors and agents ask of a stack's conversations.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::{Answer, Outcome, TestApp};

/// A conversation as its visitor's browser knows it.
#[derive(Debug, Clone)]
pub struct Chat {
    /// The conversation's id.
    pub id: String,
    /// What opens it, and no other.
    pub token: String,
}

impl Chat {
    /// The conversation that an answer begins.
    #[track_caller]
    pub fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 201, "{}", answer.body);
        let text = |field: &str| answer.body[field].as_str().expect("a text").to_owned();
        Self {
            id: text("conversation_id"),
            token: text("visitor_token"),
        }
    }
}

impl TestApp {
    /// A visitor starts a conversation by the demo widget.
    pub async fn start_chat(&self, name: &str, email: &str) -> Chat {
        Chat::of(&self.start_chat_with("demo-widget-token", name, email).await)
    }

    /// The same by another widget, and with whatever comes of it.
    pub async fn start_chat_with(&self, bot_token: &str, name: &str, email: &str) -> Answer {
        let body = json!({ "bot_token": bot_token, "name": name, "email": email });
        self.post("/api/chat", &body).await
    }

    /// Somebody, visitor or agent, writes in a conversation.
    pub async fn say(&self, token: &str, id: &str, text: &str) -> Answer {
        let client_id = uuid::Uuid::new_v4().to_string();
        let said = self.say_as(token, id, &client_id, text).await;
        said.expect("the stack answers")
    }

    /// The same under the name that the client gives to the message.
    pub async fn say_as(&self, token: &str, id: &str, client_id: &str, text: &str) -> Outcome {
        let request = self.to_chat("POST", token, id, "/messages");
        let message = json!({ "text": text, "client_id": client_id });
        self.try_send(request.json(&message)).await
    }

    /// Somebody reads what comes after a message.
    pub async fn messages(&self, token: &str, id: &str, after: u64) -> Answer {
        let path = format!("/messages?after={after}");
        self.send(self.to_chat("GET", token, id, &path)).await
    }

    /// An agent lists conversations, such as by `state=open`.
    pub async fn conversations(&self, token: &str, query: &str) -> Answer {
        let request = self.request("GET", &format!("/api/chat?{query}"));
        self.send(request.bearer_auth(token)).await
    }

    /// An agent looks at a conversation.
    pub async fn conversation(&self, token: &str, id: &str) -> Answer {
        self.send(self.to_chat("GET", token, id, "")).await
    }

    /// An agent does something to a conversation, such as `close`.
    pub async fn act(&self, token: &str, id: &str, action: &str, body: &Value) -> Answer {
        let request = self.to_chat("POST", token, id, &format!("/{action}"));
        let request = match body {
            Value::Null => request,
            body => request.json(body),
        };
        self.send(request).await
    }

    /// Begins a request about a conversation, or about what `path` names below it.
    pub fn to_chat(&self, method: &str, token: &str, id: &str, path: &str) -> RequestBuilder {
        let request = self.request(method, &format!("/api/chat/{id}{path}"));
        request.bearer_auth(token)
    }
}
