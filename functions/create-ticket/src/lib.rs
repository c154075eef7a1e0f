//! Creates tickets: `POST /ticket` for agents, `POST /tickets/create` for the widget.

mod app;
mod conversation;
mod create_ticket;
mod creation;
#[cfg(feature = "openapi")]
pub mod openapi;
mod raise_ticket;

use axum::{
    Router,
    routing::{options, post},
};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/ticket", post(create_ticket::create_ticket))
        .route("/tickets/create", post(raise_ticket::raise_ticket))
        .route("/tickets/create", options(api::cors::preflight))
        .with_state(app);
    Router::new().nest("/api", routes)
}
