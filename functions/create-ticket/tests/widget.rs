//! Widget tokens at work: their last use, and their end. Through the router, over a table of each
//! test's own; what else the function does is tested end to end.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::sync::{Arc, Mutex};

use api::{access_token::Verifier, gateway::Event};
use axum::{Router, body::Body, http::Response};
use create_ticket::{App, router};
use domain::{text::PersonName, time::UtcTime};
use serde_json::json;
use store::{audit::Act, widget_tokens::TokenRecord};
use testkit::{
    Spy, Table,
    samples::{OWNER, email, set_up, settings, signed_in, workspace},
};
use tower::ServiceExt;

const TOKEN: &str = "AAECAwQFBgcICQoLDA0ODw";
const ADDRESS: &str = "203.0.113.7";
/// Whose creations are not counted.
const UNLIMITED: &str = "203.0.113.9";
/// A page that may use the widget.
const PAGE: &str = "https://shop.example";

/// `w1` with a widget token, and the function, whose calls to the table are written down. Those
/// that write a token's use down may be made to fail.
struct Shop {
    table: Table,
    router: Router,
    calls: Arc<Mutex<Vec<String>>>,
    uses_fail: Arc<Mutex<bool>>,
}

#[tokio::test]
async fn the_first_ticket_of_an_hour_is_one_call_more_beside_the_limits() {
    let shop = Shop::open().await;
    assert_eq!(shop.raise(ADDRESS).await.status(), 201);
    // The token, the settings; two limits and the use side by side; the number; the ticket.
    let (read, update, save) = ("GetItem", "UpdateItem", "TransactWriteItems");
    let first = [read, read, update, update, update, update, save];
    assert_eq!(shop.calls(), first);
    assert_eq!(shop.raise(ADDRESS).await.status(), 201);
    assert_eq!(shop.calls(), [read, update, update, update, save]);
}

#[tokio::test]
async fn the_last_use_is_shown_also_of_whoever_is_not_counted() {
    for address in [ADDRESS, UNLIMITED] {
        let shop = Shop::open().await;
        assert_eq!(shop.record().await.last_used_at, None);
        let before = UtcTime::now();
        assert_eq!(shop.raise(address).await.status(), 201);
        let used = shop.record().await.last_used_at;
        assert!(
            used >= Some(before) && used <= Some(UtcTime::now()),
            "{used:?}"
        );
        assert_eq!(shop.raise(address).await.status(), 201);
        assert_eq!(shop.record().await.last_used_at, used);
    }
}

#[tokio::test]
async fn a_use_that_is_not_written_down_costs_no_ticket_and_is_tried_again() {
    let shop = Shop::open().await;
    *shop.uses_fail.lock().unwrap() = true;
    assert_eq!(shop.raise(ADDRESS).await.status(), 201);
    assert_eq!(shop.record().await.last_used_at, None);
    *shop.uses_fail.lock().unwrap() = false;
    assert_eq!(shop.raise(ADDRESS).await.status(), 201);
    assert!(shop.record().await.last_used_at.is_some());
}

#[tokio::test]
async fn a_token_that_was_taken_back_raises_nothing_and_its_page_can_read_why() {
    let shop = Shop::open().await;
    let by = signed_in();
    let act = Act {
        by: &by,
        at: UtcTime::now(),
        log: 0,
    };
    let record = shop.record().await;
    shop.table
        .store
        .revoke_widget_token(&act, &record)
        .await
        .unwrap();
    let before = shop.table.keys().await;
    let refused = shop.raise(ADDRESS).await;
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.headers()["access-control-allow-origin"], PAGE);
    assert_eq!(shop.table.keys().await, before);
    assert_eq!(shop.record().await.last_used_at, None);
}

impl Shop {
    async fn open() -> Self {
        let table = Table::start().await;
        set_up(&table.store).await;
        let (store, w1) = (&table.store, workspace("w1"));
        let mut settings = settings();
        settings.allowed_origins = vec![PAGE.parse().unwrap()];
        store.put_settings(&w1, &settings).await.unwrap();
        let name = PersonName::parse("Shop").unwrap();
        let token = TokenRecord::new(TOKEN, "t1".to_owned(), name, email(OWNER), UtcTime::now());
        store.put_widget_token(&w1, &token).await.unwrap();
        let (calls, uses_fail) = (Arc::<Mutex<Vec<String>>>::default(), Arc::default());
        let (written, fails) = (Arc::clone(&calls), Arc::<Mutex<bool>>::clone(&uses_fail));
        let store = table.spied(Spy::new(move |call| {
            written.lock().unwrap().push(call.operation.to_owned());
            if *fails.lock().unwrap() && call.body.contains("last_used_at") {
                return Err("made to fail".into());
            }
            Ok(())
        }));
        let app = App {
            verifier: Verifier::new(store.clone()),
            store,
            unlimited: Some(UNLIMITED.parse().unwrap()),
        };
        Self {
            table,
            router: router(app),
            calls,
            uses_fail,
        }
    }

    /// Raises a ticket by the widget.
    async fn raise(&self, source: &str) -> Response<Body> {
        let body = json!({
            "bot_token": TOKEN,
            "issue": "It broke.",
            "visitor_name": "Maria",
            "visitor_email": "maria@customer.example",
        });
        let event: Event = serde_json::from_value(json!({
            "rawPath": "/api/tickets/create",
            "rawQueryString": "",
            "routeKey": "POST /tickets/create",
            "headers": { "content-type": "application/json", "origin": PAGE },
            "body": body.to_string(),
            "requestContext": { "http": { "method": "POST", "sourceIp": source } },
        }))
        .unwrap();
        self.router
            .clone()
            .oneshot(event.into_request())
            .await
            .unwrap()
    }

    /// What owners see of the token.
    async fn record(&self) -> TokenRecord {
        let w1 = workspace("w1");
        let found = self.table.store.widget_token_record(&w1, "t1").await;
        found.unwrap().unwrap()
    }

    /// The calls to the table since this was last asked.
    fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.calls.lock().unwrap())
    }
}
