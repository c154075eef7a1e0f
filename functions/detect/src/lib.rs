//! Detects ticket numbers in a text and answers their status cards: `POST /detect`.

mod app;
mod detect_tickets;
#[cfg(feature = "openapi")]
pub mod openapi;

use axum::{Router, routing::post};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/detect", post(detect_tickets::detect_tickets))
        .with_state(app);
    Router::new().nest("/api", routes)
}
