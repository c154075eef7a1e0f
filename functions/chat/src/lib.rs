//! Live chat between visitors of the widget and agents: `/chat` and what lies below it.

mod app;

use axum::Router;

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new().with_state(app);
    Router::new().nest("/api", routes)
}
