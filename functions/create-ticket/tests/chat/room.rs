//! A conversation, and the function beside it.

use std::sync::LazyLock;

use api::gateway::Event;
use create_ticket::{App, router};
use domain::{
    chat::{
        ChatMessage, ChatText, ClientId, Conversation, ConversationId, NewMessage, Sender, Visitor,
    },
    text::PersonName,
    ticket::Ticket,
    time::UtcTime,
    workspace::WorkspaceId,
};
use serde_json::{Map, Value, json};
use store::{
    chat::{SendError, SendKey},
    widget_tokens::TokenRecord,
};
use testkit::{
    Desk, Reply, json,
    samples::{OWNER, email, settings, workspace},
};

/// The visitor's address.
pub(crate) const VERA: &str = "vera@customer.example";
/// The widget's token of `w1`, and that of `w2`.
pub(crate) const TOKENS: [&str; 2] = ["AAECAwQFBgcICQoLDA0ODw", "BAECAwQFBgcICQoLDA0ODw"];

/// A conversation of `w1`'s visitor Vera, without a message.
pub(crate) struct Room {
    pub(crate) desk: Desk,
    pub(crate) id: ConversationId,
    /// Vera's token.
    pub(crate) token: String,
}

impl Room {
    pub(crate) async fn open() -> Self {
        let desk = Desk::start(|store, verifier| {
            router(App {
                store,
                verifier,
                unlimited: None,
            })
        })
        .await;
        for (workspace_id, token) in ["w1", "w2"].into_iter().zip(TOKENS) {
            let workspace = workspace(workspace_id);
            let store = desk.store();
            store.put_settings(&workspace, &settings()).await.unwrap();
            let name = PersonName::parse("Shop").unwrap();
            let id = workspace_id.to_owned();
            let record = TokenRecord::new(token, id, name, email(OWNER), UtcTime::now());
            store.put_widget_token(&workspace, &record).await.unwrap();
        }
        let (id, token) = start(&desk, w1(), 1).await;
        Self { desk, id, token }
    }

    /// Another conversation of Vera's, with its token.
    pub(crate) async fn another(&self, workspace: &WorkspaceId) -> (ConversationId, String) {
        start(&self.desk, workspace, 2).await
    }

    /// A conversation of `w2` that happens to have the same id.
    pub(crate) async fn twin(&self) {
        start(&self.desk, &workspace("w2"), 1).await;
    }

    /// An agent asks for a ticket: of this conversation, but for `change`.
    pub(crate) async fn ask(&self, change: Value) -> Reply {
        self.ask_with_key(None, change).await
    }

    /// The same with an `Idempotency-Key`.
    pub(crate) async fn ask_with_key(&self, key: Option<&str>, change: Value) -> Reply {
        let body = json!({
            "title": "Wrong invoice",
            "description": "It shows two amounts.",
            "conversation_id": self.id.as_str(),
        });
        let request = self.desk.request("POST", "/api/ticket");
        let request = match key {
            None => request,
            Some(key) => request.header("idempotency-key", key),
        };
        self.desk.send(json(request, &changed(body, change))).await
    }

    /// A visitor raises a ticket, with these headers, in this conversation, but for `change`.
    pub(crate) async fn raise(&self, headers: &[(&str, &str)], change: Value) -> Reply {
        let body = json!({
            "bot_token": TOKENS[0],
            "issue": "It broke.",
            "visitor_name": "Maria",
            "visitor_email": "maria@customer.example",
            "session_id": self.id.as_str(),
        });
        let mut event = json!({
            "rawPath": "/api/tickets/create",
            "rawQueryString": "",
            "routeKey": "POST /tickets/create",
            "headers": { "content-type": "application/json" },
            "body": changed(body, change).to_string(),
            "requestContext": { "http": { "method": "POST", "sourceIp": "203.0.113.7" } },
        });
        for (name, value) in headers {
            event["headers"][name] = json!(value);
        }
        let event: Event = serde_json::from_value(event).unwrap();
        self.desk.send(event.into_request()).await
    }

    /// The visitor says something.
    pub(crate) async fn say(&self, text: &str) {
        let client_id = ClientId::parse(text).unwrap();
        let key = SendKey {
            sender: "visitor",
            client_id: &client_id,
        };
        let store = self.desk.store();
        loop {
            let new = NewMessage {
                from: Sender::Visitor,
                by: None,
                text: ChatText::parse(text).unwrap(),
                at: UtcTime::now(),
                numbers: Vec::new(),
                refused: false,
                intent: None,
            };
            let before = self.conversation().await;
            match store.send(w1(), &before, new, &key).await {
                Ok(_) => return,
                Err(SendError::Stale) => {}
                Err(SendError::Store(error)) => panic!("{error}"),
            }
        }
    }

    pub(crate) async fn conversation(&self) -> Conversation {
        let found = self.desk.store().conversation(w1(), &self.id).await;
        found.unwrap().unwrap()
    }

    /// All that was said.
    pub(crate) async fn messages(&self) -> Vec<ChatMessage> {
        let page = self.desk.store().messages_after(w1(), &self.id, 0).await;
        page.unwrap().unwrap().messages
    }

    /// The numbers of the conversation's tickets.
    pub(crate) async fn tickets(&self) -> Vec<String> {
        let tickets = self.conversation().await.tickets.into_iter();
        tickets.map(|number| number.to_string()).collect()
    }

    /// A ticket of `w1`, as it is saved.
    pub(crate) async fn ticket(&self, number: &str) -> Ticket {
        let number = number.parse().unwrap();
        let found = self.desk.store().ticket(w1(), &number);
        found.await.unwrap().unwrap()
    }
}

async fn start(desk: &Desk, workspace: &WorkspaceId, n: u128) -> (ConversationId, String) {
    let visitor = Visitor {
        name: PersonName::parse("Vera").unwrap(),
        email: email(VERA),
    };
    let id = ConversationId::from_bits(n);
    let conversation = Conversation::begin(id.clone(), visitor, None, UtcTime::now());
    let started = desk.store().start_conversation(workspace, &conversation);
    (id, started.await.unwrap().0)
}

/// `body` with other values for some fields; null takes one away.
fn changed(body: Value, change: Value) -> Value {
    let fields = [body, change].into_iter().flat_map(|fields| match fields {
        Value::Object(fields) => fields,
        other => panic!("no object: {other}"),
    });
    let mut fields: Map<_, _> = fields.collect();
    fields.retain(|_, value| !value.is_null());
    fields.into()
}

pub(crate) fn w1() -> &'static WorkspaceId {
    static W1: LazyLock<WorkspaceId> = LazyLock::new(|| workspace("w1"));
    &W1
}
