//! Changes tickets: `PUT` edits, `POST …/messages` answers or notes, `DELETE` deletes.

mod add_message;
mod app;
mod delete_ticket;
#[cfg(feature = "openapi")]
pub mod openapi;
mod update_ticket;

use axum::{
    Router,
    routing::{post, put},
};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let ticket = put(update_ticket::update_ticket).delete(delete_ticket::delete_ticket);
    let routes = Router::new()
        .route("/ticket/{number}", ticket)
        .route("/ticket/{number}/messages", post(add_message::add_message))
        .with_state(app);
    Router::new().nest("/api", routes)
}
