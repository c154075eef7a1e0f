use std::sync::{Arc, Mutex};

use api::access_token::{Verifier, mint};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, Response, request::Builder},
};
use domain::{
    agent::{Role, SignedIn},
    ticket::{CreatedTicket, NewTicket},
    time::UtcTime,
};
use serde_json::Value;
use store::{Store, secrets::Secrets};
use tower::ServiceExt;

use crate::{
    Spy, Table,
    samples::{agent, raised_by_a_visitor, set_up, signed_in, workspace, written_by_an_agent},
};

/// The router of an HTTP function over a table of its own, with the workspace `w1` and the token of
/// its owner. The function's calls to the table are written down.
pub struct Desk {
    /// The table, behind the function's back.
    pub table: Table,
    /// The owner's access token.
    pub token: String,
    router: Router,
    calls: Arc<Mutex<Vec<String>>>,
}

/// What a function answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; null when it is none.
    pub body: Value,
}

impl Desk {
    /// Sets the table up, and the function that `router` makes.
    pub async fn start(router: impl FnOnce(Store, Verifier) -> Router) -> Self {
        Self::start_with_secrets(|store, _, verifier| router(store, verifier)).await
    }

    /// The same for a function that works with secret keys.
    pub async fn start_with_secrets(
        router: impl FnOnce(Store, Secrets, Verifier) -> Router,
    ) -> Self {
        let table = Table::start().await;
        set_up(&table.store).await;
        let token = mint(&table.store, &table.secrets, &signed_in(), UtcTime::now())
            .await
            .unwrap();
        let calls = Arc::<Mutex<Vec<String>>>::default();
        let written = Arc::clone(&calls);
        let (store, secrets) = table.both_spied(Spy::new(move |call| {
            written.lock().unwrap().push(call.operation.to_owned());
            Ok(())
        }));
        Self {
            router: router(store.clone(), secrets, Verifier::new(store)),
            table,
            token,
            calls,
        }
    }

    /// The table's handle, behind the function's back.
    pub fn store(&self) -> &Store {
        &self.table.store
    }

    /// A token of another agent.
    pub async fn token_of(&self, agent: &SignedIn) -> String {
        let minted = mint(self.store(), &self.table.secrets, agent, UtcTime::now());
        minted.await.unwrap()
    }

    /// Gives `w1` one more person. Returns their access token, which stays as it is when they are
    /// removed or become somebody else.
    pub async fn hire(&self, id: &str, email: &str, role: Role) -> String {
        let person = agent(id, email, role);
        let added = self.store().add_agent(&workspace("w1"), &person).await;
        added.unwrap();
        let (id, email) = (person.id, person.email);
        self.token_of(&SignedIn {
            workspace: workspace("w1"),
            id,
            email,
            role,
        })
        .await
    }

    /// Saves a ticket of an agent's, for John.
    pub async fn write(&self, workspace: &str, number: &str) -> CreatedTicket {
        self.save(written_by_an_agent(), workspace, number).await
    }

    /// Saves a ticket of a visitor's, Maria.
    pub async fn raise(&self, workspace: &str, number: &str) -> CreatedTicket {
        self.save(raised_by_a_visitor(), workspace, number).await
    }

    /// Saves a ticket.
    pub async fn save(&self, new: NewTicket, id: &str, number: &str) -> CreatedTicket {
        let id = workspace(id);
        let created = new.numbered(id.clone(), number.parse().unwrap(), UtcTime::now());
        self.store()
            .insert_ticket(&id, &created, None)
            .await
            .unwrap();
        created
    }

    /// Begins a request with the owner's token.
    pub fn request(&self, method: &str, path: &str) -> Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.token))
    }

    /// Sends JSON with the owner's token.
    pub async fn ask(&self, method: &str, path: &str, body: &Value) -> Reply {
        self.send(json(self.request(method, path), body)).await
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        Reply::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    /// The calls to the table since this was last asked.
    pub fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }
}

impl Reply {
    async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        }
    }

    /// A header's text, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Where the wrong fields are that the answer names.
    pub fn pointers(&self) -> Vec<&str> {
        let errors = self.body["errors"].as_array();
        let errors = errors.into_iter().flatten();
        errors
            .map(|error| error["pointer"].as_str().unwrap())
            .collect()
    }
}

/// Ends a request with a JSON body.
pub fn json(request: Builder, body: &Value) -> Request<Body> {
    let request = request.header("content-type", "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}
