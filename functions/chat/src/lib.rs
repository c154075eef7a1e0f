//! Live chat between visitors of the widget and agents: `/chat` and what lies below it.

mod app;
mod change;
mod composed;
mod conversation_body;
mod conversation_in_path;
mod get_conversation;
mod list_conversations;
mod list_messages;
mod message_body;
mod note_presence;
#[cfg(feature = "openapi")]
pub mod openapi;
mod read_messages;
mod send_message;
mod set_state;
mod start_conversation;

use api::cors;
use axum::{
    Router,
    routing::{get, options, post},
};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let chat = get(list_conversations::list_conversations)
        .post(start_conversation::start_conversation)
        .merge(options(cors::preflight));
    let messages = get(list_messages::list_messages)
        .post(send_message::send_message)
        .merge(options(cors::preflight_for_messages));
    let routes = Router::new()
        .route("/chat", chat)
        .route("/chat/{id}", get(get_conversation::get_conversation))
        .route("/chat/{id}/messages", messages)
        .route("/chat/{id}/read", post(read_messages::read_messages))
        .route("/chat/{id}/presence", post(note_presence::note_presence))
        .route("/chat/{id}/close", post(set_state::close_conversation))
        .route("/chat/{id}/reopen", post(set_state::reopen_conversation))
        .with_state(app);
    Router::new().nest("/api", routes)
}
