//! Shows tickets: `GET /ticket` lists them, `GET /ticket/{number}` shows one with all that happened
//! to it, `GET /health` says that the API answers.

mod app;
mod get_ticket;
mod health;
mod list_request;
mod list_tickets;
#[cfg(feature = "openapi")]
pub mod openapi;
mod search;

use axum::{Router, routing::get};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/ticket", get(list_tickets::list_tickets))
        .route("/ticket/{number}", get(get_ticket::get_ticket))
        .route("/health", get(health::health))
        .with_state(app);
    Router::new().nest("/api", routes)
}
