use std::sync::{Arc, Mutex};

use api::{access_token::Verifier, gateway::Event};
use aws_sdk_dynamodb::types::AttributeValue;
use axum::Router;
use domain::{
    agent::{Role, SignedIn},
    sign_in::SignInId,
    time::UtcTime,
};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sign_in::{App, router};
use store::{derived, secrets::KeyKind};
use testkit::{
    Call, Spy, Table,
    samples::{OWNER, agent, email, set_up, workspace},
};
use tower::ServiceExt;

/// Where agents sign in from, unless a test says otherwise.
pub(crate) const OFFICE: &str = "203.0.113.7";
/// Whose first sign-in founds the first workspace.
pub(crate) const FOUNDER: &str = "founder@acme.example";
/// An agent of `w1` who owns nothing.
pub(crate) const HELPER: &str = "helper@acme.example";

/// The function over tables of its own. Its calls to them are written down.
pub(crate) struct Desk {
    pub(crate) table: Table,
    router: Router,
    calls: Arc<Mutex<Vec<(String, String)>>>,
}

/// An answer as it leaves, to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Desk {
    /// With the first workspace, `w1`: the owner and the helper.
    pub(crate) async fn start() -> Self {
        let desk = Self::empty().await;
        let store = &desk.table.store;
        set_up(store).await;
        let w1 = workspace("w1");
        store.put_first_workspace(&w1).await.unwrap();
        let helper = agent("a1", HELPER, Role::Agent);
        store.add_agent(&w1, &helper).await.unwrap();
        desk
    }

    /// Without any workspace.
    pub(crate) async fn empty() -> Self {
        let table = Table::start().await;
        let calls = Arc::<Mutex<Vec<(String, String)>>>::default();
        let spy = |table: &'static str| {
            let calls = Arc::clone(&calls);
            Spy::new(move |call: Call<'_>| {
                let operation = format!("{table}{}", call.operation);
                calls
                    .lock()
                    .unwrap()
                    .push((operation, call.body.to_owned()));
                Ok(())
            })
        };
        let app = App {
            store: table.spied(spy("")),
            secrets: table.spied_secrets(spy("secret ")),
            owner_email: email(FOUNDER),
            oidc: None,
        };
        Self {
            router: router(app),
            table,
            calls,
        }
    }

    /// Asks for a code, and gets the request's id.
    pub(crate) async fn ask_code(&self, email: &str) -> String {
        let answer = self.ask("/sign-in/code", &json!({ "email": email })).await;
        assert_eq!(answer.status, 202, "{}", answer.text);
        answer.json()["request_id"].as_str().unwrap().to_owned()
    }

    /// The code that is mailed for a request, made as the mail makes it.
    pub(crate) async fn code_of(&self, request: &str) -> String {
        let id: SignInId = request.parse().unwrap();
        let item = self
            .table
            .item(&format!("S#{request}"), EVENT)
            .await
            .unwrap();
        let kid = item["code_key"].as_s().unwrap();
        let key = self.table.secrets.key(KeyKind::Code, kid).await.unwrap();
        derived::code(&key.unwrap(), &id).as_str().to_owned()
    }

    /// Tries a code.
    pub(crate) async fn try_code(&self, request: &str, code: &str) -> Answer {
        let body = json!({ "request_id": request, "code": code });
        self.ask("/sign-in/token", &body).await
    }

    /// Signs somebody in who can.
    pub(crate) async fn sign_in(&self, email: &str) -> Answer {
        let request = self.ask_code(email).await;
        let code = self.code_of(&request).await;
        let answer = self.try_code(&request, &code).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer
    }

    /// Sends the cookie of a browser.
    pub(crate) async fn refresh(&self, token: &str) -> Answer {
        self.send_cookie("/sign-in/refresh", token).await
    }

    /// Sends the cookie of a browser.
    pub(crate) async fn send_cookie(&self, path: &str, token: &str) -> Answer {
        let cookies = json!([format!("tkt_refresh={token}")]);
        self.send(OFFICE, "POST", path, &json!({}), &cookies, None)
            .await
    }

    /// Sends a body from the office.
    pub(crate) async fn ask(&self, path: &str, body: &Value) -> Answer {
        self.ask_from(OFFICE, path, body).await
    }

    /// Sends a body from an address.
    pub(crate) async fn ask_from(&self, source: &str, path: &str, body: &Value) -> Answer {
        let headers = json!({ "content-type": "application/json" });
        let body = Some(body.to_string());
        self.send(source, "POST", path, &headers, &json!([]), body)
            .await
    }

    /// Reads what is public.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(OFFICE, "GET", path, &json!({}), &json!([]), None)
            .await
    }

    /// Sends anything, as the gateway hands it over.
    pub(crate) async fn send(
        &self,
        source: &str,
        method: &str,
        path: &str,
        headers: &Value,
        cookies: &Value,
        body: Option<String>,
    ) -> Answer {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let event = json!({
            "rawPath": format!("/api{path}"),
            "rawQueryString": query,
            "routeKey": format!("{method} {path}"),
            "headers": headers,
            "cookies": cookies,
            "body": body,
            "requestContext": { "http": { "method": method, "sourceIp": source } },
        });
        let event: Event = serde_json::from_value(event).unwrap();
        let response = self.router.clone().oneshot(event.into_request()).await;
        let (parts, body) = response.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
            (name.to_string(), value.to_str().unwrap().to_owned())
        };
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers.iter().map(header).collect(),
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    /// The calls to both tables since this was last asked.
    pub(crate) fn calls(&self) -> Vec<String> {
        let calls = std::mem::take(&mut *self.calls.lock().unwrap());
        calls.into_iter().map(|(operation, _)| operation).collect()
    }

    /// What the calls since this was last asked said, each in JSON.
    pub(crate) fn requests(&self) -> Vec<String> {
        let calls = std::mem::take(&mut *self.calls.lock().unwrap());
        calls.into_iter().map(|(_, body)| body).collect()
    }

    /// Who the bearer of an access token is.
    pub(crate) async fn bearer(&self, token: &str) -> SignedIn {
        let verifier = Verifier::new(self.table.store.clone());
        verifier.verify(token).await.unwrap()
    }

    /// Puts a moment of a request or a session into the past.
    pub(crate) async fn age(&self, pk: &str, sk: &str, attribute: &str, seconds: i64) {
        let item = self.table.item(pk, sk).await.unwrap();
        let aged = match &item[attribute] {
            AttributeValue::N(epoch) => {
                AttributeValue::N((epoch.parse::<i64>().unwrap() - seconds).to_string())
            }
            text => {
                let moment: UtcTime = testkit::samples::time(text.as_s().unwrap());
                let aged = moment.plus(SignedDuration::from_secs(-seconds));
                AttributeValue::S(aged.to_string())
            }
        };
        self.table.set(pk, sk, attribute, aged).await;
    }

    /// Sessions that are going on, or could.
    pub(crate) async fn sessions(&self) -> Vec<String> {
        let keys = self.table.keys().await.into_iter();
        keys.filter_map(|(pk, _)| pk.strip_prefix("F#").map(str::to_owned))
            .collect()
    }
}

/// The sort key of a sign-in request.
pub(crate) const EVENT: &str = "E#0000000001";

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        let found = headers.find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }

    /// Names of the headers, in their order.
    pub(crate) fn header_names(&self) -> Vec<&str> {
        self.headers.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The token in the cookie that the answer sets.
    pub(crate) fn cookie(&self) -> &str {
        let cookie = self.header("set-cookie").strip_prefix("tkt_refresh=");
        cookie.unwrap().split(';').next().unwrap()
    }

    /// The access token.
    pub(crate) fn access_token(&self) -> String {
        self.json()["access_token"].as_str().unwrap().to_owned()
    }
}

/// The owner of `w1`, signed in.
pub(crate) fn owner() -> SignedIn {
    SignedIn {
        workspace: workspace("w1"),
        id: "o1".to_owned().try_into().unwrap(),
        email: email(OWNER),
        role: Role::Owner,
    }
}
