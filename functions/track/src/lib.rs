//! Shows a ticket to its customer, who has no account: `POST /track`.

mod app;
mod number;
#[cfg(feature = "openapi")]
pub mod openapi;
mod track_ticket;
mod tracked_ticket;

use axum::{Router, routing::post};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/track", post(track_ticket::track_ticket))
        .with_state(app);
    Router::new().nest("/api", routes)
}
