use std::sync::{Arc, Mutex};

use api::gateway::Event;
use axum::Router;
use domain::{
    edit::{ChangedTicket, Edit, Visibility},
    text::MessageText,
    ticket::{NewTicket, Texts, Ticket},
    time::UtcTime,
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use testkit::{
    Spy, Table,
    samples::{set_up, signed_in, time, workspace, written_by_an_agent},
};
use tower::ServiceExt;
use track::{App, router};

/// Where customers ask from, unless a test says otherwise.
pub(crate) const CUSTOMERS_ADDRESS: &str = "203.0.113.7";
/// When the tickets were created.
pub(crate) const CREATED: &str = "2024-01-15T09:30:00.000Z";

/// The first workspace, `w1`, and the function, whose calls to the table are written down.
pub(crate) struct Tracker {
    pub(crate) table: Table,
    router: Router,
    calls: Arc<Mutex<Vec<String>>>,
}

/// An answer as it leaves, to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Tracker {
    pub(crate) async fn start() -> Self {
        let table = Table::start().await;
        set_up(&table.store).await;
        let w1 = workspace("w1");
        table.store.put_first_workspace(&w1).await.unwrap();
        let calls = Arc::<Mutex<Vec<String>>>::default();
        let written = Arc::clone(&calls);
        let store = table.spied(Spy::new(move |call| {
            written.lock().unwrap().push(call.operation.to_owned());
            Ok(())
        }));
        Self {
            router: router(App { store }),
            table,
            calls,
        }
    }

    /// Saves John's ticket.
    pub(crate) async fn write(&self, id: &str, number: &str) -> Ticket {
        self.save(written_by_an_agent(), id, number).await
    }

    /// Saves a ticket.
    pub(crate) async fn save(&self, new: NewTicket, id: &str, number: &str) -> Ticket {
        let id = workspace(id);
        let created = new.numbered(id.clone(), number.parse().unwrap(), time(CREATED));
        let store = &self.table.store;
        store.insert_ticket(&id, &created, None).await.unwrap();
        created.ticket
    }

    /// An agent of `w1` edits the ticket.
    pub(crate) async fn edit(&self, ticket: &mut Ticket, edit: Edit, at: &str) {
        let texts = self.texts(ticket).await;
        let changed = edit.apply(ticket, &texts, &signed_in(), time(at)).unwrap();
        self.save_change(ticket, changed).await;
    }

    /// The agent answers.
    pub(crate) async fn answer(&self, ticket: &mut Ticket, text: &str, at: &str) {
        self.say(ticket, text, Visibility::Public, at).await;
    }

    /// The agent writes a note for the others.
    pub(crate) async fn note(&self, ticket: &mut Ticket, text: &str, at: &str) {
        self.say(ticket, text, Visibility::Internal, at).await;
    }

    /// The agent deletes the ticket.
    pub(crate) async fn delete(&self, ticket: &Ticket) {
        let deletion = ticket.deletion(&signed_in(), UtcTime::now());
        let store = &self.table.store;
        store
            .delete_ticket(&workspace("w1"), ticket, &deletion)
            .await
            .unwrap();
    }

    async fn say(&self, ticket: &mut Ticket, text: &str, visibility: Visibility, at: &str) {
        let text = MessageText::parse(text).unwrap();
        let changed = ticket.with_message(text, visibility, &signed_in(), time(at));
        self.save_change(ticket, changed).await;
    }

    async fn texts(&self, ticket: &Ticket) -> Texts {
        let (store, w1) = (&self.table.store, workspace("w1"));
        let found = store.ticket_with_texts(&w1, &ticket.number);
        found.await.unwrap().unwrap().1
    }

    async fn save_change(&self, ticket: &mut Ticket, changed: ChangedTicket) {
        let (store, w1) = (&self.table.store, workspace("w1"));
        let saved = store.save_change(&w1, ticket, &changed, None);
        saved.await.unwrap();
        *ticket = changed.ticket;
    }

    /// Asks for a ticket that there is, and reads it.
    pub(crate) async fn tracked(&self, number: &str, email: &str) -> Value {
        let answer = self
            .ask(&json!({ "ticket_number": number, "email": email }))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    /// Sends a body as a customer.
    pub(crate) async fn ask(&self, body: &Value) -> Answer {
        self.ask_from(CUSTOMERS_ADDRESS, &json!({}), body).await
    }

    /// Sends a body from an address, with more headers.
    pub(crate) async fn ask_from(&self, source: &str, headers: &Value, body: &Value) -> Answer {
        let mut headers = headers.clone();
        headers["content-type"] = "application/json".into();
        self.send(source, "", &headers, &body.to_string()).await
    }

    /// Sends anything, as the gateway hands it over.
    pub(crate) async fn send(
        &self,
        source: &str,
        query: &str,
        headers: &Value,
        body: &str,
    ) -> Answer {
        let event = json!({
            "rawPath": "/api/track",
            "rawQueryString": query,
            "routeKey": "POST /track",
            "headers": headers,
            "body": body,
            "requestContext": { "http": { "method": "POST", "sourceIp": source } },
        });
        let request = serde_json::from_value::<Event>(event)
            .unwrap()
            .into_request();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let header = |name: &str| parts.headers[name].to_str().unwrap().to_owned();
        let names = parts.headers.keys().map(ToString::to_string);
        Answer {
            status: parts.status.as_u16(),
            headers: names.map(|name| (name.clone(), header(&name))).collect(),
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    /// The calls to the table since this was last asked.
    pub(crate) fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        let found = headers.find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }
}
