use std::sync::{Arc, Mutex};

use api::access_token::{Verifier, mint};
use axum::{Router, body::Body, http::Request};
use detect::App;
use domain::{
    ticket::{NewTicket, Ticket},
    time::UtcTime,
    workspace::Settings,
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use testkit::{
    Spy, Table,
    samples::{raised_by_a_visitor, set_up, signed_in, workspace, written_by_an_agent},
};
use tower::ServiceExt;

/// The workspace `w1`, its owner's token, and the function, whose calls to the table are written
/// down.
pub(crate) struct Desk {
    pub(crate) table: Table,
    pub(crate) token: String,
    router: Router,
    calls: Arc<Mutex<Vec<String>>>,
}

/// Status and body.
pub(crate) type Answer = (u16, Value);

impl Desk {
    pub(crate) async fn start() -> Self {
        let table = Table::start().await;
        set_up(&table.store).await;
        let token = mint(&table.store, &table.secrets, &signed_in(), UtcTime::now())
            .await
            .unwrap();
        let calls = Arc::<Mutex<Vec<String>>>::default();
        let written = Arc::clone(&calls);
        let store = table.spied(Spy::new(move |call| {
            written.lock().unwrap().push(call.operation.to_owned());
            Ok(())
        }));
        let router = detect::router(App {
            verifier: Verifier::new(store.clone()),
            store,
        });
        Self {
            table,
            token,
            router,
            calls,
        }
    }

    /// Writes settings behind the function's back; before its first request, since it keeps them.
    pub(crate) async fn put_settings(&self, id: &str, settings: &Settings) {
        let store = &self.table.store;
        store.put_settings(&workspace(id), settings).await.unwrap();
    }

    /// Saves a ticket of an agent's, for John.
    pub(crate) async fn write(&self, workspace: &str, number: &str) -> Ticket {
        self.save(written_by_an_agent(), workspace, number).await
    }

    /// Saves a ticket of a visitor's, Maria.
    pub(crate) async fn raise(&self, workspace: &str, number: &str) -> Ticket {
        self.save(raised_by_a_visitor(), workspace, number).await
    }

    async fn save(&self, new: NewTicket, id: &str, number: &str) -> Ticket {
        let id = workspace(id);
        let created = new.numbered(id.clone(), number.parse().unwrap(), UtcTime::now());
        let store = &self.table.store;
        store.insert_ticket(&id, &created, None).await.unwrap();
        created.ticket
    }

    /// The cards of a text that the owner of `w1` asks for.
    pub(crate) async fn cards(&self, text: &str, customer: &str) -> Value {
        let body = json!({ "text": text, "customer_email": customer });
        let (status, mut body) = self.ask(&body).await;
        assert_eq!(status, 200, "{body}");
        body["cards"].take()
    }

    /// Sends a body with the owner's token.
    pub(crate) async fn ask(&self, body: &Value) -> Answer {
        let request = self.request().body(Body::from(body.to_string()));
        self.send(request.unwrap()).await
    }

    /// Begins a request with the owner's token and the right content type.
    pub(crate) fn request(&self) -> axum::http::request::Builder {
        Request::post("/api/detect")
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {}", self.token))
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// The calls to the table since this was last asked.
    pub(crate) fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }
}
