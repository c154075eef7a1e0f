//! A workspace's settings, agents, invitations and widget tokens: everything under `/workspace`.

mod app;

use axum::Router;

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new().with_state(app);
    Router::new().nest("/api", routes)
}
