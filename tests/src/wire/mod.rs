//! The wire between the functions and the services: proxies in the test's own process that hold
//! calls, spoil them on purpose, and keep a record of each.
//!
//! The functions under test are exactly those that everybody builds. All that a test changes is the
//! address at which they find a service.

#![allow(
    clippy::expect_used,
    reason = "a harness that cannot go on fails its test with the reason"
)]

mod call;
mod fault;
mod hold;
mod peer;
mod proxy;
mod record;
mod usage;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use local::lambda::Endpoints;
use serde_json::Value;
use tokio::{net::TcpListener, sync::watch, task::AbortHandle};

pub use self::{
    call::{Call, Service},
    fault::{Fault, Plan},
    hold::Held,
    record::Record,
    usage::Use,
};
use self::{
    fault::Injector,
    hold::{Holds, Side},
    record::Records,
};
use crate::{Start, lock::lock};

/// The wires to all services.
#[derive(Debug)]
pub struct Wires {
    /// To DynamoDB.
    pub dynamodb: Wire,
    /// To SQS.
    pub sqs: Wire,
    /// To SES.
    pub ses: Wire,
}

/// The wire to one service. It carries nothing before it was pointed at the service.
#[derive(Debug)]
pub struct Wire {
    url: String,
    shared: Arc<Shared>,
    server: AbortHandle,
}

/// What the calls on a wire share.
#[derive(Debug)]
struct Shared {
    service: Service,
    address: SocketAddr,
    upstream: watch::Sender<Option<String>>,
    client: reqwest::Client,
    holds: Mutex<Holds>,
    injector: Mutex<Option<Injector>>,
    records: Mutex<Records>,
}

impl Wires {
    /// Starts three wires on free ports.
    pub async fn start() -> Self {
        Self {
            dynamodb: Wire::start(Service::DynamoDb).await,
            sqs: Wire::start(Service::Sqs).await,
            ses: Wire::start(Service::Ses).await,
        }
    }

    /// Puts the wires between the functions and the services of a stack that is about to start.
    #[must_use]
    pub fn under(&self, stack: Start) -> Start {
        let Endpoints { dynamodb, sqs, ses } = stack.endpoints();
        self.dynamodb.point_at(dynamodb);
        self.sqs.point_at(sqs);
        self.ses.point_at(ses);
        let [dynamodb, sqs, ses] =
            [&self.dynamodb, &self.sqs, &self.ses].map(|wire| Some(wire.url()));
        stack.functions_use(dynamodb, sqs, ses)
    }

    /// Ends all faults.
    pub fn clear(&self) {
        self.dynamodb.clear();
        self.sqs.clear();
        self.ses.clear();
    }
}

impl Wire {
    /// Starts a wire on a free port.
    pub async fn start(service: Service) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let client = reqwest::Client::builder().no_proxy().build();
        let shared = Arc::new(Shared {
            service,
            address,
            upstream: watch::Sender::new(None),
            client: client.expect("an HTTP client"),
            holds: Mutex::default(),
            injector: Mutex::default(),
            records: Mutex::default(),
        });
        Self {
            url: format!("http://{address}"),
            server: tokio::spawn(proxy::serve(listener, Arc::clone(&shared))).abort_handle(),
            shared,
        }
    }

    /// Where the functions are to look for the service.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Leads to the service at `url` from now on.
    pub fn point_at(&self, url: &str) {
        let url = url.trim_end_matches('/').to_owned();
        self.shared.upstream.send_replace(Some(url));
    }

    /// Stops the next call of `operation` whose body fits, before the service hears of it.
    pub fn hold_before(
        &self,
        operation: &str,
        fits: impl Fn(&Value) -> bool + Send + 'static,
    ) -> Held {
        lock(&self.shared.holds).add(Side::Before, operation, Box::new(fits))
    }

    /// Stops the answer to the next call of `operation` whose body fits. The service has carried
    /// it out by then.
    pub fn hold_after(
        &self,
        operation: &str,
        fits: impl Fn(&Value) -> bool + Send + 'static,
    ) -> Held {
        lock(&self.shared.holds).add(Side::After, operation, Box::new(fits))
    }

    /// Spoils calls from now on, as the plan says.
    pub fn inject(&self, plan: Plan) {
        *lock(&self.shared.injector) = Some(Injector::new(plan));
    }

    /// Spoils no more calls.
    pub fn clear(&self) {
        *lock(&self.shared.injector) = None;
    }

    /// Every call so far, in the order of their arrival.
    pub fn records(&self) -> Vec<Record> {
        lock(&self.shared.records).all()
    }

    /// How often each fault befell each operation.
    pub fn done(&self) -> BTreeMap<(String, Fault), usize> {
        record::counts(&self.records())
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.server.abort();
    }
}
