//! Detects ticket numbers in a text and answers their status cards: `POST /detect`, for
//! agents and for visitors of the chat.

mod app;
mod detect_tickets;
#[cfg(feature = "openapi")]
pub mod openapi;

use axum::{
    Router,
    routing::{options, post},
};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/detect", post(detect_tickets::detect_tickets))
        .route("/detect", options(api::cors::preflight))
        .with_state(app);
    Router::new().nest("/api", routes)
}
