//! A conversation, and texts from both of its sides.

use api::gateway::Event;
use domain::{
    chat::{Conversation, ConversationId, Visitor},
    text::PersonName,
    time::UtcTime,
    workspace::Settings,
};
use serde_json::{Value, json};
use testkit::{
    Desk, Reply,
    samples::{CUSTOMER, email, settings, workspace},
};

use crate::{desk, put_settings};

/// The page whose answers the workspace shares.
pub(crate) const PAGE: &str = "https://shop.example";
/// John's address in the network.
pub(crate) const CLIENT: &str = "203.0.113.7";

/// The conversation of `w1` in which John chats.
pub(crate) struct Room {
    pub(crate) desk: Desk,
    pub(crate) id: ConversationId,
    pub(crate) token: String,
}

impl Room {
    pub(crate) async fn open() -> Self {
        let desk = desk().await;
        let listed = Settings {
            allowed_origins: vec![PAGE.parse().unwrap()],
            ..settings()
        };
        put_settings(&desk, "w1", &listed).await;
        put_settings(&desk, "w2", &settings()).await;
        let (id, token) = start(&desk, "w1", 1, CUSTOMER).await;
        Self { desk, id, token }
    }

    /// The visitor's text, with the id of their conversation.
    pub(crate) async fn visitor_asks(&self, text: &str) -> Reply {
        self.visitor_asks_from(CLIENT, text).await
    }

    pub(crate) async fn visitor_asks_from(&self, client: &str, text: &str) -> Reply {
        let body = json!({ "text": text, "conversation_id": self.id.as_str() });
        self.send(client, &self.token, &body).await
    }

    /// Anything, by any bearer, from the page.
    pub(crate) async fn send(&self, client: &str, token: &str, body: &Value) -> Reply {
        self.send_as("application/json", client, token, &body.to_string())
            .await
    }

    pub(crate) async fn send_as(
        &self,
        content_type: &str,
        client: &str,
        token: &str,
        body: &str,
    ) -> Reply {
        let event = json!({
            "rawPath": "/api/detect",
            "rawQueryString": "",
            "routeKey": "POST /detect",
            "headers": {
                "authorization": format!("Bearer {token}"),
                "content-type": content_type,
                "origin": PAGE,
            },
            "body": body,
            "requestContext": { "http": { "method": "POST", "sourceIp": client } },
        });
        let event: Event = serde_json::from_value(event).unwrap();
        self.desk.send(event.into_request()).await
    }
}

/// A conversation, with its visitor's token.
pub(crate) async fn start(
    desk: &Desk,
    id: &str,
    bits: u128,
    address: &str,
) -> (ConversationId, String) {
    start_at(desk, id, bits, address, UtcTime::now()).await
}

pub(crate) async fn start_at(
    desk: &Desk,
    id: &str,
    bits: u128,
    address: &str,
    at: UtcTime,
) -> (ConversationId, String) {
    let visitor = Visitor {
        name: PersonName::parse("Vera").unwrap(),
        email: email(address),
    };
    let conversation = Conversation::begin(ConversationId::from_bits(bits), visitor, None, at);
    let id = workspace(id);
    let started = desk.store().start_conversation(&id, &conversation).await;
    (conversation.id, started.unwrap().0)
}
