//! The pages for people under `/_local/` (mailbox, queues, functions), the answers that tests read there, the
//! start page, and the built pages.

mod api;
mod clock;
mod data;
mod files;
mod guard;
mod invoke;
mod mail;
mod site;

use axum::Router;
use axum::body::Bytes;
use axum::middleware;
use axum::routing::{get, post};
use serde::Serialize;
use serde_json::Value;

use crate::services::ses::Mailbox;
pub use clock::ClockRefused;
pub use invoke::NotInvoked;
pub use site::{BadHeader, Site};

/// Where the pages get what they show. The assembled stack implements it.
pub trait Sources: Clone + Send + Sync + 'static {
    /// The e-mails, and the faults that the next ones run into.
    fn mailbox(&self) -> &Mailbox;

    /// What `GET /_local/health` answers.
    fn health(&self) -> impl Future<Output = Value> + Send;

    /// How many notification jobs wait, are being worked on, or were given up.
    fn jobs(&self) -> impl Future<Output = Result<JobCounts, Unavailable>> + Send;

    /// The functions and their running copies, in the order in which they are shown.
    fn functions(&self) -> impl Future<Output = Vec<FunctionState>> + Send;

    /// Moves the services' time ahead. Returns what `POST /_local/clock` answers.
    fn advance(&self, seconds: u64) -> impl Future<Output = Result<Value, ClockRefused>> + Send;

    /// Hands a payload to a function that has no trigger. Returns its answer.
    fn invoke(
        &self,
        function: &str,
        payload: Bytes,
    ) -> impl Future<Output = Result<Bytes, NotInvoked>> + Send;
}

/// The job queue and its dead-letter queue in three numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the trait's method tells them apart")]
pub struct JobCounts {
    pub visible: u64,
    pub in_flight: u64,
    pub dead: u64,
}

/// One function since the stack started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FunctionState {
    /// As its folder is named.
    pub name: String,
    /// The processes of its running copies.
    pub pids: Vec<u32>,
    /// Events given to it.
    pub invocations: u64,
    /// Events that it failed, by its own word, a crash or a time-out.
    pub errors: u64,
}

/// A source could not be asked, for instance a queue service elsewhere that does not answer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unavailable(pub String);

/// `/`, everything under `/_local/`, and the built pages.
pub fn router(sources: impl Sources, site: Site) -> Router {
    site.behind(local_pages(sources).layer(middleware::from_fn(guard::only_this_machine)))
}

fn local_pages<S: Sources>(sources: S) -> Router {
    Router::new()
        .route("/_local/overview", get(data::overview::<S>))
        .route("/_local/mailbox", get(data::mailbox::<S>))
        .route("/_local/mailbox/{id}", get(mail::one::<S>))
        .route("/_local/mailbox/{id}/html", get(mail::html::<S>))
        .route("/_local/queues", get(data::queues::<S>))
        .route("/_local/functions", get(data::functions::<S>))
        .route("/_local/functions/{name}/invoke", post(invoke::invoke::<S>))
        .route("/_local/health", get(data::health::<S>))
        .route("/_local/clock", post(clock::advance::<S>))
        .route(
            "/_local/ses/fault",
            get(data::faults::<S>).post(data::set_fault::<S>),
        )
        .with_state(sources)
        .merge(files::local_page())
        .merge(api::api_page())
        .route("/_local/{*unknown}", get(data::unknown))
}

#[cfg(test)]
mod tests;
